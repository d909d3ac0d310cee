package story

import (
	"fmt"

	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/workforce"
)

// A preparation is what a worker has on record.
type preparation struct {
	introduction string
	districts    []workforce.District
	hours        int // contracted, a week
	courseDays   int // had of the course
	topUps       int
	soon         int // days from now until the first clearance runs out; 0 for none soon
}

// fully is a worker who may visit.
func fully() preparation {
	return preparation{
		introduction: "I have been where you are, and I like walking and bad puns.",
		districts:    []workforce.District{"HV3", "HV7"},
		hours:        30, courseDays: 5, topUps: 2,
	}
}

// Prepares puts on record what worker has to have before a first visit.
func (m *Staff) Prepares(worker *Staff, p preparation) {
	s := m.org.s
	worker.prepared = true
	d, err := content.Latest(m.org.Programme)
	s.must("the programme", err)
	today, name := s.Today(), worker.Name
	record := func(f workforce.WorkerFact) {
		s.must("recording "+name, s.People.RecordWorker(s.ctx, m.Actor(), worker.ID, f))
	}
	record(workforce.WorkerFact{Details: &workforce.Details{ID: ID[id.Details](s.seed, "details/"+name),
		Worker: workforce.Worker{
			Introduction: p.introduction, Districts: p.districts, ContractedMinutes: p.hours * 60,
		}}})
	for i, asked := range d.Workers.Clearances {
		c := workforce.Clearance{ID: ID[id.Clearance](s.seed, "clearance/"+name+"/"+asked.Key), Key: asked.Key,
			Issued: today.AddDays(-20)}
		if i == 0 && p.soon > 0 {
			c.Expires = today.AddDays(p.soon)
		}
		record(workforce.WorkerFact{Clearance: &c})
	}
	for i := range p.courseDays {
		record(training(s, name, workforce.CourseDay, i, -5-i))
	}
	for i := range p.topUps {
		record(training(s, name, workforce.TopUpDay, i, -1-i))
	}
}

func training(s *Service, name string, kind workforce.TrainingKind, i, days int) workforce.WorkerFact {
	return workforce.WorkerFact{Training: &workforce.Training{
		ID: ID[id.Training](s.seed, fmt.Sprintf("training/%s/%s/%d", name, kind, i)), Kind: kind, On: s.Today().AddDays(days),
	}}
}
