package pathway

import (
	"testing"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
)

// Who was visited knows of it, so that their first page says what My visits does. Of nobody
// else in a study does it say whether there could be visits, whatever there was before.
func TestWhoStoppedVisitsInAStudyReadsSoOnceTheyWereVisited(t *testing.T) {
	visited := appcare.VisitRecord{History: course.History{{}}}
	before := appcare.VisitRecord{Earlier: []appcare.EarlierOf[appcare.VisitRecord]{{Of: visited}}}
	v := say.English()
	for name, c := range map[string]struct {
		home appcare.Home
		says string // the key of it
	}{
		"visited, in a study":        {appcare.Home{Study: true, Visits: visited}, "without_visits"},
		"in a study":                 {appcare.Home{Study: true}, "without_visits_study"},
		"visited before, in a study": {appcare.Home{Study: true, Visits: before}, "without_visits_study"},
		"visited":                    {appcare.Home{Visits: visited}, "without_visits"},
	} {
		c.home.Person.State = programme.WithoutVisits
		for _, prefix := range []string{"home.where.", "home.next."} {
			if says := homeWords(v, prefix, c.home); says != v.Say(prefix+c.says) {
				t.Errorf("%s: %s", name, says)
			}
		}
	}
}
