package workforce

import (
	"slices"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// A PersonToMatch is somebody for whom a worker is looked for.
type PersonToMatch struct {
	District District     // as their address gives it; empty when nobody knows
	Ties     []id.Account // workers with a personal tie to them
	Changed  []id.Account // workers they asked to change
}

// Available is a worker of the pool with what is recorded of them. The
// commitments may be the whole pool's.
type Available struct {
	Worker
	Facts
	Commitments []Commitment
}

// Weight is how much a reason counts.
type Weight string

const (
	Bars    Weight = "bars"    // this worker can't be chosen
	Ask     Weight = "ask"     // somebody has to find out first
	Against Weight = "against" // less good
	For     Weight = "for"
)

// Weights lists the weights, the heaviest first.
func Weights() []Weight { return []Weight{Bars, Ask, Against, For} }

// A Reason is one thing that speaks for or against a match, in words.
type Reason struct {
	Sentence
	Weight Weight
}

// Near is how near a worker works, by postcode district alone: no distance is
// made up.
type Near int

const (
	NearUnknown  Near = iota // nobody knows where the person lives
	NearElse                 // in other parts
	NearArea                 // in districts that begin with the same letters
	NearDistrict             // in the person's own district
)

// A Candidate is a worker as a match for somebody.
type Candidate struct {
	Worker  id.Account
	Fits    bool     // nothing bars it
	Reasons []Reason // the heaviest first
	Hours   Hours
	Near    Near
	Ahead   Sentence // why this one stands before the next; nothing for the last
}

// Candidates lists every worker of the pool as a match for p on the day today:
// those who fit first, then by nearness, and by who has the larger part of their
// hours free. Where all of that is equal, the pool's order stays. Nobody is left
// out: those who don't fit say why.
func Candidates(p PersonToMatch, pool []Available, d programme.Definition, today programme.Date) []Candidate {
	list := make([]Candidate, len(pool))
	for i, a := range pool {
		list[i] = p.weigh(a, d, today)
	}
	slices.SortStableFunc(list, func(a, b Candidate) int {
		order, _ := compare(a, b)
		return order
	})
	for i := range len(list) - 1 {
		_, rule := compare(list[i], list[i+1])
		list[i].Ahead = sentence("matching.ahead." + rule)
	}
	return list
}

// rules are what orders candidates, the first that tells two apart: each
// figure is better the larger it is.
var rules = []struct {
	name   string
	better func(a, b Candidate) int
}{
	{"fits", func(a, b Candidate) int { return one(a.Fits) - one(b.Fits) }},
	{"near", func(a, b Candidate) int { return int(a.Near - b.Near) }},
	{"room", func(a, b Candidate) int {
		return a.Hours.Free()*max(1, b.Hours.Contracted) - b.Hours.Free()*max(1, a.Hours.Contracted)
	}},
}

// compare says which comes first, negative for a, and the rule that decides.
func compare(a, b Candidate) (int, string) {
	for _, rule := range rules {
		if n := rule.better(a, b); n != 0 {
			return -n, rule.name
		}
	}
	return 0, "same"
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

func (p PersonToMatch) weigh(a Available, d programme.Definition, today programme.Date) Candidate {
	c := Candidate{Worker: a.ID, Hours: Room(a.Worker, d, a.Commitments), Near: p.near(a.Worker)}
	c.ready(a.Facts, d, today)
	c.room()
	p.ties(&c)
	p.nearness(&c)
	c.Fits = !slices.ContainsFunc(c.Reasons, func(r Reason) bool { return r.Weight == Bars })
	slices.SortStableFunc(c.Reasons, func(a, b Reason) int {
		return slices.Index(Weights(), a.Weight) - slices.Index(Weights(), b.Weight)
	})
	return c
}

// MayCover tells whether nothing keeps c from making one visit in a colleague's place. It
// takes no place for another person.
func (c Candidate) MayCover() bool {
	return !slices.ContainsFunc(c.Reasons, func(r Reason) bool { return r.Weight == Bars && r.Key != reasonFull })
}

const reasonFull = "matching.reason.full"

func (c *Candidate) add(w Weight, key string, args ...any) {
	c.Reasons = append(c.Reasons, Reason{sentence(key, args...), w})
}

func (c *Candidate) ready(facts Facts, d programme.Definition, today programme.Date) {
	ok, missing := Ready(facts, d, today)
	for _, m := range missing {
		if m.Stops {
			c.Reasons = append(c.Reasons, Reason{m.Sentence, Bars})
		}
	}
	if ok {
		c.add(For, "matching.reason.ready")
	}
}

func (c *Candidate) room() {
	if places := c.Hours.Places(); places > 0 {
		c.add(For, "matching.reason.room", places)
	} else {
		c.add(Bars, reasonFull, c.Hours.People)
	}
}

func (p PersonToMatch) ties(c *Candidate) {
	switch {
	case slices.Contains(p.Ties, c.Worker):
		c.add(Bars, "matching.reason.tie")
	case slices.Contains(p.Changed, c.Worker):
		c.add(Bars, "matching.reason.changed")
	default:
		c.add(Ask, "matching.reason.no_tie_known")
	}
}

func (p PersonToMatch) near(w Worker) Near {
	switch {
	case p.District == "":
		return NearUnknown
	case slices.Contains(w.Districts, p.District):
		return NearDistrict
	case slices.ContainsFunc(w.Districts, func(d District) bool { return d.area() == p.District.area() }):
		return NearArea
	}
	return NearElse
}

func (p PersonToMatch) nearness(c *Candidate) {
	switch c.Near {
	case NearUnknown:
		c.add(Ask, "matching.reason.near_unknown")
	case NearDistrict:
		c.add(For, "matching.reason.near_district", string(p.District))
	case NearArea:
		c.add(Against, "matching.reason.near_area", string(p.District), p.District.area())
	default:
		c.add(Against, "matching.reason.near_else", string(p.District))
	}
}
