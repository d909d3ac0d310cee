package e2e

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"footbridge.org/footbridge/e2e/walk"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/safety"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
)

// Wherever staff read a name that two people have, the birth date is on that line, or on
// that person's page; and on a line with a name that two of the staff have, an address is.
func TestTwoPeopleOfOneNameAreToldApartOnEveryPage(t *testing.T) {
	storetest.InTheWholeRun(t)
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		remi, lead := s.Referrer("Remi Adebayo").InTeam(s.Team("North")), s.Lead("Lena Fairweather")
		ash := s.PeerWorker("Ash Murray")
		if err := s.People.AddAccount(t.Context(), s.Admin.Actor(), identity.Account{ID: id.From[id.Account]([16]byte{1}),
			Name: "Ash Murray", Email: "ash.too@example.org"}, authz.Grant{Role: authz.PeerWorker},
			fault.SureOf("name")); err != nil {
			t.Fatal(err)
		}
		var people []*story.Person
		for _, as := range []string{"visited", "visited too", "referred", "invited"} {
			p := s.Somebody("Sam Okafor, "+as, 7)
			remi.RefersSurely(p).OK()
			people = append(people, p)
		}
		for _, p := range people[:2] {
			ash.MatchedTo(p)
			ash.Sends(ash.WritesUp(p.Session(1), story.Attended)).OK()
			ash.Raises(ash.WorriesAbout(p, safety.TalkOver, safety.Health, "They had not eaten.")).OK()
			ash.Doubts(p, pathway.WrongPhone, "It rings at a garage.").OK()
			lead.EntersFor(p, life.MovingAway, s.Today().AddDays(40)).OK()
		}
		lead.Accepts(people[3]).OK()
		lead.Invites(people[3], pathway.InPerson).OK()
		looking := map[string]string{
			"referrer": remi.Email, "lead": lead.Email, "worker": ash.Email,
			"coordinator": s.Coordinator("Idris Vaughan").Email, "supervisor": s.Supervisor("Ruth Castellano").Email,
			"assessor": s.Assessor("Mei-Ling Carter").Email, "administrator": s.Admin.Email,
			"governance": s.Governance("Gwen Pryce").Email, "analyst": s.Analyst("Anton Weir").Email,
		}
		for _, who := range slices.Sorted(maps.Keys(looking)) {
			b := signedIn(t, s, looking[who])
			pages := b.Walk("/", leavesOthers)
			pages["POST /people"] = b.Post("/people", "find", "Sam Okafor")
			for _, path := range slices.Sorted(maps.Keys(pages)) {
				toldApart(t, who, path, pages[path], people)
			}
		}
	})
}

// toldApart holds that a page says which Sam it means: on each line of a list, and
// anywhere on a page about one.
func toldApart(t *testing.T, who, path string, page walk.Page, people []*story.Person) {
	t.Helper()
	for _, p := range people {
		born := say.English().ShortDay(p.Referral.Identity.BirthDate.Time())
		about := strings.Contains(path, string(p.ID())) && !strings.HasSuffix(path, "/participant") // a letter to them
		if about && page.Has("Sam") && !page.Has(born) {
			t.Errorf("%s doesn't read on %s which Sam it is", who, path)
		}
	}
	if ids.MatchString(path) && !strings.HasPrefix(path, "/teams/") {
		return // the page says it of all that is on it
	}
	for _, line := range lineOfList.FindAllString(page.Body, -1) {
		words := walk.Page{Body: line}.Text()
		if strings.Contains(words, "Ash Murray") && !strings.Contains(words, "ash.") {
			t.Errorf("%s doesn't read on %s which Ash Murray it is: %s", who, path, words)
		}
		if strings.Contains(words, "Sam") && !slices.ContainsFunc(people, func(p *story.Person) bool {
			return strings.Contains(words, say.English().ShortDay(p.Referral.Identity.BirthDate.Time()))
		}) {
			t.Errorf("%s doesn't read on %s which Sam it is: %s", who, path, words)
		}
	}
}
