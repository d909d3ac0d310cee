package programme_test

import (
	"fmt"
	"testing"

	"footbridge.org/footbridge/internal/programme"
)

func TestASearchReadsANumberOrNamesWithADayOfBirth(t *testing.T) {
	today, _ := programme.MakeDate(2026, 11, 23)
	for typed, want := range map[string]string{
		"999 000 0018":              "9990000018 [] ",
		"Sam Okafor":                " [sam okafor] ",
		"okafor 2 2 1984":           " [okafor] 1984-02-02",
		"Sam Okafor, born 2 Feb 84": " [sam okafor] 1984-02-02",
		"02/02/1984":                " [] 1984-02-02",
		"Sam 31 2 1984":             " [sam 31 2 1984] ",
		"":                          " [] ",
	} {
		s := programme.ReadSought(typed, today)
		birth := ""
		if !s.Birth.IsZero() {
			birth = s.Birth.String()
		}
		number := string(s.Number)
		if got := fmt.Sprintf("%s %v %s", number, s.Words, birth); got != want {
			t.Errorf("%q is read as %q, not %q", typed, got, want)
		}
	}
}

func TestASearchShowsTheFirstByNameAndSaysHowManyMatch(t *testing.T) {
	people := func(n int) (list []programme.Person) {
		for i := range n {
			list = append(list, programme.Person{Identity: programme.Identity{GivenName: "Sam",
				FamilyName: fmt.Sprintf("Of%03d", n-i)}})
		}
		return list
	}
	for _, c := range []struct {
		n      int
		more   bool
		shown  int
		hidden bool
		first  string
	}{{3, false, 3, false, "Of001"}, {50, false, 50, false, "Of001"}, {51, false, 50, true, "Of001"},
		{200, true, 50, true, "Of200"}} {
		m := programme.Shown(people(c.n), c.more)
		if len(m.People) != c.shown || m.Hidden() != c.hidden || m.People[0].Identity.FamilyName != c.first {
			t.Errorf("of %d: %d shown, %v hidden, %s first", c.n, len(m.People), m.Hidden(), m.People[0].Identity.FamilyName)
		}
	}
}
