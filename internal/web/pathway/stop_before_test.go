package pathway_test

import (
	"net/http"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
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
	token, _ = p.ComesByCard(w.Lena, "test")
	return token
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

// The pages of who has been referred again, and waits: what they agreed to before still holds,
// and can be stopped, with the coordinator and by themselves.
func TestWhoIsReferredAgainStopsWhatTheyAgreedToBeforeFromThePagesOfConsent(t *testing.T) {
	storetest.EachMigrated(t, story.Migrated, func(t *testing.T, address string) {
		w := returned(t, address, func(*studyReturn, *story.Person) {})
		for _, p := range w.again { // of either arm
			for _, c := range []struct{ path, token, holds, stop string }{
				{"/people/" + string(p.ID()) + "/consent", w.token, "What they agreed to the time before still holds",
					"Everything they agreed to before"},
				{"/my-consents", w.arrives(p), "What you agreed to the time before still counts",
					"Stop everything I agreed to before"},
			} {
				page := w.Page(c.path, c.token)
				if !strings.Contains(page, c.path+"/stop") || !strings.Contains(page, c.holds) {
					t.Errorf("nothing can be stopped:\n%s", webtest.Lines(page))
				}
				form := webtest.Lines(w.Page(c.path+"/stop", c.token))
				if !strings.Contains(form, c.stop) || strings.Contains(form, "isits") {
					t.Errorf("%s is not to be read once, or visits are:\n%s", c.stop, form)
				}
			}
		}
		w.cora.HearsStop(w.again[0], pathway.Wholly, "").OK()
		w.again[1].Stops(pathway.Wholly).OK()
		for _, p := range w.again {
			path := "/people/" + string(p.ID()) + "/consent"
			page := w.Page(path, w.token)
			if strings.Contains(page, path+"/stop") || strings.Count(page, "They stopped everything") != 1 {
				t.Errorf("after they stopped:\n%s", webtest.Lines(page))
			}
			own := webtest.Lines(w.Page("/my-consents", w.arrives(p)))
			if strings.Contains(own, "still counts") || strings.Count(own, "You stopped everything") != 1 {
				t.Errorf("after they stopped they read:\n%s", own)
			}
		}
	})
}

// A form that says it stops what was agreed to before stops nothing else: who has agreed anew
// since reads what it would stop now, with what was typed, and sends it again.
func TestAFormThatSaidItStopsLessStopsNothingUntilItIsReadAgain(t *testing.T) {
	storetest.EachMigrated(t, story.Migrated, func(t *testing.T, address string) {
		w := returned(t, address, func(*studyReturn, *story.Person) {})
		for i, p := range w.again {
			path, token := "/people/"+string(p.ID())+"/consent/stop", w.token
			if i == 0 {
				path, token = "/my-consents/stop", w.arrives(p)
			}
			form := w.Filled(w.Page(path, token))
			form.Set("scope", string(pathway.Wholly))
			form.Set("reason", "Enough for now")
			w.consents(p)
			code, page := w.Ask(http.MethodPost, path, token, form)
			now, a := w.Lena.OpensConsents(p)
			a.OK()
			if code != http.StatusConflict || now.Person.State != programme.Consented || !now.AgreedBefore() ||
				!strings.Contains(page, "What this would stop has changed") {
				t.Errorf("answered with %d, and they are %s:\n%s", code, now.Person.State, webtest.Lines(page))
			}
			again := w.Filled(page)
			if again.Get("reason") != "Enough for now" {
				t.Errorf("what was typed is lost: %v", again)
			}
			again.Set("scope", string(pathway.Wholly))
			for range 2 { // the second tap
				if code, page = w.Ask(http.MethodPost, path, token, again); code != http.StatusSeeOther {
					t.Errorf("read again, it is answered with %d:\n%s", code, webtest.Lines(page))
				}
			}
			if now, a = w.Lena.OpensConsents(p); a.Err != nil || now.Person.State != programme.Withdrawn || now.AgreedBefore() {
				t.Errorf("they are %s, %v", now.Person.State, a.Err)
			}
		}
		w.Verify()
	})
}
