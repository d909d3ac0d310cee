package content

import (
	"testing"

	"footbridge.org/footbridge/internal/programme"
)

// A crisis line that dials another number than it shows is worse than none.
func TestEveryHelpLineDialsItself(t *testing.T) {
	pack, err := Help("uk")
	if err != nil {
		t.Fatal(err)
	}
	dials := map[string]int{}
	for _, line := range pack.Lines {
		for _, way := range line.Ways {
			if way.Kind != programme.WayCall && way.Kind != programme.WayText {
				continue
			}
			numbers := programme.Phone(way.Target).Numbers()
			if len(numbers) != 1 || numbers[0].Dial != way.Target || numbers[0].Wrong || numbers[0].Doubtful {
				t.Errorf("%s dials %+v", way.Shown, numbers)
			}
			dials[way.Target]++
		}
	}
	for _, number := range []string{"999", "111", "116123", "85258", "18001999", "18001111"} {
		if dials[number] == 0 {
			t.Errorf("nothing dials %s", number)
		}
	}
}
