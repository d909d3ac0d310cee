package care_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
)

func TestSomebodyMovesAndCallsOffVisitsOfTheirOwnOnTheForms(t *testing.T) {
	b := open(t)
	ash := b.works("Ash Murray", authz.PeerWorker)
	sam, jo := b.refers(b.remi, b.north, "Sam"), b.refers(b.remi, b.north, "Jo", func(f url.Values) { f.Set("sure", "1") })
	b.agrees(sam)
	b.agrees(jo)
	b.matches(sam, ash)
	themselves, other := b.arrives(sam), b.arrives(jo)
	b.plans(sam, ash)
	third := b.course(sam).Appointments[2].ID // Monday 7 December, ten o'clock
	move, cancel := "/my-visits/"+string(third)+"/move", "/my-visits/"+string(third)+"/cancel"
	b.get(themselves, "/home").is(http.StatusOK).says("Your next visit", "Move or cancel")
	b.get(themselves, "/my-visits").is(http.StatusOK).says("Move or cancel visit 3 of 10")
	for _, who := range []member{other, ash, b.lena} {
		b.get(who, move).is(http.StatusNotFound)
		b.post(who, move, url.Values{}).is(http.StatusNotFound)
		b.post(who, cancel, url.Values{}).is(http.StatusNotFound)
	}
	b.get(themselves, "/my-visits/"+strings.Repeat("0", id.Length)+"/move").is(http.StatusNotFound)

	page := b.get(themselves, move).is(http.StatusOK).says("Move your visit",
		"Now it is on Monday 7 December 2026, 10:00, at home. Ash is told at once.", "By telephone", "Cancel this visit")
	form := url.Values{"id": {page.hidden("id")}, "from": {page.hidden("from")}, "at": {"half past"}, "to.place": {"home"},
		"reason": {"The <b>plumber</b> comes."}}
	day(form, "to.start", "9", "12", "2026")
	b.post(themselves, move, form).is(http.StatusUnprocessableEntity).says("The <b>plumber</b> comes.")
	if again := b.post(themselves, move, form); !strings.Contains(again.body, `value="half past"`) {
		t.Error("what was typed is lost")
	}
	form.Set("at", "7am")
	b.post(themselves, move,
		form).is(http.StatusUnprocessableEntity).says("Visits are between 8 in the morning and 6 in the evening.")
	form.Set("at", "2pm")
	b.post(themselves, move, form).to("/my-visits")
	b.post(themselves, move, form).to("/my-visits") // the second tap
	b.get(themselves, "/my-visits").is(http.StatusOK).says("Wednesday 9 December 2026, 14:00")
	b.get(ash, "/visits").is(http.StatusOK).says("What others have changed",
		"Moved from Monday 7 December 2026, 10:00 to Wednesday 9 December 2026, 14:00. At home. Asked for by: The participant. The <b>plumber</b> comes.")
	b.get(ash, "/people/"+string(sam)+"/visits/"+string(third)).is(http.StatusOK).says("Moved", "by The participant")
	form.Set("id", "")
	form.Set("at", "4pm")
	b.post(themselves, move, form).is(http.StatusConflict).says("Somebody moved this appointment in the meantime.",
		"Now it is on Wednesday 9 December 2026, 14:00")

	page = b.get(themselves, cancel).is(http.StatusOK).says("Cancel this visit?",
		"It does not count as missed, and you can plan it again with Ash.", "Move it to another day")
	off := url.Values{"id": {page.hidden("id")}}
	b.post(themselves, cancel, off).to("/my-visits")
	b.post(themselves, cancel, off).to("/my-visits")
	b.get(themselves, cancel).is(http.StatusConflict).says("can't be changed here any more")
	b.get(themselves, "/my-visits").is(http.StatusOK).says("This visit was called off.")
	b.get(ash, "/visits").is(http.StatusOK).says("Called off: Wednesday 9 December 2026, 14:00. It is to be planned again. Asked for by: The participant.", "1 to plan")
	b.now = b.now.Add(8 * 24 * time.Hour)
	ash.token = b.signIn("ash.murray@example.org")
	b.get(ash, "/visits").is(http.StatusOK).keepsFrom("What others have changed")
}
