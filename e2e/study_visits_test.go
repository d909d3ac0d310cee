package e2e

import (
	"regexp"
	"strings"
	"testing"

	"footbridge.org/footbridge/e2e/walk"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/story"
)

// A trio is a study's staff, and two people who said yes to what chance decides.
type trio struct {
	remi, lena, ash *story.Staff
	sam, jo         *story.Person
}

func inAStudy(t *testing.T, tell func(t *testing.T, s *story.Service, w trio)) {
	t.Helper()
	onEachEngineFrom(t, story.BeginStudy, func(t *testing.T, s *story.Service) {
		w := trio{remi: s.Referrer("Remi Adebayo").InTeam(s.Team("North")), lena: s.Lead("Lena Fairweather"),
			ash: s.PeerWorker("Ash Murray")}
		w.lena.PreparesFully(w.ash)
		w.sam, w.jo = s.Somebody("Sam Archer", 3), s.Somebody("Jo Baker", 3)
		for _, p := range []*story.Person{w.sam, w.jo} {
			w.remi.Refers(p).OK()
			w.lena.Accepts(p).OK()
			w.lena.Invites(p, pathway.InPerson).OK()
			p.Agrees().OK()
		}
		tell(t, s, w)
	})
}

// Nobody is visited before chance has decided; then whoever is in the arm with
// visits is, as in a service.
func TestInTheArmWithVisitsSomebodyIsVisited(t *testing.T) {
	inAStudy(t, func(t *testing.T, s *story.Service, w trio) {
		w.lena.Matches(w.sam, w.ash).Is(fault.NotFound)
		w.sam.AllocatedTo(story.WithVisits).OK()
		w.lena.Matches(w.sam, w.ash).OK()
		w.ash.Plans(w.sam, s.Today().AddDays(1), "10:00").OK()
		w.ash.Sends(w.ash.WritesUp(w.sam.Session(1), story.Attended)).OK()

		b := byCard(t, s, w.sam)
		home := b.Get("/home")
		wants(t, home, 200, "Your next visit", "Ash", "2 of 10")
		wants(t, b.Get("/my-visits"), 200, "Tuesday 1 December 2026", "We got to know each other")
		wants(t, b.Get("/my-consents/stop"), 200, "Stop the visits")
		team := signedIn(t, s, w.remi.Email)
		before := team.Get("/referrals/" + string(w.sam.ID()))
		wants(t, before, 200, "Taking part")

		w.sam.Stops(pathway.FromVisitsOnly).OK()
		if after := team.Get("/referrals/" + string(w.sam.ID())); after.Body != before.Body {
			t.Errorf("the team that referred them reads %s", after.Text())
		}
		wants(t, b.Get("/my-consents"), 200, "You asked for no more visits")
		w.ash.Plans(w.sam, s.Today().AddDays(1), "10:00").Is(fault.Conflict)
	})
}

var aboutVisits = regexp.MustCompile(`(?i)visit|peer support worker|your worker|[^-]session`)

// Whoever is in the arm with the workbook alone meets no word of visits, on any
// page they reach. What everybody agreed to before chance decided is the same
// for both.
func TestWithTheWorkbookAloneThereIsNoTraceOfVisits(t *testing.T) {
	inAStudy(t, func(t *testing.T, s *story.Service, w trio) {
		w.jo.AllocatedTo(story.WorkbookAlone).OK()
		w.sam.AllocatedTo(story.WithVisits).OK()
		w.lena.Matches(w.sam, w.ash).OK()
		w.lena.Matches(w.jo, w.ash).Is(fault.NotFound)
		w.ash.Plans(w.jo, s.Today().AddDays(1), "10:00").Is(fault.NotFound)
		lead := signedIn(t, s, w.lena.Email)
		for _, path := range []string{"", "/visits", "/visits/plan", "/match"} { // what isn't there leaves no look behind
			lead.Get("/people/" + string(w.jo.ID()) + path)
		}
		w.jo.Stops(pathway.FromVisitsOnly).Is(fault.NotFound)

		b := byCard(t, s, w.jo)
		pages := b.Walk("/home", func(path string) bool { return strings.HasPrefix(path, "/information/") })
		for _, path := range []string{"/my-consents/stop", "/who-has-looked", "/workbook"} {
			if p, reached := pages[path]; !reached || p.Status != 200 {
				t.Errorf("%s was not reached", path)
			}
		}
		for path, p := range pages {
			text := apartFromConsent(t, p.Text())
			if found := aboutVisits.FindStringIndex(text); found != nil {
				t.Errorf("%s speaks of visits: …%s…", path, text[max(0, found[0]-60):min(len(text), found[1]+60)])
			}
		}
		for _, rt := range s.Web(walk.Base).Routes() {
			if path := rt.Pattern; strings.Contains(path, "visit") && !strings.Contains(path, "{") {
				wants(t, b.Get(path), 404)
			}
		}
		wants(t, signedIn(t, s, w.remi.Email).Get("/referrals/"+string(w.jo.ID())), 200, "Taking part")
	})
}

// apartFromConsent is a page's words but for the statements that everybody
// was asked to agree to.
func apartFromConsent(t *testing.T, text string) string {
	t.Helper()
	d, err := content.Latest("crisis-peer-support-study")
	if err != nil {
		t.Fatal(err)
	}
	for _, item := range d.Consent {
		text = strings.ReplaceAll(text, strings.Join(strings.Fields(item.Text), " "), "")
	}
	return text
}
