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

// onTheWay is somebody at each stage, up to a visit that has been written up, by name.
func onTheWay(b *webtest.Bench, ash webtest.Member) map[string]id.Participant {
	accepts := func(p id.Participant) { b.Decides(p, url.Values{"verdict": {"accept"}}) }
	matches := func(p id.Participant) { b.Agrees(p); b.Matches(p, ash) }
	people := map[string]id.Participant{}
	for name, comes := range map[string]func(id.Participant){
		"Refa": func(id.Participant) {}, "Acca": accepts, "Inva": func(p id.Participant) { accepts(p); b.Invites(p) },
		"Agra": b.Agrees, "Mata": matches,
		"Plana": func(p id.Participant) { matches(p); b.PlansAt("13:00", p, ash) },
		"Visa":  func(p id.Participant) { matches(p); b.PlansAt("9:00", p, ash) },
	} {
		people[name] = b.Refers(b.Remi, b.North, name)
		comes(people[name])
	}
	b.Now = b.Now.Add(2 * time.Hour)
	b.WritesUp(ash, people["Visa"], b.Course(people["Visa"]).Appointments[0].ID, "Tea.")
	b.Now = b.Now.Add(time.Minute)
	b.Sends()
	return people
}

// Whoever has died is on no list of work, however far they were. A visit of before is
// still to be written up, or its note copied: for that alone they are named to the worker.
func TestWhoHasDiedIsOnNoListOfWork(t *testing.T) {
	b := webtest.Open(t)
	ash, cora := b.Works("Ash", authz.PeerWorker), b.Works("Cora", authz.Coordinator)
	ruth := b.Works("Ruth", authz.Supervisor)
	people := onTheWay(b, ash)
	lists := []struct {
		who  webtest.Member
		path string
		has  string // who is on it before
	}{
		{b.Lena, "/screening", "Refa"}, {b.Lena, "/board", "Refa Acca Agra"}, {b.Lena, "/to-tell", "Mata Plana"},
		{b.Lena, "/caseloads", "Mata Plana Visa"}, {cora, "/consent", "Acca"}, {cora, "/consent/thinking", "Inva"},
		{ruth, "/board", "Mata"}, {ruth, "/to-tell", "Mata Plana"}, {ash, "/visits", "Mata Plana Visa"},
	}
	for _, l := range lists {
		page := b.Get(l.who, l.path).Is(http.StatusOK)
		for name := range strings.FieldsSeq(l.has) {
			page.Says(name + " Okafor")
		}
	}
	for _, p := range people {
		form := b.Form(b.Lena, "/people/"+string(p)+"/life")
		form.Set("kind", "death")
		form.Set("sure", "yes")
		b.Post(b.Lena, "/people/"+string(p)+"/life", form).Is(http.StatusSeeOther)
	}
	b.Sends()
	for _, l := range lists {
		page := b.Get(l.who, l.path).Is(http.StatusOK)
		if l.path == "/board" { // where the news of it is, above who waits
			_, page.Body, _ = strings.Cut(page.Body, "Waiting for you")
		}
		for name := range people {
			if l.path != "/visits" || name != "Visa" {
				page.KeepsFrom(name + " Okafor")
			}
		}
	}
}
