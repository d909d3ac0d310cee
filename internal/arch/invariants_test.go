package arch

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// An invariant of design, section 4, with its one enforcing place and the
// tests that fail when that place is taken out.
type invariant struct {
	number         int
	says           string
	file, function string
	tests          []string
}

var invariants = []invariant{
	{1, "Nothing writes but through `kernel.Change`: one transaction, all of it or none", "internal/app/kernel/change.go", "Change",
		[]string{"TestAReferralIsMadeFoundScreenedAndVerified"}},
	{2, "Reading a person's record goes through `kernel.View` and is logged before it is shown", "internal/app/kernel/view.go", "View",
		[]string{"TestWhatIsNotYoursIsAbsentAndTheAskingIsInTheTrail"}},
	{3, "What you may not know exists is 404, the same as absent; a denial is logged by itself", "internal/app/kernel/change.go", "refused",
		[]string{"TestWhatIsNotYoursIsAbsentAndTheAskingIsInTheTrail"}},
	{4, "Same id and same body is unchanged, same id and other body a conflict", "internal/store/seal.go", "again",
		[]string{"TestTheSameReferralTwiceIsOneAndAnotherBodyIsAConflict"}},
}

// Each invariant's place and tests exist, under these names.
func TestEveryInvariantHasItsPlaceAndItsTest(t *testing.T) {
	for _, v := range invariants {
		text, err := os.ReadFile("../../" + v.file)
		if err != nil {
			t.Error(err)
			continue
		}
		if !regexp.MustCompile(`(?m)^func (\([^)]*\) )?` + v.function + `\b`).Match(text) {
			t.Errorf("invariant %d: %s has no %s", v.number, v.file, v.function)
		}
		for _, name := range v.tests {
			found, err := exec.Command("git", "-C", "../..", "grep", "-l", "func "+name+"(", "--", "*_test.go").Output()
			if err != nil || strings.TrimSpace(string(found)) == "" {
				t.Errorf("invariant %d: there is no test %s", v.number, name)
			}
		}
	}
}
