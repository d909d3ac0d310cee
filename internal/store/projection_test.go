package store

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/rows"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/workforce"
)

// facts are the steps of a history that what is projected is made of. They ask
// nobody whether the fact may be: what the tables refuse changes nothing.
var facts = []func(h *history, o *lived){
	(*history).invite, (*history).consent, (*history).sayNo, (*history).withdraw, (*history).match, (*history).endMatch,
	(*history).tellOfMatch, (*history).plan, (*history).live, (*history).end, (*history).putRight, (*history).undo,
	(*history).comeBack, (*history).takeBack, (*history).cover, (*history).hold,
	(*history).join, (*history).join,
}

func (h *history) today() programme.Date { return programme.Of(noon, time.UTC) }

func (h *history) about(o *lived, sam id.Participant, do func(*Tx) error) {
	h.t.Helper()
	h.change(o, "about.somebody", string(sam), func(tx *Tx) { ok(h.t, do(tx)) })
}

// putRight moves somebody's discharge, by which lists are ordered, and their name,
// by which they are found.
func (h *history) putRight(o *lived) {
	sam := pick(h, o.people)
	h.about(o, sam, func(tx *Tx) error {
		person, err := tx.FindPerson(sam)
		ok(h.t, err)
		c := pathway.Correction{ID: named[id.Correction](h.name("correction")), Topic: pathway.AboutCare}
		c.Is.Care.DischargeDate = h.today().AddDays(h.rng.IntN(20))
		if h.rng.IntN(2) == 0 {
			c.Topic, c.Is = pathway.AboutIdentity, pathway.Known{Identity: person.Identity}
			c.Is.Identity.FamilyName = h.name("Nightingale")
		}
		ok(h.t, tx.Corrections(sam).Add(tx, c))
		return tx.PutRight(person, c)
	})
}

func (h *history) invite(o *lived) {
	sam := pick(h, o.people)
	on := h.today().AddDays(h.rng.IntN(20))
	v := pathway.Invitation{ID: named[id.Invitation](h.name("invitation")), Participant: sam, On: on,
		How: pathway.InPerson}
	h.about(o, sam, func(tx *Tx) error { return tx.Invitations(programme.FirstCourse(sam)).Add(tx, v) })
}

func (h *history) consent(o *lived) {
	sam := pick(h, o.people)
	v := pathway.Consent{ID: named[id.Consent](h.name("consent")), Participant: sam, How: pathway.OnPaper, At: noon}
	h.about(o, sam, func(tx *Tx) error { return tx.Consents(programme.FirstCourse(sam)).Add(tx, v) })
}

func (h *history) sayNo(o *lived) {
	sam := pick(h, o.people)
	v := pathway.Declining{ID: named[id.Declining](h.name("declining")), Participant: sam, On: h.today()}
	h.about(o, sam, func(tx *Tx) error { return tx.Declinings(programme.FirstCourse(sam)).Add(tx, v) })
}

func (h *history) withdraw(o *lived) {
	sam := pick(h, o.people)
	scope := pick(h, []pathway.Scope{pathway.FromVisitsOnly, pathway.FromVisitsOnly, pathway.Wholly})
	v := pathway.Withdrawal{ID: named[id.Withdrawal](h.name("withdrawal")), Participant: sam, Scope: scope, On: h.today()}
	h.about(o, sam, func(tx *Tx) error { return tx.Withdrawals(programme.FirstCourse(sam)).Add(tx, v) })
}

func (h *history) match(o *lived) {
	sam := pick(h, o.people)
	m := workforce.Match{ID: named[id.Match](h.name("match")), Participant: sam,
		Worker: pick(h, o.accounts), On: h.today()}
	h.about(o, sam, func(tx *Tx) error { return tx.Matches(programme.FirstCourse(sam)).Add(tx, m) })
	h.matched = append(h.matched, m)
}

// comeBack is somebody new who was visited, and is referred again.
func (h *history) comeBack(o *lived) {
	sam := newcomer(h, o)
	h.visitedBefore(o, sam)
	h.referAgain(o, sam)
}

// takeBack is somebody likewise, whose referrals their team takes back: the last of them not
// always.
func (h *history) takeBack(o *lived) {
	sam := newcomer(h, o)
	h.visitedBefore(o, sam)
	for range 1 + h.rng.IntN(3) {
		again := h.referAgain(o, sam)
		if h.rng.IntN(4) == 0 {
			return
		}
		h.about(o, sam, func(tx *Tx) error {
			of := programme.CourseOfSupport{Participant: sam, ID: id.Course(again)}
			ok(h.t, tx.Screenings(of).Add(tx, pathway.TakingBack(named[id.Decision](h.name("back")), "a slip")))
			now, err := tx.FindToldApart(sam)
			ok(h.t, err)
			return tx.ReopenCourse(now, programme.FirstCourse(sam))
		})
	}
}

func (h *history) visitedBefore(o *lived, sam id.Participant) {
	h.t.Helper()
	h.about(o, sam, func(tx *Tx) error {
		m := workforce.Match{ID: named[id.Match](h.name("match")), Participant: sam, Worker: o.accounts[0], On: h.today()}
		f := course.Fact{Planned: &course.PlannedAppointment{ID: named[id.Appointment](h.name("appointment"))}}
		ok(h.t, tx.Matches(programme.FirstCourse(sam)).Add(tx, m))
		ok(h.t, tx.CourseFacts(programme.FirstCourse(sam)).Add(tx, f))
		return h.heldIn(tx, programme.FirstCourse(sam), o.accounts[0])
	})
}

func (h *history) referAgain(o *lived, sam id.Participant) id.Referral {
	h.t.Helper()
	again := named[id.Referral](h.name("again"))
	h.about(o, sam, func(tx *Tx) error {
		before, err := tx.FindToldApart(sam)
		ok(h.t, err)
		return tx.AddReferralAgain(before, pathway.Referral{ID: again, Participant: sam,
			Team: before.Team, DefinitionVersion: before.Definition, Identity: before.Identity,
			Contact: before.Contact, DischargeDate: h.today()}, false)
	})
	return again
}

// endMatch ends a match, which may have ended before.
func (h *history) endMatch(o *lived) {
	m := h.matchOf(o)
	e := workforce.MatchEnded{ID: named[id.MatchEnd](h.name("end")), Match: m.ID,
		Participant: m.Participant, On: h.today()}
	h.about(o, m.Participant, func(tx *Tx) error { return tx.MatchEnds(programme.FirstCourse(m.Participant)).Add(tx, e) })
}

// tellOfMatch tells the person of a match, or has them ask for another worker.
func (h *history) tellOfMatch(o *lived) {
	m := h.matchOf(o)
	asked := workforce.MatchAsked{ID: named[id.MatchAsk](h.name("asked")), Match: m.ID, Participant: m.Participant}
	f := workforce.MatchFact{Asked: &asked}
	if h.rng.IntN(2) == 0 {
		f = workforce.MatchFact{Told: &workforce.MatchTold{
			ID: named[id.MatchTold](h.name("told")), Participant: m.Participant, How: workforce.ToldByPhone, On: h.today(),
			MatchNews: workforce.MatchNews{Match: m.ID, Of: workforce.MatchBegins, Party: workforce.ThePerson},
		}}
	}
	h.about(o, m.Participant, func(tx *Tx) error {
		return tx.MatchFacts(programme.FirstCourse(m.Participant),
			m.ID).Add(tx, f)
	})
}

// matchOf is any match of an organisation's people.
func (h *history) matchOf(o *lived) workforce.Match {
	of := func(m workforce.Match) bool { return slices.Contains(o.people, m.Participant) }
	if !slices.ContainsFunc(h.matched, of) {
		h.match(o)
	}
	return pick(h, slices.DeleteFunc(slices.Clone(h.matched), func(m workforce.Match) bool { return !of(m) }))
}

func (h *history) plan(o *lived) {
	sam := pick(h, o.people)
	f := course.Fact{Planned: &course.PlannedAppointment{ID: named[id.Appointment](h.name("appointment"))}}
	h.about(o, sam, func(tx *Tx) error { return tx.CourseFacts(programme.FirstCourse(sam)).Add(tx, f) })
}

// cover has somebody else make one visit, in the course that somebody is in now.
func (h *history) cover(o *lived) {
	sam := pick(h, o.people)
	a := course.PlannedAppointment{ID: named[id.Appointment](h.name("covered")), Session: 1 + h.rng.IntN(1<<20)}
	a.Worker, a.Start = pick(h, o.accounts), noon
	m := course.Move{ID: named[id.Move](h.name("cover")), Appointment: a.ID, From: a.Start, To: a.Arrangement,
		Instead: a.Worker}
	m.To.Worker, m.To.Covers = pick(h, o.accounts), a.Worker
	h.about(o, sam, func(tx *Tx) error {
		person, err := tx.FindPerson(sam)
		ok(h.t, err)
		ok(h.t, tx.CourseFacts(person.CurrentCourse()).Add(tx, course.Fact{Planned: &a}))
		return tx.CourseFacts(person.CurrentCourse()).Add(tx, course.Fact{Moved: &m})
	})
}

// hold is a visit that was held, in the course that somebody is in now.
func (h *history) hold(o *lived) {
	sam := pick(h, o.people)
	h.about(o, sam, func(tx *Tx) error {
		person, err := tx.FindPerson(sam)
		ok(h.t, err)
		return h.heldIn(tx, person.CurrentCourse(), pick(h, o.accounts))
	})
}

func (h *history) heldIn(tx *Tx, of programme.CourseOfSupport, worker id.Account) error {
	a := course.PlannedAppointment{ID: named[id.Appointment](h.name("held")), Session: 1 + h.rng.IntN(1<<20)}
	a.Worker, a.Start = worker, noon
	v := course.Visit{ID: named[id.Visit](h.name("visit")), Appointment: a.ID, Outcome: course.Attended,
		StartedAt: noon.AddDate(0, 0, h.rng.IntN(20))}
	ok(h.t, tx.CourseFacts(of).Add(tx, course.Fact{Planned: &a}))
	return tx.CourseFacts(of).Add(tx, course.Fact{Visited: &v})
}

func (h *history) live(o *lived) {
	sam := pick(h, o.people)
	kind := pick(h, append(life.Kinds(), life.GoingOn, life.GoingOn, life.DeathInError))
	e := life.Event{ID: named[id.LifeEvent](h.name("event")), Participant: sam, Kind: kind, On: h.today()}
	h.about(o, sam, func(tx *Tx) error { return tx.LifeEvents(sam, "").Add(tx, e) })
}

func (h *history) end(o *lived) {
	sam := pick(h, o.people)
	e := course.Ending{ID: named[id.Ending](h.name("ending")), Participant: sam, On: h.today()}
	for _, before := range h.ended {
		if before.Participant == sam {
			e.Replaces, e.InError = before.ID, h.rng.IntN(2) == 0
		}
	}
	h.ended = append(h.ended, e)
	h.about(o, sam, func(tx *Tx) error {
		return tx.EndingFacts(programme.FirstCourse(sam)).Add(tx, course.EndingFact{Ended: &e})
	})
}

// undo takes back a fact of somebody's of each of the two sorts: what has followed
// from it is asked elsewhere.
func (h *history) undo(o *lived) {
	sorts := map[bool][]undoableFact{}
	for _, sam := range o.people {
		h.about(o, sam, func(tx *Tx) error {
			for _, e := range h.enteredOf(tx, sam) {
				sorts[e.Kind.TellsOfVisits()] = append(sorts[e.Kind.TellsOfVisits()], undoableFact{sam, e})
			}
			return nil
		})
	}
	for _, sort := range []bool{false, true} {
		if len(sorts[sort]) == 0 {
			continue
		}
		f := pick(h, sorts[sort])
		u := pathway.Undoing{ID: named[id.Undoing](h.name("undoing")), Of: f.Entered, Why: "a slip"}
		h.about(o, f.of, func(tx *Tx) error { return tx.Undoings(f.of, u.Of.Kind).Add(tx, u) })
	}
}

type undoableFact struct {
	of id.Participant
	pathway.Entered
}

func (h *history) enteredOf(tx *Tx, sam id.Participant) (all []pathway.Entered) {
	of := programme.FirstCourse(sam)
	add := func(kind pathway.Undoable, list []storedFact, err error) {
		ok(h.t, err)
		for _, f := range list {
			all = append(all, pathway.Entered{Kind: kind, Fact: f.id})
		}
	}
	addAll(add, pathway.UndoDecision, screenings, tx, of)
	addAll(add, pathway.UndoInvitation, invitations, tx, of)
	addAll(add, pathway.UndoConsent, consents, tx, of)
	addAll(add, pathway.UndoDeclining, declinings, tx, of)
	addAll(add, pathway.UndoWithdrawal, withdrawals, tx, of)
	addAll(add, pathway.UndoMatch, matches, tx, of)
	addAll(add, pathway.UndoEnding, endingFacts, tx, of)
	addAll(add, pathway.UndoTelling, tellings, tx, of)
	addAll(add, pathway.UndoToldOfMatch, matchFacts, tx, of)
	addAll(add, pathway.UndoLife, lifeEvents, tx, sam)
	return all
}

func addAll[O Owner, F any](add func(pathway.Undoable, []storedFact, error), kind pathway.Undoable, j *Journal[O, F],
	tx *Tx, of O) {
	list, err := j.read(tx.ReadTx, of, j.sql.list, valuesOf(of)...)
	found := make([]storedFact, len(list))
	for i, f := range list {
		found[i] = f.row
	}
	add(kind, found, err)
}

// projectedTables hold what is projected.
var projectedTables = []string{"standing", "visiting", "waiting", "visited_before", "covering", "held_by", "visit_day",
	"joined_record", "reported"}

func projectedRows(t *testing.T, db *DB) (list []string) {
	t.Helper()
	for _, table := range append(slices.Clone(projectedTables), "counter") {
		var names []string
		for _, c := range columnsOf(t, db, table) {
			names = append(names, "coalesce(cast("+c.name+" AS TEXT), '-')")
		}
		found, err := db.read.Query("SELECT " + strings.Join(names, " || '/' || ") + " FROM " + table + " ORDER BY 1")
		ok(t, err)
		defer found.Close()
		for found.Next() {
			var row string
			ok(t, found.Scan(&row))
			if !strings.Contains(row, "/past/") { // summed up on the day of a change, and not when all is filled
				list = append(list, table+" "+row)
			}
		}
	}
	return list
}

// Whatever happens, what is projected is what the facts give, worked out by
// verify from nothing; and filling a database that has none gives the same.
func TestWhatIsProjectedIsWhatTheFactsGive(t *testing.T) {
	storetest.InTheWholeRun(t)
	seeds, found := deep(2, 12), map[string]int{}
	for seed := range seeds {
		each(t, func(t *testing.T, db *DB) {
			h := live(t, db, uint64(100+seed), 20)
			steps := []func(*history, *lived){(*history).refer, (*history).screen, (*history).invite, (*history).consent}
			steps = append(steps, facts...)
			for range 80 {
				pick(h, steps)(h, pick(h, h.orgs))
			}
			ok(t, wholeness(t, db))
			before := projectedRows(t, db)
			for _, table := range append(slices.Clone(projectedTables), "counter") {
				_, err := db.write.Exec("DELETE FROM " + table)
				ok(t, err)
			}
			if wholeness(t, db) == nil {
				t.Error("nothing is projected, and verify finds all whole")
			}
			tx, err := db.write.BeginTx(t.Context(), nil)
			ok(t, err)
			ok(t, db.projectAll(t.Context(), tx))
			ok(t, tx.Commit())
			ok(t, wholeness(t, db))
			if after := projectedRows(t, db); !slices.Equal(before, after) {
				t.Errorf("filled:\n%s\nwritten one by one:\n%s", strings.Join(after, "\n"), strings.Join(before, "\n"))
			}
			for _, table := range projectedTables {
				found[table] += count(t, db, table)
			}
		})
	}
	for _, table := range projectedTables { // a history by itself may leave nobody waiting
		if found[table] < 4*seeds {
			t.Errorf("%s held %d rows in %d histories: next to nothing", table, found[table], seeds)
		}
	}
}

// A use case that reads where somebody stands after it has written a fact of
// theirs is told what holds after that fact.
func TestWhatIsProjectedIsReadAsTheChangeHasLeftIt(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		h := live(t, db, 5, 0)
		o := h.orgs[0]
		sam := newcomer(h, o)
		h.about(o, sam, func(tx *Tx) error {
			ok(t, tx.Screenings(programme.FirstCourse(sam)).Add(tx, pathway.Decision{ID: named[id.Decision]("yes"),
				Verdict: pathway.Accept}))
			person, err := tx.FindPerson(sam)
			if person.State != programme.Accepted {
				t.Errorf("they are %s", person.State)
			}
			return err
		})
	})
}

// The row that a masked role may read is written only when it says something
// else: in a study, not when somebody wants no more visits.
func TestVisitsLeaveNoTraceInWhatAMaskedRoleReads(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		h := live(t, db, 5, 0)
		o := h.orgs[0]
		sam := newcomer(h, o)
		screened := pathway.Decision{ID: named[id.Decision]("yes"), Verdict: pathway.Accept}
		h.about(o, sam, func(tx *Tx) error { return tx.Screenings(programme.FirstCourse(sam)).Add(tx, screened) })
		h.about(o, sam, func(tx *Tx) error {
			return tx.Invitations(programme.FirstCourse(sam)).Add(tx, pathway.Invitation{ID: named[id.Invitation]("i"),
				Participant: sam, On: h.today()})
		})
		h.about(o, sam, func(tx *Tx) error {
			return tx.Consents(programme.FirstCourse(sam)).Add(tx, pathway.Consent{ID: named[id.Consent]("c"),
				Participant: sam, At: noon})
		})
		h.about(o, sam, func(tx *Tx) error {
			return tx.q.SetStudy(tx.ctx, rows.SetStudyParams{ID: string(sam), OrganisationID: string(o.id), Study: true})
		})
		wrote := map[string]int{}
		watched := Watching(t.Context(), func(query string) {
			if w := writeOf(query); w != nil {
				wrote[w.table]++
			}
		})
		m := workforce.Match{ID: named[id.Match]("m"), Participant: sam, Worker: o.accounts[0], On: h.today()}
		ended := workforce.MatchEnded{ID: named[id.MatchEnd]("e"), Match: m.ID, Participant: sam, On: h.today()}
		planned := course.PlannedAppointment{ID: named[id.Appointment]("a")}
		over := course.Ending{ID: named[id.Ending]("over"), Participant: sam, On: h.today()}
		stopped := pathway.Withdrawal{
			ID: named[id.Withdrawal]("w"), Participant: sam, Scope: pathway.FromVisitsOnly, On: h.today(),
		}
		for _, do := range []func(*Tx) error{
			func(tx *Tx) error { return tx.Matches(programme.FirstCourse(sam)).Add(tx, m) },
			func(tx *Tx) error {
				return tx.CourseFacts(programme.FirstCourse(sam)).Add(tx, course.Fact{Planned: &planned})
			},
			func(tx *Tx) error { return tx.Withdrawals(programme.FirstCourse(sam)).Add(tx, stopped) },
			func(tx *Tx) error { return tx.MatchEnds(programme.FirstCourse(sam)).Add(tx, ended) },
			func(tx *Tx) error {
				return tx.EndingFacts(programme.FirstCourse(sam)).Add(tx, course.EndingFact{Ended: &over})
			},
		} {
			turn, err := db.Begin(watched, o.id)
			ok(t, err)
			turn.Stamp(h.now(), "tester")
			turn.rec.bind(ofParticipant, string(sam))
			ok(t, do(turn.Tx))
			ok(t, turn.CommitQuietly())
		}
		if wrote["visiting"] < 4 || wrote["standing"] != 0 {
			t.Errorf("written: %v", wrote)
		}
		look, err := db.View(t.Context(), o.id)
		ok(t, err)
		defer look.Close()
		told, err := look.FindToldApart(sam)
		ok(t, err)
		exactly, err := look.FindPerson(sam)
		ok(t, err)
		if told.State != programme.Consented || exactly.State != programme.WithoutVisits {
			t.Errorf("told apart they are %s, exactly %s", told.State, exactly.State)
		}
	})
}

var ofParticipantsOwn = regexp.MustCompile(`\b(?:FROM|JOIN) participant (\w+)\b`)

// readsWhatIsNoMore tells what of an earlier build's a query reads or writes:
// participant.stage, participant.worker_id or the table life.
func readsWhatIsNoMore(text string) string {
	text = comments.ReplaceAllString(text, "")
	if m := regexp.MustCompile(`\b(?:FROM|JOIN|INTO|UPDATE) life\b`).FindString(text); m != "" {
		return m
	}
	aliases := []string{"participant"}
	for _, m := range ofParticipantsOwn.FindAllStringSubmatch(text, -1) {
		aliases = append(aliases, m[1])
	}
	for _, alias := range aliases {
		if m := regexp.MustCompile(`\b` + alias + `\.(?:stage|worker_id)\b`).FindString(text); m != "" {
			return m
		}
	}
	return regexp.MustCompile(`UPDATE participant SET (?:stage|worker_id)`).FindString(text)
}

func TestNoQueryReadsWhereSomebodyStoodForAnEarlierBuild(t *testing.T) {
	for _, q := range readQueries(t) {
		if what := readsWhatIsNoMore(q.text); what != "" {
			t.Errorf("%s: %s", q.name, what)
		}
	}
	for _, bad := range []string{
		"SELECT p.stage FROM participant p",
		"SELECT 1 FROM match m JOIN participant o ON o.id = m.participant_id WHERE o.worker_id = $1",
		"UPDATE participant SET stage = $3 WHERE id = $1 AND organisation_id = $2",
		"SELECT held FROM life WHERE participant_id = $1",
	} {
		if readsWhatIsNoMore(bad) == "" {
			t.Errorf("%s went by", bad)
		}
	}
}

// Each table that feeds a projection begins its key with the participant.
func TestWhatIsFedIsKnownByItsKey(t *testing.T) {
	for table := range feeds {
		if key := keyOf(table); len(key) == 0 || key[0] != "participant_id" && fmt.Sprint(table, key) != "participant[id]" {
			t.Errorf("%s has the key %v", table, key)
		}
	}
}
