package story

import (
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/trial"
)

// The arms of the study's definition, in its order.
const (
	WithVisits    = "peer_support"
	WorkbookAlone = "workbook_alone"
)

var studied = programme.Version{Programme: studyProgramme, Number: 1}

// BeginStudy tells of a service whose organisation runs a study, from the day
// on which it opens.
func BeginStudy(t Teller, seed, url string) *Service {
	t.Helper()
	s := begin(t, seed, url)
	s.Organisation = s.foundOrganisation(Home, "Ada Lindqvist", studyProgramme)
	s.must("opening the study", s.Study.OpenStudy(s.ctx, authz.System("setup", s.ID), trial.Study{
		ID: s.TheStudy(), Name: "Peer support in Heron Vale", Definition: studied, Primary: "within_year",
		OpenedOn: s.Today(),
	}))
	return s
}

// TheStudy is the one that BeginStudy opens.
func (s *Service) TheStudy() id.Study { return ID[id.Study](s.seed, "study") }

// AllocatedTo brings it, today, that p is in an arm of the study.
func (p *Person) AllocatedTo(arm string) Answer { return p.AllocatedIn(p.org.s.TheStudy(), arm) }

// AllocatedIn brings the same of another study.
func (p *Person) AllocatedIn(study id.Study, arm string) Answer {
	s := p.org.s
	return s.answer(s.Study.BringAllocation(s.ctx, authz.System("setup", p.org.ID), trial.Allocation{
		ID: ID[id.Allocation](s.seed, "allocation/"+p.name), Participant: p.ID(), Study: study, Arm: arm, On: s.Today(),
	}))
}

// PreparesFully puts on record all that worker has to have before a first visit.
func (m *Staff) PreparesFully(worker *Staff) { m.Prepares(worker, fully()) }
