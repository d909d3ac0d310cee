package person_test

import (
	"testing"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/person"
)

func somebody(key, given, family string, year int) programme.Person {
	day, _ := programme.MakeDate(year, 2, 3)
	return programme.Person{ID: id.Participant(key), Identity: programme.Identity{GivenName: given, FamilyName: family,
		BirthDate: day}}
}

func TestTwoPeopleOfOneNameHaveTheirDayOfBirthBesideIt(t *testing.T) {
	sam, other := somebody("a", "Sam", "Okafor", 1984), somebody("b", "sam ", "Okafor", 1991)
	jo := somebody("c", "Jo", "Okafor", 1984)
	names := person.NamesIn(say.English(), []programme.Person{sam, other, jo, jo})
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
	if got := person.NamesIn(say.English(), []programme.Person{sam, sam}).Of(sam); got != "Sam Okafor" {
		t.Errorf("one person who is listed twice is %q", got)
	}
	if got := person.And(person.NamesIn(say.English(), []programme.Person{sam}),
		[]programme.Person{other}).Of(sam); got == "Sam Okafor" {
		t.Error("two lists of one page don't tell them apart")
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
