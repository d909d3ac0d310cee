package workforce

import (
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// Details are what is known of a worker from a day on: the newest hold.
type Details struct {
	ID     id.Details `json:"id"` // drawn by the form, so that a retry is harmless
	Worker Worker     `json:"worker"`
}

// A WorkerFact is one entry of the history of a worker. One of the three kinds
// of fact is there.
type WorkerFact struct {
	Details   *Details   `json:"details,omitempty"`
	Clearance *Clearance `json:"clearance,omitempty"`
	Training  *Training  `json:"training,omitempty"`
}

// Key is the fact's own id.
func (f WorkerFact) Key() string {
	switch {
	case f.Details != nil:
		return string(f.Details.ID)
	case f.Clearance != nil:
		return string(f.Clearance.ID)
	case f.Training != nil:
		return string(f.Training.ID)
	}
	return ""
}

// Kind names what the fact is: details, clearance or training.
func (f WorkerFact) Kind() string {
	switch {
	case f.Details != nil:
		return "details"
	case f.Clearance != nil:
		return "clearance"
	case f.Training != nil:
		return "training"
	}
	return ""
}

// About is the fact as one of the worker w, whatever it said.
func (f WorkerFact) About(w id.Account) WorkerFact {
	switch {
	case f.Details != nil:
		d := *f.Details
		d.Worker.ID = w
		return WorkerFact{Details: &d}
	case f.Clearance != nil:
		c := *f.Clearance
		c.Worker = w
		return WorkerFact{Clearance: &c}
	case f.Training != nil:
		t := *f.Training
		t.Worker = w
		return WorkerFact{Training: &t}
	}
	return f
}

// Check reports every rule that f breaks on the day today, under definition d.
func (f WorkerFact) Check(d programme.Definition, today programme.Date) fault.Problems {
	switch {
	case f.Details != nil:
		p := f.Details.Worker.Check()
		p.If(f.Details.ID == "", "id", "worker.id.missing")
		return p
	case f.Clearance != nil:
		return f.Clearance.Check(d, today)
	case f.Training != nil:
		return f.Training.Check(today)
	}
	return fault.Problems{{Key: "worker.id.missing"}}
}

// replaces is which entry f corrects, if it corrects one.
func (f WorkerFact) replaces() string {
	switch {
	case f.Clearance != nil:
		return string(f.Clearance.Replaces)
	case f.Training != nil:
		return string(f.Training.Replaces)
	}
	return ""
}

// WorkerAfter is what holds of the worker w after history, which the caller
// brings in the server's order. Nothing is to be visited yet.
func WorkerAfter(w id.Account, history []WorkerFact) Available {
	a := Available{Worker: Worker{ID: w}}
	for _, f := range history {
		switch {
		case f.Details != nil:
			a.Worker = f.Details.Worker
		case f.Clearance != nil:
			a.Clearances = append(a.Clearances, *f.Clearance)
		case f.Training != nil:
			a.Trainings = append(a.Trainings, *f.Training)
		}
	}
	return a
}

// CheckCorrection answers a conflict when f corrects an entry of a's that doesn't hold,
// or isn't of its kind.
func (a Available) CheckCorrection(f WorkerFact) error {
	if f.replaces() == "" {
		return nil
	}
	for _, held := range a.CurrentEntries() {
		if held.Key() == f.replaces() && held.Kind() == f.Kind() {
			return nil
		}
	}
	return fault.New(fault.Conflict, "worker.moved")
}

// CurrentEntries lists the clearances and then the days of training that hold.
func (a Available) CurrentEntries() []WorkerFact {
	var list []WorkerFact
	for _, c := range CurrentClearances(a.Clearances) {
		list = append(list, WorkerFact{Clearance: &c})
	}
	for _, t := range CurrentTrainings(a.Trainings) {
		list = append(list, WorkerFact{Training: &t})
	}
	return list
}
