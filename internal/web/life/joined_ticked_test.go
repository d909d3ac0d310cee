package life_test

import (
	"net/http"
	"testing"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/webtest"
)

// The two were taken apart while the form was open: a tick for the other isn't dropped in silence.
func TestATickForARecordThatIsNoLongerJoinedIsSaidToCountForNothing(t *testing.T) {
	b := webtest.Open(t)
	one, other := b.Refers(b.Remi, b.North, "Samuel"), b.Refers(b.Rhea, b.South, "Smauel")
	joins(b, one, other).Is(http.StatusSeeOther)
	at := "/people/" + string(one) + "/life"
	form := pauses(b, b.Lena, one)
	apart := b.Form(b.Lena, "/people/"+string(one)+"/same-person")
	apart.Set("other", string(other))
	apart.Set("same", "no")
	b.Post(b.Lena, "/people/"+string(one)+"/same-person", apart).Is(http.StatusSeeOther)
	again := b.Post(b.Lena, at, form).Is(http.StatusUnprocessableEntity).
		Says("no longer joined with this one", "Nothing has been saved yet").KeepsFrom("Smauel")
	b.Post(b.Lena, at, again.Filled()).Is(http.StatusSeeOther)
	b.Get(b.Lena, "/people/"+string(other)).KeepsFrom("On hold")
	b.Verify()
}

// The same where they were asked whether it is right that somebody has died.
func TestADeathThatWasToBeOfTwoRecordsIsNotSavedForOneInSilence(t *testing.T) {
	b := webtest.Open(t)
	one, other := b.Refers(b.Remi, b.North, "Samuel"), b.Refers(b.Rhea, b.South, "Smauel")
	joins(b, one, other).Is(http.StatusSeeOther)
	at := "/people/" + string(one) + "/life"
	form := b.Form(b.Lena, at)
	form.Set("kind", "death")
	form.Set("also", string(other))
	sure := b.Post(b.Lena, at, form).Says("Is that right?").Filled()
	apart := b.Form(b.Lena, "/people/"+string(one)+"/same-person")
	apart.Set("other", string(other))
	apart.Set("same", "no")
	b.Post(b.Lena, "/people/"+string(one)+"/same-person", apart).Is(http.StatusSeeOther)
	b.Post(b.Lena, at, sure).Is(http.StatusUnprocessableEntity).Says("no longer joined with this one")
	b.Get(b.Lena, "/people/"+string(one)).KeepsFrom("Died")
	b.Verify()
}

// One rule says where the tick is on, whatever the two have reached: wherever it changes something.
func TestTheOtherRecordIsTickedWhereverItWouldChangeSomething(t *testing.T) {
	for name, reach := range map[string]func(*webtest.Bench, id.Participant){
		"waiting":  func(*webtest.Bench, id.Participant) {},
		"accepted": func(b *webtest.Bench, of id.Participant) { b.Decides(of, map[string][]string{"verdict": {"accept"}}) },
		"taking part": func(b *webtest.Bench, of id.Participant) {
			b.Agrees(of)
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := webtest.Open(t)
			one, other := b.Refers(b.Remi, b.North, "Samuel"), b.Refers(b.Rhea, b.South, "Smauel")
			reach(b, one)
			reach(b, other)
			joins(b, one, other).Is(http.StatusSeeOther)
			ticked := func() {
				t.Helper()
				for from, to := range map[id.Participant]id.Participant{one: other, other: one} {
					if form := b.Opens(b.Lena, "/people/"+string(from)+"/life"); form.Get("also") != string(to) {
						t.Errorf("ticked: %v", form["also"])
					}
				}
			}
			ticked()
			b.Get(b.Lena, "/people/"+string(one)+"/life").Says("It is ticked wherever it would change something.")
			b.Post(b.Lena, "/people/"+string(one)+"/life", pauses(b, b.Lena, one)).Is(http.StatusSeeOther)
			ticked() // that they go on changes both
			b.Verify()
		})
	}
}
