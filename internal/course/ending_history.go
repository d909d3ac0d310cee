package course

import "footbridge.org/footbridge/internal/ledger"

// An EndingFact is one entry of the history of somebody's ending. One of the
// two kinds of fact is there.
type EndingFact struct {
	Plan  *EndingPlan
	Ended *Ending
}

// Key is the fact's own id.
func (f EndingFact) Key() string {
	switch {
	case f.Plan != nil:
		return string(f.Plan.ID)
	case f.Ended != nil:
		return string(f.Ended.ID)
	}
	return ""
}

// Kind is what sort of fact it is, as it is stored.
func (f EndingFact) Kind() string {
	switch {
	case f.Plan != nil:
		return "plan"
	case f.Ended != nil && f.Ended.InError:
		return "goes_on"
	case f.Ended != nil:
		return "ended"
	}
	return ""
}

// An EndingHistory is everything that was planned and said about the end of
// somebody's visits, in the server's order. Nothing in it is ever overwritten.
type EndingHistory []ledger.Received[EndingFact]

// Plan is the plan that holds, and whether there is any.
func (h EndingHistory) Plan() (EndingPlan, bool) {
	var plans []EndingPlan
	for _, x := range h {
		if x.Fact.Plan != nil {
			plans = append(plans, *x.Fact.Plan)
		}
	}
	return CurrentEndingPlan(plans)
}

// Ending is the ending that holds, and whether there is any.
func (h EndingHistory) Ending() (Ending, bool) {
	var endings []Ending
	for _, x := range h {
		if x.Fact.Ended != nil {
			endings = append(endings, *x.Fact.Ended)
		}
	}
	return CurrentEnding(endings)
}

// Ended is when and by whom that ending was entered.
func (h EndingHistory) Ended() (ledger.Received[EndingFact], bool) {
	now, over := h.Ending()
	for _, x := range h {
		if over && x.Fact.Key() == string(now.ID) {
			return x, true
		}
	}
	return ledger.Received[EndingFact]{}, false
}
