package workforce

import (
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// A Clearance is one that a worker was given: a check, a reference, an
// agreement. It says that it was seen, never what stood in it. A renewal is
// another Clearance; one that ends early is corrected to the day it ended.
type Clearance struct {
	ID      id.Clearance   `json:"id"` // drawn by the form, so that a retry is harmless
	Worker  id.Account     `json:"worker"`
	Key     string         `json:"key"` // of the definition's clearances
	Issued  programme.Date `json:"issued"`
	Expires programme.Date `json:"expires"` // the last day on which it holds; none when it doesn't run out
	Correction[id.Clearance]
}

// Check reports every rule that c breaks on the day today, under definition d.
// Of an entry that takes back another, no more is asked than which.
func (c Clearance) Check(d programme.Definition, today programme.Date) fault.Problems {
	var p fault.Problems
	p.If(c.ID == "", "id", "worker.id.missing")
	p.If(c.Worker == "", "worker", "worker.worker.missing")
	c.check(c.ID, &p)
	if c.InError {
		return p
	}
	_, known := clearanceText(d, c.Key)
	p.If(!known, "key", "worker.clearance.key.missing")
	p.If(c.Issued.IsZero(), "issued", "worker.clearance.issued.missing")
	p.If(c.Issued.After(today), "issued", "worker.clearance.issued.future")
	programme.InWork.CheckAs("issued", c.Issued, today, &p)
	programme.ToHold.CheckAs("expires", c.Expires, today, &p)
	p.If(c.Expires.Before(c.Issued), "expires", "worker.clearance.expires.early")
	return p
}

func clearanceText(d programme.Definition, key string) (string, bool) {
	for _, c := range d.Workers.Clearances {
		if c.Key == key {
			return c.Text, true
		}
	}
	return "", false
}

// CurrentClearances returns those that no other corrects, in their order.
func CurrentClearances(all []Clearance) []Clearance {
	return current(all, func(c Clearance) (id.Clearance, Correction[id.Clearance]) { return c.ID, c.Correction })
}

// ValidOn tells whether c holds on the day.
func (c Clearance) ValidOn(day programme.Date) bool {
	return !c.Issued.IsZero() && !c.Issued.After(day) && !c.Expires.Before(day)
}

// outlasts tells whether c ends later than e.
func (c Clearance) outlasts(e Clearance) bool {
	return !e.Expires.IsZero() && (c.Expires.IsZero() || c.Expires.After(e.Expires))
}

// lasting returns, of the clearances with the key that were issued by the day,
// the one that ends last, and whether there is any.
func lasting(all []Clearance, key string, day programme.Date) (Clearance, bool) {
	var last Clearance
	found := false
	for _, c := range all {
		if c.Key == key && !c.Issued.IsZero() && !c.Issued.After(day) && (!found || c.outlasts(last)) {
			last, found = c, true
		}
	}
	return last, found
}
