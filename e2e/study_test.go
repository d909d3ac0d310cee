package e2e

import (
	"context"
	"testing"

	appstudy "footbridge.org/footbridge/internal/app/study"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/stats"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
)

// The far bank: from referral to outcome, the 35 come out with the source's
// own figures, and by the trial's definition with others.
func TestTheThirtyFiveComeOutWithTheSourcesOwnFigures(t *testing.T) {
	storetest.InTheWholeRun(t)
	storetest.EachMigrated(t, told, func(t *testing.T, url string) {
		d := demonstration(t, url)
		r := reportOf(t, d)
		want := map[string][2]stats.Arm{
			"after_course": {{Events: 2, People: 18}, {Events: 9, People: 17}},
			"within_year":  {{Events: 4, People: 18}, {Events: 11, People: 17}},
		}
		for _, f := range r.Findings {
			if f.Compared.Arms != want[f.Outcome.Key] {
				t.Errorf("%s: %v, not %v", f.Outcome.Key, f.Compared.Arms, want[f.Outcome.Key])
			}
		}
		if len(r.Findings) != 2 || r.Findings[0].Outcome.Key != "after_course" {
			t.Errorf("%d definitions, the source's own not first", len(r.Findings))
		}
	})
}

func reportOf(t *testing.T, d *story.Demo) appstudy.Report {
	t.Helper()
	ctx := context.Background()
	analyst, _ := d.Find("analyst")
	who, err := d.Actor(d.SignIn(analyst.Email))
	if err != nil {
		t.Fatal(err)
	}
	list, err := d.Study.ListStudies(ctx, who, programme.Page{})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range list.Lines {
		if s.Closed() {
			r, err := d.Study.SeeReport(ctx, who, s.ID)
			if err != nil {
				t.Fatal(err)
			}
			return r
		}
	}
	t.Fatal("no study is closed")
	return appstudy.Report{}
}

func TestTheReportIsReadOnAPhoneAndAtADeskWithoutScript(t *testing.T) {
	s := onStage(t)
	for _, width := range []int{390, 1280} {
		tab := s.as(t, "analyst")
		tab.WithoutScript()
		tab.Width(width)
		tab.Visit(s.base + "/studies")
		tab.Click("The thirty-five")
		tab.Click("Read the report by arm")
		tab.See("2/18 (11.1 %) against 9/17 (52.9 %), risk ratio 0.21 (0.05 to 0.84), odds ratio 0.111 (0.019 to 0.640), Fisher p 0.0116")
		tab.See("They may be among the 441 people of a trial at six sites")
		tab.See("It is not a second piece of evidence")
		tab.Axe()
		tab.NoHorizontalScroll()
	}
}

func TestTheAssessorRecordsAcuteCareOnAPhoneWithoutScript(t *testing.T) {
	s := onStage(t)
	tab := s.as(t, "assessor")
	tab.WithoutScript()
	tab.Width(390)
	tab.Visit(s.base + "/follow-up?list=later")
	tab.ClickOf("Wilfred Sackville, born 12 June 1987", "about: Within a year of allocation")
	tab.See("Nothing recorded")
	tab.Click("Record acute care")
	tab.Click("Save")
	tab.See("Choose the kind of acute care.")
	tab.Axe()
	tab.Click("Crisis house")
	began := tab.In("When did it begin?")
	began.Fill("Day", "3")
	began.Fill("Month", "9")
	began.Fill("Year", "2026")
	tab.Click("Confirmed")
	tab.Click("Health record")
	tab.Click("Save")
	tab.See("The acute care has been recorded.")
	tab.See("3 September 2026")
	tab.DontSee("Health record")
	tab.Axe()
	tab.NoHorizontalScroll()
}

// At her desk and on a phone, without script: whom to call stands at the top, a
// slip is told beside its field, and a call that is recorded moves them down.
func TestTheAssessorCallsWhomeverIsDue(t *testing.T) {
	for _, width := range []int{390, 1280} {
		s := onStage(t)
		tab := s.as(t, "assessor")
		tab.WithoutScript()
		tab.Width(width)
		tab.Visit(s.base + "/follow-up")
		tab.See("To call now (2)")
		tab.Axe()
		tab.NoHorizontalScroll()
		tab.ClickOf("Saoirse Nolan, born 17 March 1979", "about: Within six months of the planned end")
		tab.See("No calls yet")
		tab.Click("Record a call")
		tab.Click("Save")
		tab.See("Say what happened on the call.")
		tab.Axe()
		tab.Click("They asked for another day")
		tab.Click("Save")
		tab.See("Enter the day they asked for")
		tab.Click("No answer")
		tab.Click("Save")
		tab.See("The call is recorded.")
		tab.Axe()
		tab.NoHorizontalScroll()
		tab.Visit(s.base + "/follow-up")
		tab.See("To call now (1)")
		tab.DontSee("peer_support")
	}
}
