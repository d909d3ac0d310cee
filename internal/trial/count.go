package trial

import (
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/programme"
)

// A Subject is somebody in a study as it is analysed: no name, the shared
// dates, and every episode that was recorded. Arm is the key of theirs where
// the analysis is by arm, and empty where it is not.
type Subject struct {
	Participant id.Participant
	Arm         string
	AllocatedOn programme.Date
	Discharged  programme.Date
	State       programme.State   // in the course that they were allocated in
	DiedOn      programme.Date    // none for who lives
	Under       programme.Version // the version that they were referred under
	Episodes    []outcome.Episode
}

// A Tally is what was counted under one outcome definition.
type Tally struct {
	People   int // everybody, those who withdrew included
	Relapsed int
	Pending  int // not relapsed, but for an unconfirmed episode they would be
	Withdrew int // wholly; counted with what was known until then
	Over     int // whose window has passed
}

func (t *Tally) add(who Subject, r outcome.Result, today programme.Date) {
	t.People++
	t.Relapsed += one(r.Relapsed)
	t.Pending += one(r.Pending && !r.Relapsed)
	t.Withdrew += one(who.State == programme.Withdrawn)
	t.Over += one(r.Over(today))
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

// Pooled counts everybody together, on the day today.
func Pooled(o programme.OutcomeDefinition, d programme.Definition, people []Subject,
	today programme.Date) (Tally, error) {
	var t Tally
	for _, who := range people {
		r, err := outcome.ResultFor(o, who.AllocatedOn, who.Discharged, d, who.Episodes)
		if err != nil {
			return Tally{}, err
		}
		t.add(who, r, today)
	}
	return t, nil
}

// An ArmTally is what was counted in one arm.
type ArmTally struct {
	Arm programme.Arm
	Tally
}

// ByArm counts each arm of d, in the definition's order. The analysis set is
// everybody allocated, in the arm they were allocated to, whatever they then
// received and whether or not they withdrew (intention to treat; CONSORT 2025
// asks that the set be named). Somebody in no arm of d is a fault.
func ByArm(o programme.OutcomeDefinition, d programme.Definition, people []Subject,
	today programme.Date) ([]ArmTally, error) {
	groups := map[string][]Subject{}
	for _, who := range people {
		if _, known := d.Arm(who.Arm); !known {
			return nil, fault.New(fault.Internal, "study.allocation.arm.unknown")
		}
		groups[who.Arm] = append(groups[who.Arm], who)
	}
	list := make([]ArmTally, len(d.Arms))
	for i, arm := range d.Arms {
		t, err := Pooled(o, d, groups[arm.Key], today)
		if err != nil {
			return nil, err
		}
		list[i] = ArmTally{arm, t}
	}
	return list, nil
}

// CheckClosing reports why a study of these people, each with their arm, can't
// be closed on the day today: its figures would be early, or compare nobody.
func CheckClosing(d programme.Definition, people []Subject, today programme.Date) (fault.Problems, error) {
	var p fault.Problems
	inArm := map[string]int{}
	running := 0
	for _, who := range people {
		inArm[who.Arm]++
		windows, err := Windows(d, who.AllocatedOn, who.Discharged)
		if err != nil {
			return nil, err
		}
		running += one(!LastDay(windows).Before(today))
	}
	p.If(running > 0, "study", "study.close.running", running)
	for _, arm := range d.Arms {
		p.If(inArm[arm.Key] == 0, "study", "study.close.nobody")
	}
	return p, nil
}
