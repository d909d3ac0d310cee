package people_test

import (
	"net/http"
	"net/url"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

func TestUrgentHelpIsThereWithoutSigningInAndSaysWhoseLineItIs(t *testing.T) {
	b := webtest.Open(t)
	b.Get(nobody, "/help").Is(http.StatusOK).Says("999", "111")
	admin := b.Works("Adi", authz.Administrator)
	form := url.Values{"id": {b.Get(admin, "/help-line").Is(http.StatusOK).Hidden("id")}, "number": {"01632 960555"},
		"hours": {"Day and night"}, "when_closed": {"Call 111"}}
	webtest.Day(form, "review_by", "31", "2", "2027")
	b.Post(admin, "/help-line", form).Is(http.StatusUnprocessableEntity).Says("There is no such day.")
	webtest.Day(form, "review_by", "1", "5", "2027")
	b.Post(admin, "/help-line", form).To("/help-line")
	b.Post(admin, "/help-line", form).To("/help-line") // the second tap
	b.Get(nobody, "/help").Is(http.StatusOK).Says("Wey Valley", "01632 960555")
	b.Get(b.Lena, "/help").Is(http.StatusOK).Says("01632 960555")
	b.Get(b.Lena, "/help-line").Is(http.StatusForbidden)
}

func TestUrgentHelpHasTheNumbersOfTheirOwnPeopleForWhoIsSignedIn(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam", func(form url.Values) {
		form.Set("care_coordinator.name", "Bethan Clarke")
		form.Set("care_coordinator.phone", "01632 960262")
		form.Set("responsible.name", "Dr Arjun Menon")
		form.Set("responsible.phone", "01632 960275")
	})
	b.Agrees(sam)
	b.Matches(sam, b.Works("Ash Murray", authz.PeerWorker))
	b.Get(b.Arrives(sam), "/help").Is(http.StatusOK).Says("999", "Who you can ring", "Ash, who visits you",
		"Bethan Clarke, your care coordinator", "01632 960262", "Dr Arjun Menon, responsible for your care", "01632 960275")
	for _, other := range []webtest.Member{nobody, b.Lena} {
		b.Get(other, "/help").Is(http.StatusOK).Says("999").KeepsFrom("Who you can ring", "Bethan")
	}
}
