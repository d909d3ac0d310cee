package study_test

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/trial"
)

// few brings eight people into the study: of four with visits one relapses, of
// four without three do, by the study's own definition.
func (b *bench) few() []id.Participant {
	b.t.Helper()
	var list []id.Participant
	for i := range 8 {
		list = append(list, b.allocated(fmt.Sprint("Sam", i), []string{"peer_support", "workbook_alone"}[i%2]))
	}
	b.later(400)
	for n, i := range []int{0, 1, 3, 5} {
		b.records(list[i], admitted(fmt.Sprint("stay", n), 100+n))
	}
	b.records(list[2], admitted("early", 20))
	return list
}

func TestAClosedStudyIsCountedByArmAndByEachDefinition(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		b.few()
		b.closes()
		b.closes() // the second tap
		r, err := b.study.SeeReport(ctx, b.staff("Ana", authz.Analyst), named[id.Study](thisStudy))
		b.ok(err)
		var got []string
		for _, f := range r.Findings {
			got = append(got, fmt.Sprintf("%s %s %s", f.Outcome.Key, f.Compared.Arms[0], f.Compared.Arms[1]))
		}
		if want := "after_course 1/4 3/4, within_year 2/4 3/4"; strings.Join(got, ", ") != want {
			t.Errorf("counted %s, not %s", strings.Join(got, ", "), want)
		}
		b.whole()
	})
}

// While a study is open nobody reads a figure by arm; once it is closed, those
// who answer for it do, and nobody who is masked, whatever else they are.
func TestNobodySeesAnArmsFiguresWhileAStudyIsOpen(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		sam := b.few()[0]
		s := named[id.Study](thisStudy)
		everybody := map[string]authz.Actor{"participant": {Account: "p", Organisation: b.org, Participant: sam}}
		for _, role := range authz.Roles() {
			everybody[string(role)] = b.staff(string(role), role)
		}
		everybody["lead and assessor"] = b.staff("two hats", authz.Lead, authz.Assessor)
		elsewhere := b.staff("away", authz.Lead)
		elsewhere.Organisation = "another"
		everybody["lead elsewhere"] = elsewhere
		mayLearn := map[string]bool{"lead": true, "coordinator": true, "analyst": true, "governance": true}
		told := func(closed bool) {
			for name, who := range everybody {
				_, err := b.study.SeeReport(ctx, who, s)
				switch {
				case closed && mayLearn[name]:
					b.ok(err)
				case mayLearn[name] || name == "lead and assessor":
					b.fails(name, err, fault.Denied)
				default:
					b.fails(name, err, fault.NotFound)
				}
			}
		}
		told(false)
		b.closes()
		told(true)
		b.whole()
	})
}

func TestAStudyIsNotClosedWhileSomebodyIsFollowedUp(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		b.allocated("Sam", "peer_support")
		b.later(10)
		b.allocated("Jo", "workbook_alone")
		b.later(360)
		s := named[id.Study](thisStudy)
		_, is := fault.AsProblems(b.study.CloseStudy(ctx, b.lena(), s))
		if !is {
			t.Error("the study closed before everybody's follow-up was over")
		}
		for _, role := range []authz.Role{authz.Coordinator, authz.Analyst, authz.Governance} {
			b.fails(string(role), b.study.CloseStudy(ctx, b.staff("x", role), s), fault.Denied)
		}
		b.fails("the assessor", b.study.CloseStudy(ctx, b.mei(), s), fault.NotFound)
		b.later(10)
		b.closes()
	})
}

func TestTheFlowOfAStudyAddsUp(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		decide := func(name, reason string) {
			sam := b.referred(name)
			b.ok(b.care.Screen(ctx, b.lena(), sam, pathway.Decision{ID: named[id.Decision](name),
				Verdict: pathway.Decline, Reason: reason}))
		}
		b.referred("waiting")
		decide("far", "out_of_area")
		decide("far too", "out_of_area")
		decide("late", "left_too_long_ago")
		b.agreed("agreed")
		no := b.referred("no")
		b.ok(b.care.Screen(ctx, b.lena(), no, pathway.Decision{ID: named[id.Decision]("no"), Verdict: pathway.Accept}))
		b.ok(b.care.RecordDeclining(ctx, b.cora(), no, pathway.Declining{ID: named[id.Declining]("no"),
			On: date("2025-01-06")}))
		b.allocated("in", "peer_support")
		gone := b.allocated("gone", "workbook_alone")
		b.ok(b.care.RecordWithdrawal(ctx, b.cora(), gone, pathway.Withdrawal{ID: named[id.Withdrawal]("gone"),
			Scope: pathway.Wholly, On: date("2025-01-06")}))
		o, err := b.study.SeeStudy(ctx, b.cora(), named[id.Study](thisStudy))
		b.ok(err)
		f := o.Flow
		if f.Assessed != 8 || f.Excluded() != 4 || f.SaidNo != 1 || f.Waiting != 2 || f.Allocated != 2 || f.Withdrew != 1 ||
			f.Running != 1 || f.Brought != 0 {
			t.Errorf("%+v", f)
		}
		if len(f.Declined) != 2 || f.Declined[1].Reason != "out_of_area" || f.Declined[1].People != 2 {
			t.Errorf("declined: %+v", f.Declined)
		}
	})
}

// A page costs the same number of reads however many people are in the study.
func TestTheReportCostsTheSameReadsFor35AndFor105(t *testing.T) {
	storetest.InTheWholeRun(t)
	onEachEngine(t, func(t *testing.T, b *bench) {
		s := named[id.Study](thisStudy)
		people := 0
		grow := func(to int) {
			for ; people < to; people++ {
				sam := b.allocated(fmt.Sprint("Sam", people), []string{"peer_support", "workbook_alone"}[people%2])
				if people%3 == 0 {
					stay := admitted(fmt.Sprint("stay", people), -20)
					stay.Sure = fault.SureOf("started_on") // it was before the discharge
					b.records(sam, stay)
				}
			}
		}
		cost := func(do func(ctx context.Context) error) int64 {
			var n store.Cost
			b.ok(do(store.Counting(context.Background(), &n)))
			return n.Queries.Load()
		}
		// A report that may be read would close the study to newcomers: its
		// reads are those of closing it, which is refused, and of the overview.
		closing := func(ctx context.Context) error {
			_, refused := fault.AsProblems(b.study.CloseStudy(ctx, b.lena(), s))
			if !refused {
				t.Error("the study closed")
			}
			return nil
		}
		see := func(ctx context.Context) error { _, err := b.study.SeeStudy(ctx, b.cora(), s); return err }
		list := func(ctx context.Context) error {
			_, err := b.study.ListFollowUps(ctx, b.mei(), trial.CallNow, programme.Page{})
			return err
		}
		grow(35)
		before := []int64{cost(see), cost(closing), cost(list)}
		grow(105)
		after := []int64{cost(see), cost(closing), cost(list)}
		if fmt.Sprint(before) != fmt.Sprint(after) {
			t.Errorf("35 people cost %v reads, 105 cost %v", before, after)
		}
		b.later(400)
		b.closes()
		report := cost(func(ctx context.Context) error { _, err := b.study.SeeReport(ctx, b.cora(), s); return err })
		if want := before[0] + 1; report != want { // the study's key, and the allocations, and no follow-ups
			t.Errorf("the report costs %d reads, not %d", report, want)
		}
	})
}

// Whatever the assessor can do, no query of it names the table that holds the
// arms. The list of use cases is read from the code, so that a new one has to
// be thought of here.
func TestNothingThatTheAssessorReachesReadsAnArm(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		sam := b.allocated("Sam", "peer_support")
		b.later(30)
		b.records(sam, admitted("first", 12))
		s := named[id.Study](thisStudy)
		correction := admitted("second", 13)
		correction.Replaces = named[id.Episode]("first")
		tried := map[string]func(context.Context) error{
			"OpenStudy": func(ctx context.Context) error { return b.study.OpenStudy(ctx, b.mei(), b.aStudy()) },
			"BringAllocation": func(ctx context.Context) error {
				return b.study.BringAllocation(ctx, b.mei(), b.allocation(sam, "workbook_alone"))
			},
			"ListStudies": func(ctx context.Context) error {
				_, err := b.study.ListStudies(ctx, b.mei(), programme.Page{})
				return err
			},
			"SeeStudy":   func(ctx context.Context) error { _, err := b.study.SeeStudy(ctx, b.mei(), s); return err },
			"AskClosing": func(ctx context.Context) error { _, err := b.study.AskClosing(ctx, b.mei(), s); return err },
			"CloseStudy": func(ctx context.Context) error { return b.study.CloseStudy(ctx, b.mei(), s) },
			"SeeReport":  func(ctx context.Context) error { _, err := b.study.SeeReport(ctx, b.mei(), s); return err },
			"FindFollowUps": func(ctx context.Context) error {
				_, err := b.study.FindFollowUps(ctx, b.mei(), "example")
				return err
			},
			"ListFollowUps": func(ctx context.Context) error {
				_, err := b.study.ListFollowUps(ctx, b.mei(), trial.CallNow, programme.Page{})
				return err
			},
			"SeeFollowUp": func(ctx context.Context) error { _, err := b.study.SeeFollowUp(ctx, b.mei(), sam); return err },
			"RecordEpisode": func(ctx context.Context) error {
				return b.study.RecordEpisode(ctx, b.mei(), sam,
					admitted("new", 20))
			},
			"CorrectEpisode": func(ctx context.Context) error { return b.study.CorrectEpisode(ctx, b.mei(), sam, correction) },
			"RecordCall": func(ctx context.Context) error {
				return b.study.RecordCall(ctx, b.mei(), sam, b.called("a call", sam, outcome.CallNoAnswer))
			},
			"CorrectCall": func(ctx context.Context) error {
				c := b.called("a correction", sam, outcome.CallAnswered)
				c.Replaces = named[id.Call]("a call")
				return b.study.CorrectCall(ctx, b.mei(), sam, c)
			},
		}
		allowed := 0
		b.later(400)
		b.works()
		names := useCases(t)
		slices.Sort(names) // a call is recorded after
		slices.Reverse(names)
		for _, name := range names {
			do, known := tried[name]
			if !known && name != "Works" {
				t.Fatalf("nothing here tries %s as an assessor", name)
			}
			if name == "Works" {
				continue // the service's own, watched on its way here
			}
			asked := 0
			err := do(store.Watching(context.Background(), func(query string) {
				asked++
				if what, reveals := store.ReadsArm(query); reveals {
					t.Errorf("%s as an assessor reads %s in\n%s", name, what, query)
				}
			}))
			if asked == 0 {
				t.Errorf("%s was not watched", name)
			}
			if err == nil {
				allowed++
			}
		}
		if allowed != 7 {
			t.Errorf("the assessor may do %d of these, not 7", allowed)
		}
		// What watches does see the table when it is read.
		seen := false
		b.ok(func() error {
			jo := b.agreed("Jo")
			return b.study.BringAllocation(store.Watching(context.Background(),
				func(q string) { seen = seen || strings.Contains(q, "INTO allocation") }), b.setup(),
				b.allocation(jo, "workbook_alone"))
		}())
		if !seen {
			t.Error("an allocation was written and not seen")
		}
	})
}

// useCases are the exported methods of the area, as the files have them.
func useCases(t *testing.T) (names []string) {
	t.Helper()
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	method := regexp.MustCompile(`(?m)^func \(s \*Study\) ([A-Z]\w+)\(`)
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		text, err := os.ReadFile(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range method.FindAllStringSubmatch(string(text), -1) {
			names = append(names, m[1])
		}
	}
	return names
}
