package store

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/stats"
	"footbridge.org/footbridge/internal/store/rows"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/workforce"
)

// reportedSteps are what moves the report's figures, besides facts.
var reportedSteps = []func(h *history, o *lived){
	(*history).agree, (*history).agree, (*history).visit, (*history).visit, (*history).enterStudy, (*history).followUp,
	(*history).followUp,
}

// agree has somebody consent to all that the programme asks.
func (h *history) agree(o *lived) {
	sam, v := newcomer(h, o), pathway.Consent{ID: named[id.Consent](h.name("agreed")), How: pathway.OnPaper, At: h.now()}
	d, err := content.Latest("crisis-peer-support")
	ok(h.t, err)
	for _, item := range d.Consent {
		v.Items = append(v.Items, pathway.ItemAnswer{Item: item.Key, Version: item.Version, Given: true})
	}
	of := programme.FirstCourse(sam)
	v.Participant = sam
	h.about(o, sam, func(tx *Tx) error {
		ok(h.t, tx.Screenings(of).Add(tx, pathway.Decision{ID: named[id.Decision](h.name("yes")), Verdict: pathway.Accept}))
		ok(h.t, tx.Invitations(of).Add(tx, pathway.Invitation{ID: named[id.Invitation](h.name("asked")),
			Participant: sam, On: h.today()}))
		return tx.Consents(of).Add(tx, v)
	})
	h.about(o, sam, func(tx *Tx) error {
		return tx.Matches(of).Add(tx, workforce.Match{ID: named[id.Match](h.name("match")), Participant: sam,
			Worker: pick(h, o.accounts), On: h.today()})
	})
}

// visit is one of the programme's, planned or held.
func (h *history) visit(o *lived) {
	sam := pick(h, o.people)
	h.about(o, sam, func(tx *Tx) error {
		person, err := tx.FindPerson(sam)
		ok(h.t, err)
		a := course.PlannedAppointment{ID: named[id.Appointment](h.name("planned")), Session: 1 + h.rng.IntN(10)}
		a.Worker, a.Start = o.accounts[0], h.now()
		ok(h.t, tx.CourseFacts(person.CurrentCourse()).Add(tx, course.Fact{Planned: &a}))
		if h.rng.IntN(4) == 0 {
			return nil
		}
		v := course.Visit{ID: named[id.Visit](h.name("visit")), Appointment: a.ID, Outcome: course.Attended,
			StartedAt: a.Start.AddDate(0, 0, h.rng.IntN(20)-3)}
		return tx.CourseFacts(person.CurrentCourse()).Add(tx, course.Fact{Visited: &v})
	})
}

// enterStudy has somebody be in a study, or no longer be.
func (h *history) enterStudy(o *lived) {
	sam := pick(h, o.people)
	h.about(o, sam, func(tx *Tx) error {
		return tx.q.SetStudy(tx.ctx, rows.SetStudyParams{ID: string(sam), OrganisationID: string(o.id),
			Study: h.rng.IntN(2) == 0})
	})
}

// followUp is one that falls due, or becomes of it what it may.
func (h *history) followUp(o *lived) {
	sam := pick(h, o.people)
	h.about(o, sam, func(tx *Tx) error {
		person, err := tx.FindPerson(sam)
		ok(h.t, err)
		f := outcome.DueFollowUp{Outcome: h.name("outcome"), From: h.today(), Until: h.today(), DueOn: h.today()}
		ok(h.t, tx.AwaitFollowUps(person.CurrentCourse(), "", []outcome.DueFollowUp{f}, time.UTC))
		if h.rng.IntN(4) == 0 {
			return nil
		}
		f.ID = id.From[id.FollowUp]([16]byte(tx.draw("follow_up//"+string(person.CurrentCourse().ID)+"/"+f.Outcome, 16)))
		return tx.SetFollowUp(sam, f, outcome.FollowUpStanding{State: pick(h, []outcome.FollowUpState{
			outcome.FollowUpDue, outcome.FollowUpDone}), Last: h.today()})
	})
}

// reportOn is what the service report says on a day, by the counters and by the facts.
func reportOn(t *testing.T, db *DB, o *lived, today programme.Date) (counted, worked string) {
	t.Helper()
	look, err := db.View(t.Context(), o.id)
	ok(t, err)
	defer look.Close()
	c, err := look.counts(string(o.id))
	ok(t, err)
	if !c.kept() {
		t.Fatal("nothing is counted")
	}
	teams, err := look.ListTeams()
	ok(t, err)
	var order []id.Team
	for _, team := range teams {
		order = append(order, team.ID)
	}
	said := func(all stats.Counters, err error) string {
		ok(t, err)
		r, err := all.Report(c.by, order, today)
		return fmt.Sprintf("%d people, %+v, %v", all.People(), r, err)
	}
	return said(look.FindServiceCounters(today)), said(look.countAnew(c))
}

// Whatever happens, in whichever order, the report gives what the facts do, on every day.
func TestTheServiceReportGivesWhatTheFactsDo(t *testing.T) {
	storetest.InTheWholeRun(t)
	for seed := range deep(2, 12) {
		each(t, func(t *testing.T, db *DB) {
			h := live(t, db, uint64(500+seed), 10)
			steps := append(slices.Clone(facts), reportedSteps...)
			for range 40 {
				for range 3 {
					pick(h, steps)(h, pick(h, h.orgs))
				}
				h.n += h.rng.IntN(24 * 10) // hours: the time for some people's visits passes on the way
				o := pick(h, h.orgs)
				today := h.today().AddDays(h.rng.IntN(400) - 50)
				if counted, worked := reportOn(t, db, o, today); counted != worked {
					t.Fatalf("on %v counted:\n%s\nworked out:\n%s", today, counted, worked)
				}
			}
			ok(t, wholeness(t, db))
		})
	}
}

// Ten people of one team whose facts come at once are all counted.
func TestTenPeopleOfATeamAreCountedAtOnce(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		h := live(t, db, 7, 0)
		o := h.orgs[0]
		var people []id.Participant
		for range 10 {
			people = append(people, newcomer(h, o))
		}
		errs := make([]error, len(people))
		var all sync.WaitGroup
		for i, sam := range people {
			all.Go(func() {
				tx, err := db.Begin(t.Context(), o.id)
				if err != nil {
					errs[i] = err
					return
				}
				defer tx.Close()
				tx.Stamp(noon.AddDate(0, 0, i), "tester")
				tx.rec.bind(ofParticipant, string(sam))
				a := course.PlannedAppointment{ID: named[id.Appointment](fmt.Sprint("at once", i)), Session: 1}
				errs[i] = errors.Join(
					tx.Screenings(programme.FirstCourse(sam)).Add(tx.Tx, pathway.Decision{
						ID: named[id.Decision](fmt.Sprint("at once", i)), Verdict: pathway.Accept}),
					tx.CourseFacts(programme.FirstCourse(sam)).Add(tx.Tx, course.Fact{Planned: &a}),
					tx.Commit(audit.Entry{At: noon, Actor: "tester", Action: "all.at_once", SubjectKind: "organisation",
						Subject: string(o.id)}))
			})
		}
		all.Wait()
		ok(t, errors.Join(errs...))
		if counted, worked := reportOn(t, db, o, h.today().AddDays(30)); counted != worked {
			t.Errorf("counted:\n%s\nworked out:\n%s", counted, worked)
		}
		ok(t, wholeness(t, db))
	})
}

// Another build of the program counts by another programme. What this one changes meanwhile
// it can't count: the report says what the facts do until all is counted anew.
func TestWhatWasCountedByAnotherProgrammeIsCountedAnew(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		h := live(t, db, 9, 0)
		o := h.orgs[0]
		h.agree(o)
		before, _ := reportOn(t, db, o, h.today())
		look, err := db.View(t.Context(), o.id)
		ok(t, err)
		c, err := look.counts(string(o.id))
		ok(t, err)
		was, err := look.FindServiceCounters(h.today())
		ok(t, err)
		look.Close()
		row, err := c.sealed(ofBasis, "", counterWords{Basis: basis{programme.Version{
			Programme: "crisis-peer-support-study", Number: 1}, "Europe/London"}})
		ok(t, err)
		_, err = db.write.Exec("UPDATE counter SET sealed = $1 WHERE organisation_id = $2 AND kind = 'basis'", row.Sealed,
			string(o.id))
		ok(t, err)
		stays := newcomer(h, o)
		look, err = db.View(t.Context(), o.id)
		ok(t, err)
		c, err = look.counts(string(o.id))
		ok(t, err)
		all, err := look.FindServiceCounters(h.today())
		ok(t, err)
		if c.kept() || all.People() != was.People()+1 {
			t.Errorf("%d people, and one more than %d are there", all.People(), was.People())
		}
		look.Close()
		if n := count(t, db, "counter WHERE organisation_id = '"+string(o.id)+"'"); n != 1 {
			t.Errorf("%d counters are kept that nobody keeps up", n)
		}
		ok(t, wholeness(t, db))
		ok(t, db.CountAnew(t.Context()))
		counted, worked := reportOn(t, db, o, h.today())
		if counted != worked || counted == before {
			t.Errorf("with %s counted:\n%s\nworked out:\n%s", stays, counted, worked)
		}
		ok(t, wholeness(t, db))
	})
}
