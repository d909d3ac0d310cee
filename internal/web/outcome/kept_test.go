package outcome_test

import (
	"net/http"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

func TestAFollowUpThatKeepsItsDaysSaysFromWhichDayTheyAreCounted(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Now = b.Now.AddDate(0, 0, 300) // for the six months, and not for the year
	mei, path := b.Works("Mei", authz.Assessor), "/follow-up/"+string(sam)
	b.Sends()
	const kept = "when we thought they left the crisis team"
	b.Get(mei, path).Is(http.StatusOK).Says("Counting from 20 November 2026").KeepsFrom(kept)
	calls := b.Get(mei, path).Link(path + "/calls/")
	form := b.Opens(mei, calls)
	form.Set("result", "no_answer")
	b.Post(mei, calls, form).To(path)
	b.Lena.Token = b.SignIn("lena@example.org")
	right := b.Opens(b.Lena, "/people/"+string(sam)+"/put-right/care")
	webtest.Day(right, "discharge_date", "16", "11", "2026")
	right.Set("why", "The team rang")
	b.Post(b.Lena, "/people/"+string(sam)+"/put-right/care", right).To("/people/" + string(sam))
	b.Get(mei, path).Is(http.StatusOK).Says("Left the crisis team 16 November 2026",
		"Counting from 20 November 2026 16 November 2026").Once("Counted from 20 November 2026, " + kept)
}
