package course_test

import (
	"net/http"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

// A visit that was planned for the 30th and held on the 24th is the one of the 24th, and a
// correction says what it changed.
func TestAVisitIsNamedByTheDayOnWhichItWasHeldAndACorrectionSaysWhatItChanged(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash Murray", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	at := "/people/" + string(sam) + "/visits"
	one := at + "/" + string(b.Course(sam).Appointments[1].ID)
	b.Now = b.Now.AddDate(0, 0, 2)
	ash.Token = b.SignIn("ash.murray@example.org")
	form := b.Opens(ash, one+"/record")
	form.Set("outcome", "attended")
	form.Set("what_we_did", "Tea")
	webtest.Day(form, "started_at", "24", "11", "2026")
	b.Post(ash, one+"/record", form).Is(http.StatusSeeOther)

	b.Get(ash, one).Is(http.StatusOK).Says("When Tuesday 24 November 2026, 10:00",
		"First planned for Monday 30 November 2026")
	list := b.Get(ash, at).Is(http.StatusOK).Body
	if words := webtest.Words(list); !strings.Contains(words, "Sam on Tuesday 24 November 2026") ||
		strings.Contains(words, "Sam on Monday 30 November 2026") {
		t.Errorf("it is named by another day: %s", words)
	}
	b.Get(ash, one+"/record").Is(http.StatusOK).Says("Planned for Monday 30 November 2026, 10:00. At home.")

	form = b.Opens(ash, one+"/record")
	form.Set("at", "10:30")
	form.Set("minutes", "45")
	form.Set("what_we_did", "Tea and a walk")
	b.Post(ash, one+"/record", form).Is(http.StatusSeeOther)
	b.Get(ash, one).Is(http.StatusOK).Says("Began: Tuesday 24 November 2026, 10:30, not Tuesday 24 November 2026, 10:00. "+
		"How long: 45 minutes, not 60 minutes. Met. Tea and a walk", "Met. Tea")
}

// Somebody writes up a visit to come in the place of another. It is then to be held as it
// was planned, and can be cancelled or moved.
func TestAVisitThatWasWrittenUpByMistakeIsAsItWasBefore(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash Murray", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	b.Now = b.Now.AddDate(0, 0, 2)
	ash.Token = b.SignIn("ash.murray@example.org")
	one := "/people/" + string(sam) + "/visits/" + string(b.Course(sam).Appointments[1].ID)
	form := b.Opens(ash, one+"/record")
	form.Set("outcome", "attended")
	form.Set("what_we_did", "Tea with somebody else")
	webtest.Day(form, "started_at", "24", "11", "2026")
	if form.Has("in_error") {
		t.Error("it is asked whether what nobody has written is a mistake")
	}
	b.Post(ash, one+"/record", form).Is(http.StatusSeeOther)

	form = b.Opens(ash, one+"/record")
	form.Set("in_error", "yes")
	form.Set("minutes", "rubbish, and not asked")
	b.Twice(ash, one+"/record", form, "/visits")
	b.Get(ash, one).Is(http.StatusOK).Says("When Monday 30 November 2026, 10:00", "Marked as entered in error",
		"Move", "Cancel").KeepsFrom("What we did")
	b.Get(ash, one+"/cancel").Is(http.StatusOK)
	b.Verify()
}
