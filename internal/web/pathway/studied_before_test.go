package pathway_test

import (
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/web/webtest"
)

// Who asks for consent isn't told the arm, and asks the same of both: the form and the paper
// say what the study has decided, until when, and what a yes to visits means meanwhile.
func TestWhoComesBackWhileTheirStudyDecidesIsAskedTheSameInEitherArmAndToldSo(t *testing.T) {
	storetest.EachMigrated(t, story.Migrated, func(t *testing.T, address string) {
		w := webtest.TellStudyFor(t, address, webtest.AsGiven, 130)
		south := w.Team("South")
		rosa, cora := w.Referrer("Rosa Nunes").InTeam(south), w.Coordinator("Cara Doyle")
		token := w.SignIn(cora.Email)
		var forms []string
		for _, p := range w.Six[:2] { // of either arm
			again, answer := rosa.RefersAgain(p, south, 3)
			answer.OK()
			w.Lena.Accepts(again).OK()
			cora.Invites(again, pathway.InPerson).OK()
			form := webtest.Lines(w.Page("/people/"+string(p.ID())+"/consent/record", token))
			if strings.Count(form, "no answer here changes that") != 1 {
				t.Errorf("who asks for consent isn't told:\n%s", form)
			}
			_, said, _ := strings.Cut(form, "information sheet")
			forms = append(forms, said)
			paper := webtest.Lines(w.Page("/people/"+string(p.ID())+"/consent/paper", token))
			if strings.Count(paper, "You are in a study. Your group in it decides until") != 1 {
				t.Errorf("the paper doesn't say so:\n%s", paper)
			}
		}
		if forms[0] != forms[1] {
			t.Errorf("the forms of the two arms differ:\n%s\n%s", forms[0], forms[1])
		}
	})
}
