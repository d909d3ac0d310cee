package workforce

import (
	"slices"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// TrainingKind is what a day of training was.
type TrainingKind string

const (
	CourseDay TrainingKind = "course_day" // of the introductory course, before the first visit
	TopUpDay  TrainingKind = "top_up_day" // while they work
	SiteVisit TrainingKind = "site_visit" // an experienced peer worker comes, while they work
)

// TrainingKinds lists the kinds in the order a form offers them.
func TrainingKinds() []TrainingKind { return []TrainingKind{CourseDay, TopUpDay, SiteVisit} }

// Valid tells whether k is one of the kinds.
func (k TrainingKind) Valid() bool { return slices.Contains(TrainingKinds(), k) }

// wanted is how many days of the kind d asks for.
func (k TrainingKind) wanted(d programme.Definition) int {
	return map[TrainingKind]int{
		CourseDay: d.Workers.CourseDays, TopUpDay: d.Workers.TopUpDays, SiteVisit: d.Workers.SiteVisits,
	}[k]
}

// A Training is one day of training that a worker had. Where an adjustment was
// agreed (start later, leave out a session, split the week), the day that makes
// the whole is marked with Completes. Why is never asked and has no place here.
type Training struct {
	ID        id.Training    `json:"id"` // drawn by the form, so that a retry is harmless
	Worker    id.Account     `json:"worker"`
	Kind      TrainingKind   `json:"kind"`
	On        programme.Date `json:"on"`
	Completes bool           `json:"completes,omitempty"`
	Correction[id.Training]
}

// Check reports every rule that t breaks on the day today. Of an entry that
// takes back another, no more is asked than which.
func (t Training) Check(today programme.Date) fault.Problems {
	var p fault.Problems
	p.If(t.ID == "", "id", "worker.id.missing")
	p.If(t.Worker == "", "worker", "worker.worker.missing")
	t.check(t.ID, &p)
	if t.InError {
		return p
	}
	p.If(!t.Kind.Valid(), "kind", "worker.training.kind.missing")
	p.If(t.On.IsZero(), "on", "worker.training.on.missing")
	p.If(t.On.After(today), "on", "worker.training.on.future")
	programme.InWork.CheckAs("on", t.On, today, &p)
	return p
}

// CurrentTrainings returns those that no other corrects, in their order.
func CurrentTrainings(all []Training) []Training {
	return current(all, func(t Training) (id.Training, Correction[id.Training]) { return t.ID, t.Correction })
}

// outstanding is how many days of the kind are still to come. A day entered
// twice is one day.
func outstanding(k TrainingKind, all []Training, d programme.Definition, today programme.Date) int {
	days := map[programme.Date]bool{}
	for _, t := range all {
		if t.Kind != k || t.On.IsZero() || t.On.After(today) {
			continue
		}
		if t.Completes {
			return 0
		}
		days[t.On] = true
	}
	return max(0, k.wanted(d)-len(days))
}
