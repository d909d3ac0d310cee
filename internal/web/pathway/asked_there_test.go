package pathway_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/web/webtest"
)

// Who no longer visits somebody can't ask them before the next visit: the lead does.
func TestNobodyIsToldToAskBeforeVisitsThatAreOver(t *testing.T) {
	for _, over := range []string{"stopped", "ended"} {
		t.Run(over, func(t *testing.T) {
			b := webtest.Open(t)
			s := visitsTwice(b)
			if over == "stopped" {
				stopsVisits(b, b.Lena, s.second)
			} else {
				path := "/people/" + string(s.second) + "/ending"
				form := b.Opens(b.Lena, path)
				form.Set("kind", "sooner")
				webtest.Day(form, "on", "23", "11", "2026")
				form.Set("calls_off", "yes")
				b.Post(b.Lena, path, form).Is(http.StatusSeeOther)
			}
			b.Sends()
			b.Now = b.Now.Add(time.Minute)
			stopsThemselves(b, s.own[s.first])
			b.Sends()
			for _, text := range b.SentAll("bo.ray@example.org") {
				if strings.Contains(text, "ask them before you go") {
					t.Errorf("who no longer visits them was sent %q", text)
				}
			}
			if text := b.Sent("lena@example.org"); !strings.Contains(text, "/people/"+string(s.second)+"/consent") {
				t.Errorf("the lead was sent %q", text)
			}
			b.Verify()
		})
	}
}

// stopsThemselves has a participant stop everything on their own page.
func stopsThemselves(b *webtest.Bench, own webtest.Member) {
	form := b.Opens(own, "/my-consents/stop")
	form.Set("scope", "wholly")
	b.Post(own, "/my-consents/stop", form).Is(http.StatusSeeOther)
}
