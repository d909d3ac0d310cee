package pathway_test

import (
	"context"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/web/webtest"
)

// A studyReturn is what is on the pages of somebody of each arm who was referred again, while
// their study follows them up.
type studyReturn struct {
	*webtest.World
	cora  *story.Staff
	token string // cora's
	again []*story.Person
}

// returned tells of them; then takes each of them on from there.
func returned(t *testing.T, address string, then func(w *studyReturn, again *story.Person)) *studyReturn {
	w := &studyReturn{World: webtest.TellStudyFor(t, address, webtest.AsGiven, 130)}
	south := w.Team("South")
	rosa := w.Referrer("Rosa Nunes").InTeam(south)
	w.cora = w.Coordinator("Cara Doyle")
	w.token = w.SignIn(w.cora.Email)
	for _, p := range w.Six[:2] { // of either arm
		again, answer := rosa.RefersAgain(p, south, 3)
		answer.OK()
		then(w, again)
		w.again = append(w.again, again)
	}
	return w
}

func (w *studyReturn) consents(again *story.Person) {
	w.Lena.Accepts(again).OK()
	w.cora.Invites(again, pathway.InPerson).OK()
	w.cora.TakesConsent(again, pathway.OnPaper).OK()
}

// arrives signs p in by a card that the lead gave them.
func (w *studyReturn) arrives(p *story.Person) (token string) {
	card, err := w.People.GiveCard(context.Background(), w.Lena.Actor(), p.ID())
	w.Must(err)
	signed, err := w.People.UseCard(context.Background(), card.Code, "test")
	w.Must(err)
	return signed.Token
}

// Their own first page says what holds while the study decides: who is in the arm without
// visits isn't told that they can have some.
func TestTheHomeOfWhoIsToHaveNoVisitsPromisesNoneAfterTheyWereStopped(t *testing.T) {
	storetest.EachMigrated(t, story.Migrated, func(t *testing.T, address string) {
		w := returned(t, address, func(w *studyReturn, again *story.Person) {
			w.consents(again)
			w.cora.HearsStop(again, pathway.FromVisitsOnly, "").OK()
		})
		for i, p := range w.again {
			home := webtest.Lines(w.Page("/home", w.arrives(p)))
			if strings.Contains(home, "You can change your mind about visits") != (i == 0) {
				t.Errorf("%d:\n%s", i, home)
			}
		}
	})
}
