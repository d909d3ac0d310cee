package course_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/web/webtest"
)

const movedMeanwhile = "This appointment has been moved since you opened it."

// shifts moves the first visit by some days, as Ash does.
func (b covered) shifts(t *testing.T, at string, day, month string) {
	t.Helper()
	form := b.Opens(b.ash, at+"/move")
	webtest.Day(form, "to.start", day, month, "2026")
	form.Set("by", "worker")
	form.Set("reason", "Another day is better.")
	form.Set("sure", "yes")
	b.Post(b.ash, at+"/move", form).Is(http.StatusSeeOther)
}

func TestAVisitThatMovedMeanwhileIsNotCancelledUnseen(t *testing.T) {
	b := coveredVisit(t)
	second := string(b.Course(b.person).Open()[1].ID)
	at, own := b.at+"/visits/"+second, "/my-visits/"+second
	pages := []struct {
		who  webtest.Member
		path string
	}{{b.sam, own + "/cancel"}, {b.ash, at + "/cancel"}, {b.Lena, at + "/cancel"}}
	stale := make([]url.Values, len(pages))
	for i, p := range pages {
		stale[i] = b.Form(p.who, p.path)
		stale[i].Set("by", "participant")
	}
	b.shifts(t, at, "2", "12")
	for i, p := range pages {
		b.Post(p.who, p.path, stale[i]).Is(http.StatusConflict).Says(movedMeanwhile, "Wednesday 2 December 2026")
		stale[i].Del("from")
		b.Post(p.who, p.path, stale[i]).Is(http.StatusUnprocessableEntity)
	}
	b.Get(b.sam, "/my-visits").Is(http.StatusOK).KeepsFrom("Cancelled visit")
	seen := b.Form(b.sam, own+"/cancel")
	b.Post(b.sam, own+"/cancel", seen).To("/my-visits")
	b.Post(b.sam, own+"/cancel", seen).To("/my-visits") // the second tap
	b.Get(b.sam, "/my-visits").Is(http.StatusOK).Says("Cancelled visit Wednesday 2 December 2026")
	b.Verify()
}

// What is written of a visit that came to nothing has the day of its appointment.
func TestAVisitThatMovedMeanwhileIsNotWrittenUpUnseen(t *testing.T) {
	b := coveredVisit(t)
	second := string(b.Course(b.person).Open()[1].ID)
	at := b.at + "/visits/" + second
	b.Now = b.Now.Add(8 * 24 * time.Hour)
	b.ash.Token = b.SignIn("ash.murray@example.org")
	stale := b.Opens(b.ash, at+"/record")
	stale.Set("outcome", "did_not_attend")
	stale.Set("reason", "forgot")
	b.shifts(t, at, "27", "11")
	b.Post(b.ash, at+"/record", stale).Is(http.StatusConflict).Says(movedMeanwhile)
	b.Verify()
}
