package workforce

import (
	"slices"

	"footbridge.org/footbridge/internal/programme"
)

// WarningDays is how long before a clearance runs out it is shown: checks take
// weeks to renew.
const WarningDays = 60

// Facts are everything recorded of one worker's clearances and training, with
// what was corrected.
type Facts struct {
	Clearances []Clearance
	Trainings  []Training
}

// Missing is something that a worker has still to have.
type Missing struct {
	Sentence
	Stops bool // without it there is no first visit
}

// Ready tells whether the worker of facts may visit on the day today, and
// everything that d still asks for: clearances in d's order, then the course,
// the top-up days and the site visits. Those last two come while somebody
// works, so they are missing without stopping anybody.
func Ready(facts Facts, d programme.Definition, today programme.Date) (bool, []Missing) {
	missing := append(missingClearances(facts, d, today), missingTraining(facts, d, today)...)
	return !slices.ContainsFunc(missing, func(m Missing) bool { return m.Stops }), missing
}

func missingClearances(facts Facts, d programme.Definition, today programme.Date) []Missing {
	var missing []Missing
	held := CurrentClearances(facts.Clearances)
	for _, asked := range d.Workers.Clearances {
		switch last, found := lasting(held, asked.Key, today); {
		case !found:
			missing = append(missing, Missing{sentence("worker.missing.clearance", asked.Text), true})
		case !last.ValidOn(today):
			missing = append(missing, Missing{sentence("worker.missing.ran_out", asked.Text, last.Expires), true})
		}
	}
	return missing
}

func missingTraining(facts Facts, d programme.Definition, today programme.Date) []Missing {
	var missing []Missing
	held := CurrentTrainings(facts.Trainings)
	for _, k := range TrainingKinds() {
		if n := outstanding(k, held, d, today); n > 0 {
			missing = append(missing, Missing{sentence("worker.missing."+string(k), n), k == CourseDay})
		}
	}
	return missing
}

// An Expiry is a clearance that holds and will soon run out.
type Expiry struct {
	Sentence
	Key string         // of the clearance
	On  programme.Date // its last day
}

// Expiring lists the clearances d asks for that hold today and run out within
// WarningDays with no renewal on record, the soonest first.
func Expiring(facts Facts, d programme.Definition, today programme.Date) []Expiry {
	var soon []Expiry
	held := CurrentClearances(facts.Clearances)
	for _, asked := range d.Workers.Clearances {
		last, found := lasting(held, asked.Key, today)
		if !found || !last.ValidOn(today) || last.Expires.IsZero() || last.Expires.Sub(today) > WarningDays {
			continue
		}
		soon = append(soon, Expiry{sentence("worker.expiring", last.Expires.Sub(today), asked.Text, last.Expires),
			asked.Key, last.Expires})
	}
	slices.SortStableFunc(soon, func(a, b Expiry) int { return a.On.Sub(b.On) })
	return soon
}
