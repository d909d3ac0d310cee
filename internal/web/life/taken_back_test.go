package life_test

import (
	"net/http"
	"regexp"
	"testing"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/webtest"
)

// newsLink is where page leads to the news in another record.
func newsLink(page webtest.Answer, record id.Participant) string {
	return regexp.MustCompile(`/people/` + string(record) + `/life/[a-z0-9]+`).FindString(page.Body)
}

// An old link, or a message, leads there: it says that this holds no more, and asks nothing.
func TestThePageOfALifeEventThatWasTakenBackSaysSo(t *testing.T) {
	b, sam, ash := matched(t)
	page := news(b, sam, "readmission", "23", "11")
	b.Get(ash, page).Says("You did nothing wrong", "I have read this")
	takesMoveBack(b, "/people/"+string(sam))
	b.Get(ash, page).Is(http.StatusOK).Says("This was a mistake and has been taken back",
		"What Back in hospital or in crisis care Day 23 November 2026", "Taken back By Lena,",
		"because: They stay after all").
		KeepsFrom("You did nothing wrong", "is back in crisis care", "I have read this", "Not read yet")
	b.Get(b.Lena, page).KeepsFrom("I have told Ash Murray in person")
	b.Get(b.Lena, news(b, sam, "readmission", "23", "11")).Says("is back in crisis care").KeepsFrom("taken back")
}

// What was taken back in one record isn't offered there again from the other, where it stays.
func TestWhatWasTakenBackInOneRecordIsNotOfferedThereAgain(t *testing.T) {
	b := webtest.Open(t)
	one, other, _, _ := twoCourses(b)
	here := b.Post(b.Lena, "/people/"+string(one)+"/life", pauses(b, b.Lena, one)).Is(http.StatusSeeOther).
		Header.Get("Location")
	there := newsLink(b.Get(b.Lena, here), other)
	alone(b, one)
	b.Get(b.Lena, there).Says("This was taken back in their other record", "It still holds in this one.").
		KeepsFrom("Record it there too", "Record it for").Link(here)
	b.Get(b.Lena, here).Says("It still holds in their other record").KeepsFrom("Record it").Link(there)
	takesBackAsOpened(b, other)
	for _, page := range []string{here, there} {
		b.Get(b.Lena, page).Says("This was a mistake and has been taken back").KeepsFrom("other record")
	}
}

// The same holds of a move once its day has come.
func TestAMoveThatWasTakenBackInOneRecordIsNotOfferedThereAgain(t *testing.T) {
	b := webtest.Open(t)
	one, other, _, _ := twoCourses(b)
	form := b.Opens(b.Lena, "/people/"+string(one)+"/life")
	form.Set("kind", "moving_away")
	webtest.Day(form, "on", "30", "11", "2026")
	b.Post(b.Lena, "/people/"+string(one)+"/life", form).Is(http.StatusSeeOther)
	b.Now = b.Now.AddDate(0, 0, 8)
	b.Sends()
	b.Lena.Token = b.SignIn("lena@example.org")
	alone(b, one)
	events := regexp.MustCompile(`/people/`+string(other)+`/life/[a-z0-9]+`).FindAllString(b.Get(b.Lena, "/life").Body, -1)
	if len(events) != 2 {
		t.Fatalf("the list leads to %v", events)
	}
	for _, page := range events {
		b.Get(b.Lena, page).Says("This was taken back in their other record").KeepsFrom("Record it there too")
	}
}
