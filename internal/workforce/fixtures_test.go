package workforce

import (
	"fmt"

	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
)

var (
	today   = day("2026-12-01")
	english = say.English()
)

func day(s string) programme.Date {
	d, err := programme.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func aProgramme() programme.Definition {
	return programme.Definition{Sessions: 10, CadenceDays: 7, Workers: programme.WorkerRules{
		CourseDays: 5, TopUpDays: 2, SiteVisits: 1, GroupSupervisionDays: 7, IndividualSupervisionDays: 31,
		Clearances: []programme.Reason{{Key: "dbs", Text: "Enhanced check"}, {Key: "lone", Text: "Lone working agreed"}},
	}}
}

func aWorker(name string) Worker {
	return Worker{ID: id.Account(name), Introduction: "I garden.", Districts: []District{"ZZ1", "ZZ2"},
		ContractedMinutes: 15 * 60,
		Stated:            SelfDescription{Gender: Woman, Languages: []string{"Polish"}}}
}

// trained has everything that stops nobody: clearances without an end and the course.
func trained() Facts {
	f := Facts{Clearances: []Clearance{
		{ID: "c1", Worker: "ash", Key: "dbs", Issued: day("2026-01-05"), Expires: day("2028-01-05")},
		{ID: "c2", Worker: "ash", Key: "lone", Issued: day("2026-01-05")},
	}}
	for i := range 5 {
		f.Trainings = append(f.Trainings, aTraining(CourseDay, day("2026-02-02").AddDays(i)))
	}
	return f
}

func aTraining(k TrainingKind, on programme.Date) Training {
	return Training{ID: id.Training(string(k) + on.String()), Worker: "ash", Kind: k, On: on}
}

func available(name string) Available { return Available{Worker: aWorker(name), Facts: trained()} }

// busy is a with so many people to visit.
func busy(a Available, people int) Available {
	for i := range people {
		a.Commitments = append(a.Commitments, Commitment{a.ID, id.Participant(fmt.Sprint(a.ID, i)), 4})
	}
	return a
}

// said is the keys of the problems by field, for comparing.
func said(p fault.Problems) map[string]string {
	keys := map[string]string{}
	for _, x := range p {
		keys[x.Field] = x.Key
	}
	return keys
}

// spoken is what the sentences say.
func spoken[T any](all []T, of func(T) Sentence) []string {
	var texts []string
	for _, x := range all {
		texts = append(texts, of(x).In(english))
	}
	return texts
}

var someDay = rapid.Custom(func(t *rapid.T) programme.Date {
	return today.AddDays(rapid.IntRange(-800, 800).Draw(t, "days from today"))
})
