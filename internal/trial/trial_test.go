package trial

import (
	"testing"

	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/programme"
)

func day(s string) programme.Date {
	d, err := programme.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func aDefinition() programme.Definition {
	return programme.Definition{
		Key: "p", Version: 1, Sessions: 10, CadenceDays: 7,
		Arms: []programme.Arm{{Key: "visits", Name: "Visits", Visits: true}, {Key: "alone", Name: "Alone"}},
		Outcomes: []programme.OutcomeDefinition{
			{Key: "year", From: programme.FromAllocation, WithinMonths: 12, Kinds: programme.EpisodeKinds()},
			{Key: "after", From: programme.FromPlannedEnd, WithinMonths: 6, Kinds: programme.EpisodeKinds()},
		},
	}
}

func aStudy() Study {
	return Study{ID: "s", Name: "A study", Definition: programme.Version{Programme: "p", Number: 1}, Primary: "after",
		OpenedOn: day("2026-01-05")}
}

func someone(key, arm, allocated string, episodes ...outcome.Episode) Subject {
	return Subject{Participant: id.Participant(key), Arm: arm, AllocatedOn: day(allocated),
		Discharged: day(allocated).AddDays(-5), State: programme.Consented,
		Under: programme.Version{Programme: "p", Number: 1}, Episodes: episodes}
}

func admitted(on string) outcome.Episode {
	return outcome.Episode{ID: id.Episode(on), Kind: programme.HospitalAdmission, StartedOn: day(on),
		Certainty: outcome.Confirmed}
}

func TestAStudyHasTwoArmsAndAnOutcomeOfItsOwnProgramme(t *testing.T) {
	d, today := aDefinition(), day("2026-11-23")
	if p := aStudy().Check(d, today); p.Any() {
		t.Fatal(p)
	}
	for field, change := range map[string]func(*Study, *programme.Definition){
		"id":         func(s *Study, _ *programme.Definition) { s.ID = "" },
		"name":       func(s *Study, _ *programme.Definition) { s.Name = " " },
		"definition": func(_ *Study, d *programme.Definition) { d.Arms = d.Arms[:1] },
		"primary":    func(s *Study, _ *programme.Definition) { s.Primary = "never" },
		"opened_on":  func(s *Study, _ *programme.Definition) { s.OpenedOn = day("2026-11-24") },
		"closed_on":  func(s *Study, _ *programme.Definition) { s.ClosedOn = today },
	} {
		s, e := aStudy(), aDefinition()
		change(&s, &e)
		if p := s.Check(e, today); len(p) != 1 || p[0].Field != field {
			t.Errorf("%s: %v", field, p)
		}
	}
}

func TestNobodyIsAllocatedBeforeAStudyOpensOrOnceItIsClosed(t *testing.T) {
	d, s, today := aDefinition(), aStudy(), day("2026-11-23")
	good := Allocation{ID: "a", Participant: "sam", Study: "s", Arm: "alone", On: day("2026-01-05")}
	if p := good.Check(s, d, today); p.Any() {
		t.Fatal(p)
	}
	closed := s
	closed.ClosedOn = today
	for _, c := range []struct {
		field  string
		study  Study
		change func(*Allocation)
	}{
		{"arm", s, func(a *Allocation) { a.Arm = "another" }},
		{"on", s, func(a *Allocation) { a.On = day("2026-01-04") }},
		{"on", s, func(a *Allocation) { a.On = day("2026-11-24") }},
		{"on", s, func(a *Allocation) { a.On = programme.Date{} }},
		{"study", closed, func(*Allocation) {}},
	} {
		a := good
		c.change(&a)
		if p := a.Check(c.study, d, today); len(p) != 1 || p[0].Field != c.field {
			t.Errorf("%s: %v", c.field, p)
		}
	}
	for _, state := range programme.States() {
		agreed := state == programme.Consented || state == programme.WithoutVisits || state == programme.Withdrawn
		if MayJoin(state) != agreed {
			t.Errorf("somebody %s may join: %v", state, MayJoin(state))
		}
	}
}

// Somebody who withdrew, and somebody who had visits without being allocated
// to them, stay in the arm they were allocated to.
func TestEverybodyAllocatedIsCountedInTheArmTheyWereAllocatedTo(t *testing.T) {
	d, today := aDefinition(), day("2027-06-01")
	short := admitted("2026-02-01")
	short.EndedOn = day("2026-02-05") // over before the planned end
	gone := someone("gone", "visits", "2026-01-10", short)
	gone.State = programme.Withdrawn
	hearsay := admitted("2026-05-01")
	hearsay.Certainty = outcome.Unconfirmed
	people := []Subject{
		gone, someone("b", "visits", "2026-01-10"), someone("c", "alone", "2026-01-10", admitted("2026-04-01")),
		someone("d", "alone", "2026-01-10", hearsay),
		someone("e", "visits", "2026-01-10", admitted("2027-01-11")), // the day after the year
	}
	arms, err := ByArm(d.Outcomes[0], d, people, today)
	if err != nil {
		t.Fatal(err)
	}
	want := [2]Tally{{People: 3, Relapsed: 1, Withdrew: 1, Over: 3}, {People: 2, Relapsed: 1, Pending: 1, Over: 2}}
	if arms[0].Arm.Key != "visits" || arms[0].Tally != want[0] || arms[1].Tally != want[1] {
		t.Errorf("%+v", arms)
	}
	after, err := ByArm(d.Outcomes[1], d, people, today)
	if err != nil || after[0].Relapsed != 0 || after[1].Relapsed != 1 {
		t.Errorf("after the planned end: %+v, %v", after, err)
	}
	lost := append(people, someone("f", "", "2026-01-10"))
	if _, err := ByArm(d.Outcomes[0], d, lost, today); fault.Of(err) != fault.Internal {
		t.Errorf("somebody in no arm is passed over: %v", err)
	}
}

func TestAStudyClosesTheDayAfterTheLastWindowAndNotBefore(t *testing.T) {
	d := aDefinition()
	people := []Subject{someone("a", "visits", "2026-01-10"), someone("b", "alone", "2026-02-20")}
	for today, running := range map[string]int{"2027-01-10": 2, "2027-01-11": 1, "2027-02-20": 1, "2027-02-21": 0} {
		p, err := CheckClosing(d, people, day(today))
		if err != nil || len(p) != min(1, running) || running > 0 && p[0].Args[0] != running {
			t.Errorf("on %s: %v, %v", today, p, err)
		}
	}
	if p, _ := CheckClosing(d, people[:1], day("2030-01-01")); len(p) != 1 || p[0].Key != "study.close.nobody" {
		t.Errorf("with an empty arm: %v", p)
	}
}

func TestTheFlowAddsUpWhereverPeopleStand(t *testing.T) {
	d := aDefinition()
	rapid.Check(t, func(t *rapid.T) {
		outside := NotAllocated{Stages: map[programme.State]int{}}
		for _, s := range programme.States() {
			outside.Stages[s] = rapid.IntRange(0, 40).Draw(t, string(s))
		}
		left := outside.Stages[programme.Declined]
		for _, reason := range []string{"x", "y"} {
			n := rapid.IntRange(0, left).Draw(t, reason)
			outside.Declined = append(outside.Declined, ReasonCount{reason, n})
			left -= n
		}
		outside.Declined = append(outside.Declined, ReasonCount{"z", left})
		var people []Subject
		for range rapid.IntRange(0, 30).Draw(t, "allocated") {
			who := someone("a", "visits", "2026-01-10")
			who.AllocatedOn = who.AllocatedOn.AddDays(rapid.IntRange(0, 700).Draw(t, "day"))
			who.State = rapid.SampledFrom([]programme.State{programme.Consented, programme.WithoutVisits,
				programme.Withdrawn}).Draw(t, "state")
			people = append(people, who)
		}
		f, err := FlowOf(d, outside, people, day("2027-06-01"))
		if err != nil {
			t.Fatal(err)
		}
		if f.Assessed != f.Excluded()+f.Waiting+f.Allocated || f.Allocated != f.Running+f.Complete+f.Withdrew {
			t.Fatalf("%+v does not add up", f)
		}
	})
}

func TestACorrectionNamesAnEntryThatStillHolds(t *testing.T) {
	first, second := admitted("2026-02-01"), admitted("2026-02-03")
	second.Replaces = first.ID
	again := outcome.Episode{ID: "x", Replaces: second.ID}
	if p := CheckCorrection(again, []outcome.Episode{first, second}); p.Any() {
		t.Error(p)
	}
	for name, of := range map[string]id.Episode{"corrected already": first.ID, "somebody else's": "y", "nothing": ""} {
		again.Replaces = of
		if p := CheckCorrection(again, []outcome.Episode{first, second}); len(p) != 1 || p[0].Field != "replaces" {
			t.Errorf("%s: %v", name, p)
		}
	}
}

func TestTheStudysOwnOutcomeComesFirst(t *testing.T) {
	d := aDefinition()
	list := aStudy().Outcomes(d)
	if len(list) != 2 || list[0].Key != "after" || list[1].Key != "year" {
		t.Errorf("%+v", list)
	}
}
