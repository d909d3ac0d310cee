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
	{1, "Nothing writes but through `kernel.Change`: one transaction, about the people it names, which commits as a whole or not at all",
		"internal/app/kernel/change.go", "Change",
		[]string{
			"TestAChangeThatEndsWithAnErrorLeavesNothing", "TestNothingIsShownOrWrittenWhenItsEntryCannotBe",
			"TestALookCannotWrite",
			"TestAUseCaseReachesNothingThatCommitsOrAppends", "TestAWriteAboutSomebodyWhomTheChangeHasNotNamedLeavesNothing",
			"TestAWriteAboutSomebodyOfAnotherOrganisationLeavesNothing", "TestNamingSomebodyWhomThePolicyRefusesIsARefusal",
		}},
	{2, "Reading a person's record goes through `kernel.View` and is logged before it is shown",
		"internal/app/kernel/view.go", "View",
		[]string{"TestALookIsInTheTrailBeforeItIsShown", "TestAListIsOneEntryWithItsPeopleBesideIt"}},
	{3, "What you may not know exists is 404, the same as absent; a denial is logged by itself",
		"internal/app/kernel/change.go", "refused",
		[]string{"TestEveryRouteAnswersAsThePolicySays", "TestARefusalIsOneEntryOfTheAskerAndNothingElsewhere"}},
	{4, "Same id and same body is unchanged, same id and other body a conflict", "internal/store/seal.go", "again",
		[]string{"TestTheSameReferralTwiceIsOneAndAnotherBodyIsAConflict",
			"TestSendingTheSameAgainWritesNothingNotEvenAnEntry"}},
	{5, "Facts are appended and corrected, not edited", "internal/store/journal.go", "Add",
		[]string{"TestAnEpisodeSentTwiceIsRecordedOnceAndACorrectionKeepsWhatWasThere",
			"TestNoMigrationChangesWhatTheTrailCovers"}},
	{6, "Nothing is shown as done before the server has it", "internal/web/ui/response.go", "Saying",
		[]string{"TestAReferralSentTwiceIsOneAndItsPageIsSaved", "TestWhatWasAcknowledgedOutlivesAKill"}},
	{7, "No hidden winner: of two that meet, the second is told and nothing of either is lost",
		"internal/app/care/screening.go", "Screen",
		[]string{"TestTwentyDecidingDifferentlyAtOnceLeaveOneDecision", "TestOfTwentyWhoCorrectOneEntryOneDoes"}},
	{8, "A draft belongs to one person and one form; the next form opens blank", "internal/web/form/draw.go", "opened",
		[]string{"TestTheNextFormOpensBlank"}},
	{9, "A masked role does nothing that can reveal an arm, and every page, refusal, address and message that it gets " +
		"is the same whatever the arm", "internal/authz/policy.cedar", "masked-learn-no-arm",
		[]string{"TestNobodyMaskedDoesWhatCanRevealAnArm", "TestTwoWorldsAreTheSameToWhoeverMayNotKnowTheArms"}},
	{10, "Both engines; every screen without script, at 320 px, by keyboard, with axe silent",
		"internal/store/storetest/storetest.go", "Each",
		[]string{"TestBothEnginesAcceptEveryQuery", "TestEveryPageThatAnybodyReachesCanBeUsedByEverybody"}},
	{11, "No value of a person's in an error, a log line, an address or the database's plain text",
		"internal/store/seal.go", "seal",
		[]string{"TestNobodysWordsStandInTheDatabaseOrTheLog", "TestAFaultSaysWhichQueryAndWhichUseCaseAndNoValue"}},
	{12, "Times are UTC in the store and the organisation's on the screen", "internal/store/instant/instant.go", "Value",
		[]string{"TestInstantsComeBackAcrossTheOctoberClockChange", "TestTheDayIsLondonsAtMidnight"}},
}

// Each invariant's place and tests exist, under these names.
func TestEveryInvariantHasItsPlaceAndItsTest(t *testing.T) {
	for _, v := range invariants {
		text, err := os.ReadFile("../../" + v.file)
		if err != nil {
			t.Error(err)
			continue
		}
		if !regexp.MustCompile(`(?m)^(func (\([^)]*\) )?` + v.function + `\b|@id\("` + v.function + `"\)$)`).Match(text) {
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
