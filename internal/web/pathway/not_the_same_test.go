package pathway_test

import (
	"net/http"
	"testing"

	"footbridge.org/footbridge/internal/web/webtest"
)

// That two records are not of one person is remembered, for the lists of both and until
// somebody says otherwise.
func TestWhoIsNotTheSamePersonIsNotAskedAboutAgain(t *testing.T) {
	b := webtest.Open(t)
	sam, smauel := b.Refers(b.Remi, b.North, "Samuel"), b.Refers(b.Rhea, b.South, "Smauel")
	decide := func(of string) webtest.Answer { return b.Get(b.Lena, "/people/"+of+"/screening").Is(http.StatusOK) }
	decide(string(sam)).Says("They may be here already").Link("/people/" + string(sam) + "/same-person")
	joins(b, sam, smauel, "no").To("/people/" + string(sam))
	joins(b, smauel, sam, "no").To("/people/" + string(smauel))
	for _, of := range []string{string(sam), string(smauel)} {
		decide(of).KeepsFrom("They may be here already")
		b.Get(b.Lena, "/people/"+of+"/same-person").Is(http.StatusOK).Once("Recorded as somebody else")
	}
	joins(b, smauel, sam, "yes").To("/people/" + string(smauel))
	b.Get(b.Lena, "/people/"+string(sam)).Says("Another record of this person: Smauel Okafor")
	joins(b, smauel, sam, "no").To("/people/" + string(smauel))
	decide(string(sam)).KeepsFrom("They may be here already")
	b.Verify()
}

// Who refers somebody whom another team may have referred is told what to do without
// ringing: the lead sees both.
func TestWhoCannotTellSavesTheReferralAndTheLeadComparesThem(t *testing.T) {
	b := webtest.Open(t)
	b.Refers(b.Remi, b.North, "Sam")
	path := webtest.NewReferralPath(b.South)
	form := b.Typed(b.Get(b.Rhea, path).Is(http.StatusOK), "Sam")
	b.Post(b.Rhea, path, form).Is(http.StatusConflict).
		Says("Anybody who leads the programme sees both", "Save it. The service will find out who it is").KeepsFrom("Ring")
}
