package pathway

import (
	"strings"
	"testing"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
)

// A study's own questions speak of chance. Where nothing is drawn again, that is said.
func TestWhatAStudyOfBeforeHasDecidedIsSaidWhereAnAnswerCannotChangeIt(t *testing.T) {
	d := map[bool]programme.Definition{}
	for study, key := range map[bool]string{true: "crisis-peer-support-study", false: "crisis-peer-support"} {
		var err error
		if d[study], err = content.Latest(key); err != nil {
			t.Fatal(err)
		}
	}
	until := programme.Of(time.Date(2027, 5, 3, 12, 0, 0, 0, time.UTC), time.UTC)
	for name, c := range map[string]struct {
		before *appcare.StudyBefore
		study  bool
		says   string
	}{
		"never in a study":            {nil, true, ""},
		"it decides":                  {&appcare.StudyBefore{Decides: true, Until: until}, false, "until 3 May 2027"},
		"it decides, in the study":    {&appcare.StudyBefore{Decides: true, Until: until}, true, "until 3 May 2027"},
		"over":                        {&appcare.StudyBefore{}, false, ""},
		"over, in the study":          {&appcare.StudyBefore{}, true, "nothing is left to chance"},
		"over, and another one draws": {&appcare.StudyBefore{Another: true}, true, ""},
	} {
		for _, whose := range []string{"consent", "my_consents"} {
			said := aboutStudy(say.English(), whose, appcare.ConsentRecord{StudyBefore: c.before, Definition: d[c.study]})
			if c.says == "" && said != "" || !strings.Contains(said, c.says) {
				t.Errorf("%s, %s: %q", name, whose, said)
			}
		}
	}
}
