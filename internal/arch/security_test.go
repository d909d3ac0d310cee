package arch

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// levelTwo are the chapters of ASVS of which level 2 is answered, too.
var levelTwo = []string{"V6", "V7", "V8", "V16"}

var (
	aRequirement = regexp.MustCompile(`^(V\d+)\.\d+\.\d+$`)
	aTest        = regexp.MustCompile("`((?:Test|Fuzz)[A-Z]\\w*)`")
	testDeclared = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)[A-Z]\w*)\(`)
)

// toAnswer are the numbers of the requirements that have to be answered, of a list of numbers
// and levels.
func toAnswer(list string) (numbers []string) {
	for line := range strings.Lines(list) {
		number, level, _ := strings.Cut(strings.TrimSpace(line), " ")
		m := aRequirement.FindStringSubmatch(number)
		if m != nil && (level == "1" || level == "2" && slices.Contains(levelTwo, m[1])) {
			numbers = append(numbers, number)
		}
	}
	return numbers
}

// cells are those of a line of a table in Markdown; none of another line.
func cells(line string) (list []string) {
	line, is := strings.CutPrefix(strings.TrimSpace(line), "|")
	if !is {
		return nil
	}
	for cell := range strings.SplitSeq(strings.TrimSuffix(line, "|"), "|") {
		list = append(list, strings.TrimSpace(cell))
	}
	return list
}

// answerFlaws are what is wrong with the answers to the requirements with those numbers: one is
// missing or given twice; it says none of the four things that it may, *met* by nothing, or the
// rest for no reason.
func answerFlaws(numbers []string, text string) (flaws []string) {
	given := map[string]int{}
	for line := range strings.Lines(text) {
		row := cells(line)
		if len(row) == 0 || !aRequirement.MatchString(row[0]) {
			continue
		}
		given[row[0]]++
		if len(row) != 4 {
			flaws = append(flaws, fmt.Sprintf("%s has %d cells", row[0], len(row)))
			continue
		}
		held := aTest.MatchString(row[2]) || aPath.MatchString(row[2])
		switch row[1] {
		case "met":
			if !held {
				flaws = append(flaws, row[0]+" is met, and names neither a test nor a file")
			}
		case "in part", "not met", "doesn't apply":
			if row[3] == "" {
				flaws = append(flaws, row[0]+" is not met, and says no reason")
			}
		default:
			flaws = append(flaws, row[0]+" is answered "+row[1])
		}
	}
	for _, number := range numbers {
		if given[number] != 1 {
			flaws = append(flaws, fmt.Sprintf("%s is answered %d times", number, given[number]))
		}
	}
	return flaws
}

// heldBy is the column of a table in which each line names the test that fails without it.
const heldBy = "held by"

// mitigationFlaws are the lines of such tables that name no test, and that there are none.
func mitigationFlaws(text string) (flaws []string) {
	column, inTable, found := -1, false, 0
	for line := range strings.Lines(text) {
		row := cells(line)
		if !inTable {
			column = slices.Index(row, heldBy)
		}
		heading := !inTable || len(row) > 0 && strings.HasPrefix(row[0], "---")
		if inTable = row != nil; !inTable || heading || column < 0 {
			continue
		}
		found++
		if column >= len(row) || !aTest.MatchString(row[column]) {
			flaws = append(flaws, "nothing holds: "+row[0])
		}
	}
	if found == 0 {
		flaws = append(flaws, "no table says what is "+heldBy+" which test")
	}
	return flaws
}

// missingTests are the tests that text names and that aren't there.
func missingTests(text string, there map[string]bool) (missing []string) {
	for _, m := range aTest.FindAllStringSubmatch(text, -1) {
		if !there[m[1]] {
			missing = append(missing, "there is no "+m[1])
		}
	}
	return missing
}

// Every threat that something stops names the test that fails without it, and every
// requirement is answered once.
func TestThePagesOnSecurityAreHeldByTests(t *testing.T) {
	pages := map[string]string{}
	for _, f := range readTree(t) {
		pages[f.path] = f.text
	}
	numbers := toAnswer(pages["internal/arch/testdata/asvs-5.0.0.txt"])
	if len(numbers) != 123 {
		t.Errorf("%d requirements have to be answered", len(numbers))
	}
	for _, flaw := range append(answerFlaws(numbers, pages["docs/security/asvs.md"]),
		mitigationFlaws(pages["docs/security/threats.md"])...) {
		t.Error(flaw)
	}
}

// Every test that a document names is there.
func TestEveryTestInTheDocumentsIsThere(t *testing.T) {
	there := map[string]bool{}
	for _, f := range readTree(t) {
		for _, m := range testDeclared.FindAllStringSubmatch(f.text, -1) {
			there[m[1]] = there[m[1]] || f.isTest()
		}
	}
	for _, f := range readTree(t) {
		if strings.HasSuffix(f.path, ".md") && f.ours() && f.path != guide {
			for _, missing := range missingTests(f.text, there) {
				t.Errorf("%s: %s", f.path, missing)
			}
		}
	}
}

func TestWhatIsLeftOutOfThePagesOnSecurityIsFound(t *testing.T) {
	numbers := toAnswer("# a list\nV1.1.1 2\nV1.2.1 1\nV6.1.2 2\nV6.1.9 3\n")
	if want := []string{"V1.2.1", "V6.1.2"}; !slices.Equal(numbers, want) {
		t.Errorf("to be answered are %v", numbers)
	}
	first := "| V1.2.1 | met | `TestTheThing` | |\n"
	for text, flaws := range map[string]int{
		first + "| V6.1.2 | doesn't apply | | There are no passwords. |\n": 0,
		first + "| V6.1.2 | met | `internal/arch` | |\n":                   0,
		first: 1,
		first + first + "| V6.1.2 | in part | | It comes later. |\n": 1,
		first + "| V6.1.2 | met | | It is. |\n":                      1,
		first + "| V6.1.2 | not met | `TestTheThing` | |\n":          1,
		first + "| V6.1.2 | nearly | | It comes later. |\n":          1,
		first + "| V6.1.2 | not met | |\n":                           1,
	} {
		if found := answerFlaws(numbers, text); len(found) != flaws {
			t.Errorf("%s%v", text, found)
		}
	}
	table := "| what could happen | held by |\n|---|---|\n"
	for text, flaws := range map[string]int{
		table + "| It goes wrong | `TestTheThing` |\n":                0,
		table + "| It goes wrong | `TestTheThing` |\n| It | care |\n": 1,
		table + "| It goes wrong | |\n":                               1,
		"| what | why |\n|---|---|\n| It | so |\n":                    1,
		"nothing": 1,
	} {
		if found := mitigationFlaws(text); len(found) != flaws {
			t.Errorf("%s%v", text, found)
		}
	}
	if found := missingTests("`TestTheThing` and `TestAnother`", map[string]bool{"TestTheThing": true}); len(found) != 1 {
		t.Errorf("missing are %v", found)
	}
}
