package programme

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
)

func somebody(given, family, born string) Identity {
	d, err := ParseDate(born)
	if err != nil {
		panic(err)
	}
	return Identity{GivenName: given, FamilyName: family, BirthDate: d}
}

func withNumber(i Identity, n NHSNumber) Identity {
	i.NHSNumber = n
	return i
}

// found tells whether o would be brought to compare with i, and is then likely.
func (i Identity) found(o Identity) bool {
	birth, pairs := i.LikeKeys()
	theirs, other := o.LikeKeys()
	return i.LikelySame(o) && (birth == theirs ||
		slices.ContainsFunc(pairs, func(p string) bool { return slices.Contains(other, p) }))
}

func TestWhoIsLikelyTheSamePerson(t *testing.T) {
	sam := withNumber(somebody("Samuel", "O’Brien-Łukasz", "1984-02-07"), "9434765919")
	for name, o := range map[string]Identity{
		"names swapped":           somebody("O'Brien-Lukasz", "Samuel", "1984-02-07"),
		"day and month swapped":   somebody("Samuel", "O'Brien-Lukasz", "1984-07-02"),
		"a slip in the given":     somebody("Smauel", "O'Brien-Lukasz", "1984-02-07"),
		"a slip in the family":    somebody("Samuel", "O'Brein-Lukasz", "1984-02-07"),
		"a slip in the year":      somebody("Samuel", "O'Brien-Lukasz", "1948-02-07"),
		"another slip in it":      somebody("Samuel", "O'Brien-Lukasz", "1985-02-07"),
		"a slip in the day":       somebody("Samuel", "O'Brien-Lukasz", "1984-02-17"),
		"a second name":           somebody("Samuel James", "O'Brien-Lukasz", "1984-02-07"),
		"the first half":          somebody("Samuel", "OBrien", "1984-02-07"),
		"the second half":         somebody("Samuel", "Lukasz", "1984-02-07"),
		"a short form":            somebody("Sam", "O'Brien-Lukasz", "1984-02-07"),
		"a title":                 somebody("Mr Samuel", "O'Brien-Lukasz", "1984-02-07"),
		"a backquote":             somebody("Samuel", "O`Brien Łukasz", "1984-02-07"),
		"an acute accent":         somebody("Samuel", "O´Brien Łukasz", "1984-02-07"),
		"a left quotation mark":   somebody("Samuel", "O‘Brien Łukasz", "1984-02-07"),
		"a prime":                 somebody("Samuel", "O′Brien Łukasz", "1984-02-07"),
		"a space":                 somebody("Samuel", "O Brien Lukasz", "1984-02-07"),
		"another family name":     somebody("Sam", "Hughes", "1984-02-07"),
		"another way to spell it": somebody("Samuell", "OBryan", "1984-02-07"),
		"a slip in the number":    withNumber(somebody("Samuel", "O'Brien-Lukasz", "1984-02-07"), "9434765870"),
		"slips in number and name": withNumber(somebody("Samule", "O'Brien-Lukasz", "1984-02-07"),
			"9434765870"),
	} {
		if !sam.found(o) || !o.found(sam) {
			t.Errorf("%s: not found", name)
		}
	}
	edith := somebody("Edith", "Moss", "1946-03-01")
	if edie := somebody("Edie", "Moss", "1946-03-01"); !edith.found(edie) || !edie.found(edith) {
		t.Error("a short form that sounds otherwise: not found")
	}
	for name, o := range map[string]Identity{
		"a twin":                     somebody("Grace", "O'Brien-Lukasz", "1984-02-07"),
		"somebody born that day":     somebody("Daniel", "Wright", "1984-02-07"),
		"somebody of the same names": somebody("Samuel", "O'Brien-Lukasz", "1991-09-23"),
		"a namesake a slip away":     somebody("Grace", "O'Brien-Lukasz", "1985-02-07"),
	} {
		if sam.LikelySame(o) {
			t.Errorf("%s: shown", name)
		}
	}
}

// The commonest come first: the first name in a list is drawn as often as the
// second and third together.
const (
	givenNames = `David John Susan Sarah Michael Paul Margaret James Robert Mary Mohammed Peter Elizabeth Patricia
		Andrew Stephen Christine Emma Mark Richard Christopher Thomas Helen Karen William Nicola Jennifer Linda Anthony
		Rebecca Daniel Matthew Claire Joanne Jacqueline Samantha Catherine Kevin Deborah Simon Laura Charlotte Julie
		Jessica Gary Alan Barbara Anne Lisa Joseph Ian Amanda Sophie Benjamin Hannah Alexander Priya Samuel Ahmed
		Victoria Gillian Martin Philip Jonathan Rachel Emily Lucy Edward Dorothy Janet Fatima Aisha Grace Olivia
		Katarzyna Piotr Agnieszka Tomasz Chidi Ngozi Amara Kofi Wei Mei Yusuf Ibrahim Zainab Siobhan Niamh Aoife Sean
		Patrick Owen Rhys Megan Bethan Dylan Harpreet Gurpreet Jaspreet Ravi Anita Sunita Deepak Maria Ana Joao Luis
		Elena Ioana Andrei Nadia Leila Omar Hassan Esther Ruth Naomi Miriam Isaac Tobias Freya Imogen Rosalind Crispin`
	familyNames = `Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Robinson Wright Thompson Evans Walker
		White Roberts Green Hall Wood Jackson Clarke Khan Ali Ahmed Hussain Singh Kaur Begum Hughes Edwards Hill Moore
		Clark Harrison Scott Young Morris Lewis Shah Cooper Ward Turner Martin Mitchell Carter Phillips Morgan Bell
		Parker Collins Bennett Cook Murphy Kelly Kennedy O'Brien O'Connor O'Neill Ryan Byrne Walsh Doyle MacDonald
		McKenzie Campbell Stewart Fraser Okafor Okonkwo Mensah Owusu Adeyemi Nowak Kowalski Wójcik Kamiński Lewandowska
		Silva Santos Ferreira Popescu Ionescu Chen Wang Li Zhang Nguyen Rahman Islam Chowdhury Sharma Gupta Mehta Desai
		Fernandes D'Souza Gonzalez Rossi Russo Müller Schmidt Dubois Lefèvre Haddad Hosseini Yılmaz Demir Abebe Tesfaye
		Marsh Pike Fox Swann Thorne Blackwood Ashdown Holloway Penrose Trelawny Fairweather Featherstone Wolstenholme`
)

func drawn(r *rand.Rand, list []string) string {
	share := r.Float64()
	return list[int(float64(len(list))*share*share)]
}

func invent(r *rand.Rand) Identity {
	given, family := strings.Fields(givenNames), strings.Fields(familyNames)
	i := Identity{GivenName: drawn(r, given), FamilyName: drawn(r, family)}
	if r.IntN(4) == 0 {
		i.GivenName += " " + drawn(r, given)
	}
	if r.IntN(20) == 0 {
		i.FamilyName += "-" + drawn(r, family)
	}
	first, _ := ParseDate("1946-01-01")
	i.BirthDate = first.AddDays(r.IntN(62 * 365))
	return i
}

func drawNumber(r *rand.Rand) NHSNumber {
	for {
		if n := NHSNumber(fmt.Sprintf("%010d", r.Int64N(1e10))); n.Valid() {
			return n
		}
	}
}

// slipInNumber is n with two of its digits typed as others, so that the check digit is right
// again: any other slip is refused.
func slipInNumber(r *rand.Rand, n NHSNumber) NHSNumber {
	for {
		digits := []byte(n)
		for range 2 {
			digits[r.IntN(len(digits))] = byte('0' + r.IntN(10))
		}
		if typed := NHSNumber(digits); typed != n && typed.Valid() {
			return typed
		}
	}
}

// slip changes one letter, leaves one out, doubles one or swaps two.
func slip(r *rand.Rand, s string) string {
	letters := []rune(s)
	at := r.IntN(len(letters) - 1)
	switch r.IntN(4) {
	case 0:
		letters[at+1] = rune('a' + r.IntN(26))
	case 1:
		letters = slices.Delete(letters, at+1, at+2)
	case 2:
		letters = slices.Insert(letters, at, letters[at])
	default:
		letters[at], letters[at+1] = letters[at+1], letters[at]
	}
	return string(letters)
}

func halved(s string) string {
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == '-' || r == ' ' })
	return parts[len(parts)-1]
}

func shortened(s string) string {
	first := strings.ToLower(strings.Fields(s)[0])
	for _, form := range slices.Sorted(maps.Keys(shortForms)) {
		share := func(group int) bool { return slices.Contains(shortForms[first], group) }
		if form != first && slices.ContainsFunc(shortForms[form], share) {
			return form
		}
	}
	return s
}

func dated(i Identity, year, month, day int) Identity {
	if d, err := ParseDate(fmt.Sprintf("%04d-%02d-%02d", year, month, day)); err == nil {
		i.BirthDate = d
	}
	return i
}

// mistakes are the kinds in which one person is typed as another.
var mistakes = map[string]func(*rand.Rand, Identity) Identity{
	"names swapped": func(_ *rand.Rand, i Identity) Identity {
		i.GivenName, i.FamilyName = i.FamilyName, i.GivenName
		return i
	},
	"day and month swapped": func(_ *rand.Rand, i Identity) Identity {
		t := i.BirthDate.Time()
		return dated(i, t.Year(), t.Day(), int(t.Month()))
	},
	"a slip in the given name": func(r *rand.Rand, i Identity) Identity {
		i.GivenName = slip(r, i.GivenName)
		return i
	},
	"a slip in the family name": func(r *rand.Rand, i Identity) Identity {
		i.FamilyName = slip(r, i.FamilyName)
		return i
	},
	"a slip in the NHS number": func(r *rand.Rand, i Identity) Identity {
		i.NHSNumber = slipInNumber(r, i.NHSNumber)
		return i
	},
	"slips in NHS number and given name": func(r *rand.Rand, i Identity) Identity {
		i.NHSNumber, i.GivenName = slipInNumber(r, i.NHSNumber), slip(r, i.GivenName)
		return i
	},
	"a slip in the year": func(r *rand.Rand, i Identity) Identity {
		t := i.BirthDate.Time()
		return dated(i, t.Year()+[]int{-10, -1, 1, 10}[r.IntN(4)], int(t.Month()), t.Day())
	},
	"a second name left out or put in": func(r *rand.Rand, i Identity) Identity {
		if first, _, two := strings.Cut(i.GivenName, " "); two {
			i.GivenName = first
		} else {
			i.GivenName += " " + drawn(r, strings.Fields(givenNames))
		}
		return i
	},
	"half of a double-barrelled name": func(r *rand.Rand, i Identity) Identity {
		if strings.Contains(i.FamilyName, "-") {
			i.FamilyName = halved(i.FamilyName)
		} else {
			i.FamilyName += "-" + drawn(r, strings.Fields(familyNames))
		}
		return i
	},
	"a short form": func(_ *rand.Rand, i Identity) Identity {
		i.GivenName = shortened(i.GivenName)
		return i
	},
	"a title": func(r *rand.Rand, i Identity) Identity {
		i.GivenName = []string{"Mr ", "Mrs. ", "Miss ", "Dr "}[r.IntN(4)] + i.GivenName
		return i
	},
	"another apostrophe": func(r *rand.Rand, i Identity) Identity {
		i.FamilyName = strings.ReplaceAll(i.FamilyName, "'", []string{"’", "`", "´", "ʼ", " "}[r.IntN(5)])
		return i
	},
	"another family name": func(r *rand.Rand, i Identity) Identity {
		i.FamilyName = drawn(r, strings.Fields(familyNames))
		return i
	},
}

// What is found and what is falsely shown among ten thousand is what ADR 19 says.
func TestLikenessAmongTenThousandInventedPeople(t *testing.T) {
	if testing.Short() {
		t.Skip("it compares each with ten thousand")
	}
	r := rand.New(rand.NewPCG(9, 4))
	text, err := os.ReadFile("../../docs/adr/0019-likely-the-same-person.md")
	if err != nil {
		t.Fatal(err)
	}
	says := func(figures string, args ...any) {
		t.Helper()
		if line := fmt.Sprintf(figures, args...); !strings.Contains(string(text), line) {
			t.Errorf("ADR 19 doesn't say: %s", line)
		}
	}
	people, byKey := make([]Identity, 10_000), map[string][]int{}
	numbers := rand.New(rand.NewPCG(9, 5))
	for n := range people {
		people[n] = withNumber(invent(r), drawNumber(numbers))
		birth, pairs := people[n].LikeKeys()
		for _, key := range append(pairs, birth) {
			byKey[key] = append(byKey[key], n)
		}
	}
	compared, most := 0, 0
	likely := func(i Identity) (list []int) {
		birth, pairs := i.LikeKeys()
		var near []int
		for _, key := range append(pairs, birth) {
			near = append(near, byKey[key]...)
			most = max(most, len(byKey[key]))
		}
		slices.Sort(near)
		near = slices.Compact(near)
		compared += len(near)
		return slices.DeleteFunc(near, func(n int) bool { return !people[n].LikelySame(i) })
	}
	shown, asked := 0, 10_000
	for range asked {
		shown += len(likely(invent(r)))
	}
	says("Of 10,000 more people who are not here, %d are shown somebody who is another: one in %d. Each is compared "+
		"with six people in the middle, and a key brings at most %d.", shown, asked/max(shown, 1), most)
	if compared/asked != 6 {
		t.Errorf("each is compared with %d people", compared/asked)
	}
	if shown*100 > asked*3 {
		t.Errorf("%d falsely shown for %d", shown, asked)
	}
	for _, kind := range slices.Sorted(maps.Keys(mistakes)) {
		r, mistake := rand.New(rand.NewPCG(9, 4)), mistakes[kind]
		found, beside, changed := 0, 0, 0
		for n := range 2000 {
			typed := mistake(r, people[n*5])
			if typed == people[n*5] {
				continue
			}
			if typed.NHSNumber == people[n*5].NHSNumber { // which finds them alone
				typed.NHSNumber = ""
			}
			changed++
			list := likely(typed)
			if slices.Contains(list, n*5) {
				found++
				beside--
			}
			beside += len(list)
		}
		percent := strings.TrimSuffix(fmt.Sprintf("%.1f", 100*float64(found)/float64(changed)), ".0")
		says("| %s | %s %% | %d |", kind, percent, beside)
		if found*100 < changed*95 {
			t.Errorf("%s: %d of %d found", kind, found, changed)
		}
	}
}
