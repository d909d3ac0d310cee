package pathway_test

import (
	"net/http"
	"net/url"
	"testing"

	"footbridge.org/footbridge/internal/web/webtest"
)

func TestWhoDecidesReadsWhatTheTeamAnsweredBefore(t *testing.T) {
	b := webtest.Open(t)
	line := b.Definition().Eligibility[0]
	sam := b.Refers(b.Remi, b.North, "Sam", func(f url.Values) { f.Set("eligibility."+line.Key, "not_sure") })
	own, record := "/referrals/"+string(sam), "/people/"+string(sam)
	path := record + "/put-right/eligibility"
	b.Get(b.Remi, own).Is(http.StatusOK).Link(path)
	form := b.Opens(b.Remi, path)
	form.Set("eligibility."+line.Key, string(line.Required))
	b.Post(b.Remi, path, form).Is(http.StatusUnprocessableEntity).Says("Say why, in a few words.")
	form.Set("why", "Ticked in the wrong <b>row</b>")
	b.Twice(b.Remi, path, form, own)
	b.Get(b.Lena, record+"/screening").Is(http.StatusOK).Says(line.Text+" Was: Not sure Now: Yes",
		"Ticked in the wrong <b>row</b>", "Remi").KeepsFrom("Settle")
	b.Get(b.Lena, record+"/put-right").Is(http.StatusOK).Says("Answers about taking part", line.Text, "Was: Not sure")
	b.Get(b.Lena, record).Is(http.StatusOK).Link(path)

	b.Decides(sam, url.Values{"verdict": {"accept"}})
	b.Get(b.Remi, own).Is(http.StatusOK).KeepsFrom("Change the answers")
	b.Get(b.Remi, path).Is(http.StatusConflict).Says("the answers it was made on stay as they are")
	b.Verify()
}
