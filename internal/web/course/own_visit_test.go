package course_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/webtest"
)

func TestSomebodyMovesAndCallsOffVisitsOfTheirOwnOnTheForms(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash Murray", authz.PeerWorker)
	sam, jo := b.Refers(b.Remi, b.North, "Sam"), b.Refers(b.Remi, b.North, "Jo", func(f url.Values) { f.Set("sure", "1") })
	b.Agrees(sam)
	b.Agrees(jo)
	b.Matches(sam, ash)
	themselves, other := b.Arrives(sam), b.Arrives(jo)
	b.Plans(sam, ash)
	third := b.Course(sam).Appointments[2].ID // Monday 7 December, ten o'clock
	move, cancel := "/my-visits/"+string(third)+"/move", "/my-visits/"+string(third)+"/cancel"
	b.Get(themselves, "/home").Is(http.StatusOK).Says("Your next visit", "Move or cancel")
	b.Get(themselves, "/my-visits").Is(http.StatusOK).Says("Move or cancel visit 3 of 10")
	for _, who := range []webtest.Member{other, ash, b.Lena} {
		b.Get(who, move).Is(http.StatusNotFound)
		b.Post(who, move, url.Values{}).Is(http.StatusNotFound)
		b.Post(who, cancel, url.Values{}).Is(http.StatusNotFound)
	}
	b.Get(themselves, "/my-visits/"+strings.Repeat("0", id.Length)+"/move").Is(http.StatusNotFound)

	page := b.Get(themselves, move).Is(http.StatusOK).Says("Move your visit",
		"Now it is on Monday 7 December 2026, 10:00, at home. We will tell Ash straight away.", "By telephone", "Cancel this visit")
	form := url.Values{"id": {page.Hidden("id")}, "from": {page.Hidden("from")}, "at": {"half past"}, "to.place": {"home"},
		"reason": {"The <b>plumber</b> comes."}}
	webtest.Day(form, "to.start", "9", "12", "2026")
	b.Post(themselves, move, form).Is(http.StatusUnprocessableEntity).Says("The <b>plumber</b> comes.")
	if again := b.Post(themselves, move, form); !strings.Contains(again.Body, `value="half past"`) {
		t.Error("what was typed is lost")
	}
	form.Set("at", "7am")
	b.Post(themselves, move,
		form).Is(http.StatusUnprocessableEntity).Says("Visits are between 8 in the morning and 6 in the evening.")
	form.Set("at", "2pm")
	b.Post(themselves, move, form).To("/my-visits")
	b.Post(themselves, move, form).To("/my-visits") // the second tap
	b.Get(themselves, "/my-visits").Is(http.StatusOK).Says("Wednesday 9 December 2026, 14:00")
	b.Get(ash, "/visits").Is(http.StatusOK).Says("Changed by others",
		"Moved from Monday 7 December 2026, 10:00 to Wednesday 9 December 2026, 14:00. At home. Asked for by: The participant. The <b>plumber</b> comes.")
	b.Get(ash, "/people/"+string(sam)+"/visits/"+string(third)).Is(http.StatusOK).Says("Moved", "by The participant")
	form.Set("id", "")
	form.Set("at", "4pm")
	b.Post(themselves, move, form).Is(http.StatusConflict).Says(
		"This appointment has been moved since you opened it.",
		"Now it is on Wednesday 9 December 2026, 14:00")

	page = b.Get(themselves, cancel).Is(http.StatusOK).Says("Cancel this visit?",
		"It does not count as missed, and you can plan it again with Ash.", "Move it to another day")
	off := url.Values{"id": {page.Hidden("id")}, "from": {page.Hidden("from")}}
	b.Post(themselves, cancel, off).To("/my-visits")
	b.Post(themselves, cancel, off).To("/my-visits")
	b.Get(themselves, cancel).Is(http.StatusConflict).Says("can't be changed here any more")
	b.Get(themselves, "/my-visits").Is(http.StatusOK).Says(
		"Cancelled visit Wednesday 9 December 2026, 14:00 Moved At home Cancelled")
	b.Get(ash, "/visits").Is(http.StatusOK).Says("Cancelled: Wednesday 9 December 2026, 14:00. Please plan it again. Asked for by: The participant.", "1 to plan")
	b.Now = b.Now.Add(8 * 24 * time.Hour)
	ash.Token = b.SignIn("ash.murray@example.org")
	b.Get(ash, "/visits").Is(http.StatusOK).KeepsFrom("Changed by others")
}

// A move within a day names the day once.
func TestAMoveToAnotherTimeOfTheDayNamesTheDayOnce(t *testing.T) {
	b := webtest.Open(t)
	ash, sam := b.Works("Ash Murray", authz.PeerWorker), b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	themselves := b.Arrives(sam)
	b.Plans(sam, ash)
	move := "/my-visits/" + string(b.Course(sam).Appointments[2].ID) + "/move"
	form := b.Form(themselves, move)
	webtest.Day(form, "to.start", "7", "12", "2026")
	form.Set("at", "2pm")
	form.Set("to.place", "home")
	b.Post(themselves, move, form).To("/my-visits")
	b.Get(ash, "/visits").Is(http.StatusOK).Says("Moved from Monday 7 December 2026, 10:00 to 14:00. At home.")
}
