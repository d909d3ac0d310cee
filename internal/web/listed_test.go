package web_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
)

// What a list shows is exactly what the policy permits of those it is about:
// no line too many, and nobody left out. People come in either organisation
// and either team, and some of them are accepted.
func TestWhatIsListedIsWhatThePolicyPermits(t *testing.T) {
	storetest.EachMigrated(t, story.Migrated, func(t *testing.T, url string) {
		h := build(t, url)
		policy, err := authz.Load()
		h.ok(err)
		var all []programme.Person
		rapid.Check(t, func(r *rapid.T) {
			if len(all) < 120 {
				all = append(all, h.somebody(rapid.IntRange(0, 1).Draw(r, "organisation"), rapid.IntRange(0, 1).Draw(r, "team"),
					rapid.Bool().Draw(r, "accepted")))
			}
			who := rapid.SampledFrom(slices.Concat(h.orgs[0].cast, h.orgs[1].cast)).Draw(r, "who")
			for _, list := range h.lists(who.actor) {
				want := map[id.Participant]bool{}
				for _, p := range append(h.firsts(), all...) {
					if list.about(p) && policy.Allows(who.actor, list.each, p.Resource()) {
						want[p.ID] = true
					}
				}
				got, refused := list.read(r)
				if refused {
					continue // the list itself is not theirs
				}
				for _, p := range got {
					if !want[p] {
						r.Fatalf("%s shows %s somebody whom the policy does not permit", list.name, who.name)
					}
					delete(want, p)
				}
				if len(want) > 0 {
					r.Fatalf("%s leaves out %d whom the policy permits %s", list.name, len(want), who.name)
				}
			}
		})
	})
}

// somebody is referred by a team, and accepted or not.
func (h *house) somebody(org, team int, accepted bool) programme.Person {
	o := h.orgs[org]
	p := programme.Person{ID: h.refer(o, team, "listed"), Organisation: o.id, Team: o.teams[team],
		State: programme.Referred}
	if accepted {
		lead := o.cast[slices.IndexFunc(o.cast, func(m member) bool { return m.actor.Has(authz.Lead) })].actor
		v := pathway.Decision{ID: drawn[id.Decision](h, "d"), Verdict: pathway.Accept}
		h.ok(h.care.Screen(context.Background(), lead, p.ID, v))
		p.State = programme.Accepted
	}
	return p
}

// firsts are those whom building the house referred.
func (h *house) firsts() []programme.Person {
	var list []programme.Person
	for _, o := range h.orgs {
		for i, sam := range o.sams {
			list = append(list, programme.Person{ID: sam, Organisation: o.id, Team: o.teams[i], State: programme.Referred})
		}
	}
	return list
}

// A listing is one list of people: whom it is about, which action each line
// asks, and how it is read, page by page.
type listing struct {
	name  string
	about func(programme.Person) bool
	each  authz.Action
	page  func(programme.Page) ([]programme.Person, int, error)
}

func (l listing) read(t *rapid.T) (found []id.Participant, refused bool) {
	for n := 1; ; n++ {
		people, count, err := l.page(programme.Page{Number: n, Size: 20})
		if kind := fault.Of(err); err != nil && (kind == fault.NotFound || kind == fault.Denied) {
			return nil, true
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range people {
			found = append(found, p.ID)
		}
		if len(people) == 0 || len(found) >= count {
			return found, false
		}
	}
}

// lists are the lists that who can ask for.
func (h *house) lists(who authz.Actor) []listing {
	ctx := context.Background()
	standing := func(s programme.State) func(programme.Person) bool {
		return func(p programme.Person) bool { return p.Organisation == who.Organisation && p.State == s }
	}
	lists := []listing{
		{"screening", standing(programme.Referred), authz.SeePerson,
			func(page programme.Page) ([]programme.Person, int, error) {
				b, err := h.care.ListScreening(ctx, who, page)
				return b.People, b.Count, err
			}},
		{"to invite", standing(programme.Accepted), authz.SeeConsents,
			func(page programme.Page) ([]programme.Person, int, error) {
				b, err := h.care.ListToInvite(ctx, who, page)
				return b.ToInvite, b.Waiting, err
			}},
	}
	for i, team := range h.orgs[0].teams {
		ofTeam := func(p programme.Person) bool { return p.Team == team }
		lists = append(lists, listing{fmt.Sprintf("referrals of team %d", i), ofTeam, authz.SeeReferral,
			func(page programme.Page) ([]programme.Person, int, error) {
				found, err := h.care.ListReferrals(ctx, who, team, page)
				return found.People, found.Count, err
			}})
	}
	return lists
}
