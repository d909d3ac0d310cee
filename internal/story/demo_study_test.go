package story

import (
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/store/storetest"
)

// Of the eighteen with visits two never met their worker, three did once or
// twice, and thirteen had the three sessions that count as a dose; of the
// seventeen with the workbook alone there is nothing to see. Both arms wrote in
// their workbooks, and some in either wrote nothing.
func TestTheThirtyFiveHaveTheirHistory(t *testing.T) {
	storetest.InTheWholeRun(t)
	d := aCopy(t)
	home := ID[id.Organisation](d.seed, "organisation/"+Home)
	lead := authz.Actor{Account: ID[id.Account](d.seed, "account/"+Home+"/Lena Fairweather"), Organisation: home,
		Grants: []authz.Grant{{Role: authz.Lead}}}
	met, wrote := map[string]int{}, map[string]int{}
	for _, who := range thirtyFive() {
		wrote[who.arm] += min(1, len(studyLeaves[who.name]))
		r, err := d.Care.SeeVisits(d.ctx, lead, ID[id.Participant](d.seed, "participant/"+Home+"/"+who.name))
		if who.arm == WorkbookAlone {
			if fault.Of(err) != fault.NotFound {
				t.Errorf("%s, with the workbook alone, has visits to see: %v", who.name, err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if open := r.Course.Open(); len(open) > 0 {
			t.Errorf("%s has %d appointments still open", who.name, len(open))
		}
		switch n := r.Course.SessionsHeld(); {
		case n == 0:
			met["never"]++
		case n < 3:
			met["once or twice"]++
		default:
			met["a dose"]++
		}
	}
	if met["never"] != 2 || met["once or twice"] != 3 || met["a dose"] != 13 {
		t.Errorf("they met %v", met)
	}
	if wrote[WithVisits] != 13 || wrote[WorkbookAlone] != 13 {
		t.Errorf("they wrote: %v", wrote)
	}
}
