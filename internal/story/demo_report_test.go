package story

import (
	"testing"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/storetest"
)

// all is a page that holds everybody of the demonstration.
var all = programme.Page{Size: 500}

// The service report counts whom the lists name. People of a study are on the lists, and
// in no figure.
func TestEachFigureOfTheServiceReportIsTheLengthOfItsList(t *testing.T) {
	storetest.InTheWholeRun(t)
	d := aCopy(t)
	lead, _ := d.Find("lead")
	who, err := d.Actor(d.SignIn(lead.Email))
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(err)
	r, err := d.Care.SeeServiceReport(d.ctx, who)
	must(err)
	holds := func(what string, figure, listed int) {
		t.Helper()
		if figure != listed || figure == 0 {
			t.Errorf("%s: the figure says %d, and the list has %d", what, figure, listed)
		}
	}
	loads, err := d.Care.ListCaseloads(d.ctx, who, all)
	must(err)
	visited := 0
	for _, p := range loads.People {
		if !p.Person.Study && !p.Course.Over(false, p.Window, p.Today) {
			visited++
		}
	}
	holds("being visited", sum(r.Sessions.UnderWay), visited)

	board, err := d.Care.SeeBoard(d.ctx, who, all)
	must(err)
	waiting := map[course.Need]int{}
	for _, w := range board.Waiting {
		if !w.Study {
			waiting[w.Need]++
		}
	}
	holds("no worker now", sum(r.Sessions.Without),
		waiting[course.NeedsWorker]+waiting[course.NeedsWorkerLater]+waiting[course.NeedsEnding])
	screening, err := d.Care.ListScreening(d.ctx, who, all)
	must(err)
	invitations, err := d.Care.ListToInvite(d.ctx, who, all)
	must(err)
	thinking, err := d.Care.ListThinking(d.ctx, who, all)
	must(err)
	holds("waiting to agree", r.Waits[0].Waiting, screening.Count+invitations.Waiting+thinking.Invited)
	holds("waiting for a worker", r.Waits[1].Waiting-r.Waits[0].Waiting, r.Consented-r.Matched)
	holds("the sessions of everybody", r.Sessions.People,
		sum(r.Sessions.Ended)+sum(r.Sessions.UnderWay)+sum(r.Sessions.Without))
	holds("with a visit", r.Visited, r.Sessions.People-r.Sessions.Ended[0]-r.Sessions.UnderWay[0]-r.Sessions.Without[0])
}

func sum(list []int) int {
	n := 0
	for _, x := range list {
		n += x
	}
	return n
}
