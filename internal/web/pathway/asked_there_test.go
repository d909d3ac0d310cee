package pathway_test

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

// invitedBeside is Samuel with visits in one record, who is invited in another that came before
// it was known to be of the same person.
func invitedBeside(b *webtest.Bench) (visited, invited id.Participant, ash, own webtest.Member) {
	ash = b.Works("Ash", authz.PeerWorker)
	visited, invited = twins(b)
	b.Agrees(visited)
	b.Matches(visited, ash)
	b.Plans(visited, ash)
	b.Decides(invited, accepted)
	b.Invites(invited)
	own = b.Arrives(invited)
	joins(b, visited, invited, "yes")
	b.Sends()
	b.Now = b.Now.Add(time.Minute)
	return visited, invited, ash, own
}

// A no is an answer as a stop is: whether it holds where they are visited, somebody asks.
func TestWhoSaysNoThemselvesIsAskedOfTheRecordInWhichTheyAreVisited(t *testing.T) {
	b := webtest.Open(t)
	visited, _, ash, own := invitedBeside(b)
	b.Get(own, "/my-consents/no").Says("because of another referral too, this doesn't stop that one",
		"Somebody will ask you about it")
	b.Twice(own, "/my-consents/no", b.Form(own, "/my-consents/no"), "/my-consents")
	b.Get(own, "/my-consents").Says("You said no here", "that one has not stopped", "Somebody will ask you about it")
	b.Sends()
	for to, path := range map[string]string{"lena": "/consent", "ash": "/visits"} {
		text := b.Sent(to + "@example.org")
		if !strings.Contains(text, "said no") || !strings.Contains(text, "/people/"+string(visited)+path) {
			t.Errorf("%s was sent %q", to, text)
		}
	}
	asks := "They said no under another referral themselves, on 23 November 2026. Ask them"
	b.Get(b.Lena, "/people/"+string(visited)).Says(asks)
	b.Get(ash, "/people/"+string(visited)+"/visits").Says(asks)
	b.Now = b.Now.Add(time.Minute)
	stopsAll(b, visited)
	b.Get(b.Lena, "/people/"+string(visited)).KeepsFrom(asks)
	b.Verify()
}

// Whose answer changes nothing elsewhere reads of no other referral, and nobody is told.
func TestANoThatHoldsNothingOpenElsewhereIsAskedOfNobody(t *testing.T) {
	b := webtest.Open(t)
	first, second := twins(b)
	b.Decides(first, accepted)
	b.Decides(second, accepted)
	b.Invites(second)
	own := b.Arrives(second)
	joins(b, first, second, "yes")
	b.Get(own, "/my-consents/no").Is(http.StatusOK).KeepsFrom("another referral")
	b.Post(own, "/my-consents/no", b.Form(own, "/my-consents/no")).Is(http.StatusSeeOther)
	b.Get(own, "/my-consents").Says("You said no. That is fine").KeepsFrom("another referral")
	b.Sends()
	if n := len(b.SentAll("lena@example.org")); n != 0 {
		t.Errorf("the lead was told %d times", n)
	}
}

// Nothing is promised that nobody was told to do.
func TestNobodyIsPromisedToAskWhereNobodyIsTold(t *testing.T) {
	promise := "Somebody will ask you about it"
	for _, left := range []authz.Role{authz.Coordinator, authz.Supervisor, ""} {
		t.Run("left: "+string(left), func(t *testing.T) {
			b := webtest.Open(t)
			visited, _, ash, own := invitedBeside(b)
			if left != "" {
				b.Works("Kit", left)
			}
			amir := b.Works("Amir", authz.Administrator)
			for _, leaves := range []webtest.Member{ash, b.Lena} {
				b.Post(amir, "/accounts/"+string(leaves.Actor.Account)+"/close", url.Values{"to": {"board"}}).To("/accounts")
			}
			page := b.Get(own, "/my-consents/no").Says("this doesn't stop that one")
			b.Post(own, "/my-consents/no", b.Form(own, "/my-consents/no")).Is(http.StatusSeeOther)
			after := b.Get(own, "/my-consents").Says("that one has not stopped")
			b.Sends()
			if left == "" {
				page.KeepsFrom(promise).Says("please tell the people who look after you")
				after.KeepsFrom(promise).Says("please tell the people who look after you")
				return
			}
			page.Says(promise)
			after.Says(promise)
			if text := strings.Join(b.SentAll("kit@example.org"), ""); !strings.Contains(text, "/people/"+string(visited)) {
				t.Errorf("%s was sent %q", left, text)
			}
		})
	}
}

// Who was told to ask before the next visit hears once that there is no need any more.
func TestTheWorkerHearsThatTheyGoOnAfterAll(t *testing.T) {
	b := webtest.Open(t)
	s := visitsTwice(b)
	agrees := func() {
		b.Now = b.Now.Add(time.Minute)
		at := webtest.ConsentPath(s.second, "record")
		again := b.Answers(b.Opens(b.Lena, at))
		again.Set("how", "on_paper")
		webtest.Day(again, "at", "23", "11", "2026")
		b.Twice(b.Lena, at, again, webtest.ConsentPath(s.second, ""))
		b.Sends()
	}
	settled := func() int {
		return strings.Count(strings.Join(b.SentAll("bo.ray@example.org"), ""), "They go on, so visit them as planned")
	}
	if agrees(); settled() != 0 {
		t.Error("who was told to ask nothing hears that it is settled")
	}
	b.Now = b.Now.Add(time.Minute)
	stopsThemselves(b, s.own[s.first])
	b.Sends()
	if agrees(); settled() != 1 {
		t.Errorf("told %d times that it is settled", settled())
	}
	if agrees(); settled() != 1 {
		t.Errorf("told again, %d times", settled())
	}
	b.Verify()
}
