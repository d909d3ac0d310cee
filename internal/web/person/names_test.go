package person_test

import (
	"testing"
	"time"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/person"
)

var london, _ = time.LoadLocation("Europe/London")

func somebody(key, given, family string, year int) programme.Person {
	day, _ := programme.MakeDate(year, 2, 3)
	return programme.Person{ID: id.Participant(key), Identity: programme.Identity{GivenName: given, FamilyName: family,
		BirthDate: day}}
}

func TestTwoPeopleOfOneNameHaveTheirDayOfBirthBesideIt(t *testing.T) {
	sam, other := somebody("a", "Sam", "Okafor", 1984), somebody("b", "sam ", "Okafor", 1991)
	jo := somebody("c", "Jo", "Okafor", 1984)
	names := person.NamesIn(say.English(), london, []programme.Person{sam, other, jo, jo})
	for _, c := range []struct {
		of   programme.Person
		want string
	}{
		{sam, "Sam Okafor, born 3 February 1984"}, {jo, "Jo Okafor"},
	} {
		if got := names.Of(c.of); got != c.want {
			t.Errorf("%q, not %q", got, c.want)
		}
	}
	if got := person.NamesIn(say.English(), london, []programme.Person{sam, sam}).Of(sam); got != "Sam Okafor" {
		t.Errorf("one person who is listed twice is %q", got)
	}
	if got := person.And(person.NamesIn(say.English(), london, []programme.Person{sam}),
		[]programme.Person{other}).Of(sam); got == "Sam Okafor" {
		t.Error("two lists of one page don't tell them apart")
	}
}

// Just after midnight, where the service is; in UTC it is the day before.
var referred = time.Date(2026, 6, 1, 23, 30, 0, 0, time.UTC)

// joinedIn is the record of p, joined with another, from a referral at a time.
func joinedIn(p programme.Person, at time.Time) programme.Person {
	p.Joined, p.ReferredAt = true, at
	return p
}

func TestTwoRecordsOfOnePersonHaveTheirReferralBesideTheName(t *testing.T) {
	sam := joinedIn(somebody("a", "Sam", "Okafor", 1984), referred)
	again := joinedIn(somebody("b", "Sam", "Okafor", 1984), referred.AddDate(0, 0, 5))
	slip := joinedIn(somebody("c", "Sam", "Okafor", 1948), referred.AddDate(0, 0, 9))
	soon := joinedIn(somebody("d", "Sam", "Okafor", 1984), referred.Add(4*time.Hour))
	atOnce := joinedIn(somebody("f7k2m", "Sam", "Okafor", 1984), referred.Add(20*time.Second))
	north := sam
	north.TeamName = "North"
	namesake := func(p programme.Person) programme.Person { p.Namesake = true; return p }
	two := func(a, b programme.Person, more ...programme.Person) []programme.Person { return append(more, a, b) }
	for why, c := range map[string]struct {
		list []programme.Person
		want string
	}{
		"another day":     {two(sam, again), "Sam Okafor, referred on 2 June 2026"},
		"a slip in one":   {two(sam, slip), "Sam Okafor, referred on 2 June 2026"},
		"the same day":    {two(sam, soon), "Sam Okafor, referred on Tuesday 2 June 2026, 00:30"},
		"the same minute": {two(sam, atOnce), "Sam Okafor, referred on Tuesday 2 June 2026, 00:30, record ending in a"},
		"of a team":       {two(north, again), "Sam Okafor, referred by North on 2 June 2026"},
		"one in the list": {two(sam, sam), "Sam Okafor"},
		"not yet joined":  {two(sam, somebody("b", "Sam", "Okafor", 1984)), "Sam Okafor, born 3 February 1984"},
		"and somebody else": {two(namesake(sam), namesake(again), namesake(somebody("e", "Sam", "Okafor", 1991))),
			"Sam Okafor, born 3 February 1984, referred on 2 June 2026"},
		"both of others": {two(namesake(sam), namesake(slip)), "Sam Okafor, born 3 February 1984"},
	} {
		if got := person.NamesIn(say.English(), london, c.list).Of(c.list[len(c.list)-2]); got != c.want {
			t.Errorf("%s: %q, not %q", why, got, c.want)
		}
	}
}

func TestTwoColleaguesOfOneNameHaveTheirAddressBesideIt(t *testing.T) {
	list := []identity.Account{{ID: "a", Name: "Ash Murray", Email: "ash@example.org"},
		{ID: "b", Name: "Ash Murray", Email: "murray@example.org"}, {ID: "c", Name: "Bo Lind", Email: "bo@example.org"}}
	options := person.StaffOptions(list)
	if options[0].Label != "Ash Murray (ash@example.org)" || options[1].Label == options[0].Label ||
		options[2].Label != "Bo Lind" {
		t.Errorf("%+v", options)
	}
}
