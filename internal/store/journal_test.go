package store

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/safety"
)

func letterTo(name string, of programme.CourseOfSupport) course.SentLetter {
	return course.SentLetter{ID: named[id.Letter](name), Participant: of.Participant, Kind: course.LetterStart}
}

// ids lists whose letters these are, by id.
func idsOf(list []ledger.Received[course.SentLetter]) (ids []id.Letter) {
	for _, l := range list {
		ids = append(ids, l.Fact.ID)
	}
	return ids
}

// newcomer is somebody of whom there is nothing but a referral.
func newcomer(h *history, o *lived) id.Participant {
	h.refer(o)
	return o.people[len(o.people)-1]
}

// Facts of two courses of one person are apart, and numbered apart; what was
// stored before courses were told apart is the first's.
func TestFactsOfTwoCoursesAreApartAndOldOnesAreTheFirsts(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		h := live(t, db, 3, 0)
		o := h.orgs[0]
		sam := newcomer(h, o)
		first := programme.FirstCourse(sam)
		second := programme.CourseOfSupport{Participant: sam, ID: named[id.Course]("again")}
		asEarlierBuild(h, o, letterTo("old", first))
		for _, of := range []programme.CourseOfSupport{second, first, second} {
			h.change(o, "letter.send", string(of.Participant), func(tx *Tx) {
				ok(t, tx.Letters(of).Add(tx, letterTo(h.name("letter"), of)))
			})
		}
		look, err := db.View(t.Context(), o.id)
		ok(t, err)
		defer look.Close()
		for of, want := range map[programme.CourseOfSupport][]int64{first: {1, 2}, second: {1, 2}} {
			list, err := look.Letters(of).List()
			ok(t, err)
			if len(list) != 2 {
				t.Errorf("%d letters in one course", len(list))
			}
			got := numbers(t, db, "step", "letter WHERE coalesce(course_id, participant_id) = $1 ORDER BY step", string(of.ID))
			if !slices.Equal(got, want) {
				t.Errorf("numbered %v", got)
			}
		}
		if list, err := look.Letters(first).List(); err != nil || list[0].Fact.ID != named[id.Letter]("old") {
			t.Errorf("the old letter is not the first course's: %v, %v", idsOf(list), err)
		}
		n := numbers(t, db, "seq", "letter WHERE seq IS NOT NULL AND participant_id = $1 ORDER BY seq", string(sam))
		end := numbers(t, db, "seq", "chain WHERE chain = 'change' AND organisation_id = $1", string(o.id))
		if len(n) != 3 || n[0] != n[2]-2 || n[2] != end[0] {
			t.Errorf("written with the changes %v of %v", n, end)
		}
		ok(t, wholeness(t, db))
	})
}

// asEarlierBuild stores a letter as the build before courses did.
func asEarlierBuild(h *history, o *lived, l course.SentLetter) {
	h.change(o, "letter.send", string(l.Participant), func(tx *Tx) {
		k, err := tx.keyFor(string(l.Participant))
		ok(h.t, err)
		sealed, err := seal(k, "letter", string(l.ID), l)
		ok(h.t, err)
		digest, err := body(k, l)
		ok(h.t, err)
		const add = `INSERT INTO letter (participant_id, id, at, by_account, step, sealed, body)
			VALUES ($1, $2, $3, $4, $5, $6, $7)`
		values := []any{string(l.Participant), string(l.ID), tx.now, tx.by, int64(1), sealed, digest}
		_, err = tx.rec.ExecContext(h.t.Context(), add, values...)
		ok(h.t, err)
		if err := tx.Letters(programme.FirstCourse(l.Participant)).Sent(l); err != fault.Unchanged {
			h.t.Errorf("sent again, the old letter is %v", err)
		}
	})
}

func numbers(t testing.TB, db *DB, name, from string, values ...any) (list []int64) {
	t.Helper()
	found, err := db.read.Query("SELECT "+name+" FROM "+from, values...)
	ok(t, err)
	defer found.Close()
	for found.Next() {
		var n int64
		ok(t, found.Scan(&n))
		list = append(list, n)
	}
	return list
}

func TestAThreadCountsItsOwnFactsAndIsReadAlone(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		h := live(t, db, 3, 0)
		o := h.orgs[0]
		sam := newcomer(h, o)
		h.change(o, "worry.raise", string(sam), func(tx *Tx) {
			for _, worry := range []string{"one", "two", "one", "one"} {
				told := safety.Notification{
					ID: named[id.Notification](h.name("told")), Worry: named[id.Worry](worry), To: safety.GP,
				}
				f := safety.WorryFact{Told: &told}
				ok(t, worryFacts.Sent(tx.ReadTx, sam, f))
				ok(t, worryFacts.Add(tx, sam, f))
				if err := worryFacts.Sent(tx.ReadTx, sam, f); err != fault.Unchanged {
					t.Errorf("sent again: %v", err)
				}
				f.Told.To = safety.Supervisor
				if err := worryFacts.Sent(tx.ReadTx, sam, f); fault.Of(err) != fault.Conflict {
					t.Errorf("another under the same id: %v", err)
				}
			}
		})
		look, err := db.View(t.Context(), o.id)
		ok(t, err)
		defer look.Close()
		for worry, want := range map[string]int{"one": 3, "two": 1, "none": 0} {
			list, err := worryFacts.ListOf(look.ReadTx, sam, string(named[id.Worry](worry)))
			ok(t, err)
			steps := numbers(t, db, "step", "worry_fact WHERE worry_id = $1 ORDER BY step", string(named[id.Worry](worry)))
			if len(list) != want || len(steps) != want || want > 0 && steps[want-1] != int64(want) {
				t.Errorf("%s: %d facts, numbered %v", worry, len(list), steps)
			}
		}
		if list, err := worryFacts.List(look.ReadTx, sam); err != nil || len(list) != 4 {
			t.Errorf("%d in all: %v", len(list), err)
		}
		ok(t, wholeness(t, db))
	})
}

func on(day string) programme.Date {
	d, err := programme.ParseDate(day)
	if err != nil {
		panic(err)
	}
	return d
}

// Being invited, consenting, declining and withdrawing are one history.
func TestFactsOfJournalsThatAreNumberedTogetherHaveOneOrder(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		h := live(t, db, 3, 0)
		o := h.orgs[0]
		sam := newcomer(h, o)
		of := programme.FirstCourse(sam)
		h.change(o, "consent.record", string(sam), func(tx *Tx) {
			ok(t, tx.Invitations(of).Add(tx, pathway.Invitation{ID: "i", Participant: sam, On: on("2026-11-25")}))
			ok(t, tx.Declinings(of).Add(tx, pathway.Declining{ID: "d", Participant: sam, On: on("2026-11-26")}))
			newer := pathway.Invitation{ID: "j", Participant: sam, On: on("2026-11-27"), SheetVersion: 2}
			ok(t, tx.Invitations(of).Add(tx, newer))
			ok(t, tx.Consents(of).Add(tx, pathway.Consent{ID: "c", Participant: sam, Witness: "Ash"}))
			ok(t, tx.Withdrawals(of).Add(tx, pathway.Withdrawal{ID: "w", Participant: sam, Scope: pathway.Wholly}))
		})
		look, err := db.View(t.Context(), o.id)
		ok(t, err)
		defer look.Close()
		all, err := look.FindConsentHistory(of)
		ok(t, err)
		if len(all) != 5 {
			t.Fatalf("%d steps", len(all))
		}
		for i, s := range all {
			if s.Number != i+1 {
				t.Errorf("step %d is numbered %d", i+1, s.Number)
			}
		}
		second, consent := all[2].Invitation, all[3].Consent
		if second == nil || second.On != on("2026-11-27") || second.SheetVersion != 2 {
			t.Errorf("the second invitation is %+v", second)
		}
		if consent == nil || consent.Participant != sam || consent.Witness != "Ash" {
			t.Errorf("the consent is %+v", consent)
		}
		ok(t, wholeness(t, db))
	})
}

func TestAWishToPlanSeveralVisitsIsNoPartOfTheCourse(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		h := live(t, db, 3, 0)
		o := h.orgs[0]
		sam := newcomer(h, o)
		of := programme.FirstCourse(sam)
		wish := course.Series{ID: "s", Participant: sam, Minutes: 60}
		planned := course.PlannedAppointment{ID: "a", Participant: sam}
		h.change(o, "visit.plan", string(sam), func(tx *Tx) {
			ok(t, tx.Series(of).Add(tx, wish))
			ok(t, tx.CourseFacts(of).Add(tx, course.Fact{Planned: &planned}))
			if err := tx.Series(of).Sent(wish); err != fault.Unchanged {
				t.Errorf("the second tap: %v", err)
			}
			wish.Minutes = 30
			if err := tx.Series(of).Sent(wish); fault.Of(err) != fault.Conflict {
				t.Errorf("another wish under the same id: %v", err)
			}
		})
		look, err := db.View(t.Context(), o.id)
		ok(t, err)
		defer look.Close()
		facts, err := look.FindCourseHistory(of)
		ok(t, err)
		wishes, err := look.Series(of).List()
		ok(t, err)
		if len(facts) != 1 || facts[0].Number != 2 || len(wishes) != 1 || wishes[0].Number != 1 {
			t.Errorf("%d facts and %d wishes", len(facts), len(wishes))
		}
	})
}

// Where an episode is known from would tell a masked role the arm.
func TestWhereAnEpisodeIsKnownFromIsNeverRead(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		h := live(t, db, 3, 0)
		o := h.orgs[0]
		sam := newcomer(h, o)
		e := outcome.Episode{ID: "e", Participant: sam, Kind: programme.CrisisHouse, StartedOn: on("2026-11-01"),
			Certainty: "sure"}
		e.InError = true
		h.change(o, "episode.record", string(sam), func(tx *Tx) {
			told := e
			told.SourceNote = "the worker said so"
			ok(t, tx.Episodes(sam).Add(tx, told))
		})
		look, err := db.View(t.Context(), o.id)
		ok(t, err)
		defer look.Close()
		list, err := look.Episodes(sam).List()
		ok(t, err)
		if len(list) != 1 || !reflect.DeepEqual(list[0].Fact, e) {
			t.Errorf("read back: %+v", list)
		}
	})
	for name, text := range journalQueries {
		if strings.Contains(text, "FROM episode") &&
			strings.Contains(strings.ReplaceAll(text, "'' AS sealed", ""), "sealed") {
			t.Errorf("%s reads what is sealed", name)
		}
	}
}

// What many have is what each has, however many are asked about at once.
func TestTheFactsOfManyAreThoseOfEach(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		h := live(t, db, 3, 0)
		o := h.orgs[0]
		var of []programme.CourseOfSupport
		for i := range ownersAtOnce + 2 {
			p := newcomer(h, o)
			c := programme.FirstCourse(p)
			of = append(of, c)
			h.change(o, "letter.send", string(p), func(tx *Tx) {
				for n := range i % 3 {
					ok(t, tx.Letters(c).Add(tx, letterTo(fmt.Sprintf("%s %d", p, n), c)))
				}
				ok(t, tx.Letters(programme.CourseOfSupport{Participant: p, ID: "another"}).Add(tx, letterTo(h.name("apart"), c)))
			})
		}
		look, err := db.View(t.Context(), o.id)
		ok(t, err)
		defer look.Close()
		all, err := letters.Of(look.ReadTx, of)
		ok(t, err)
		for _, c := range of {
			alone, err := letters.List(look.ReadTx, c)
			ok(t, err)
			if !reflect.DeepEqual(alone, all[c]) {
				t.Errorf("%v alone, %v among many", idsOf(alone), idsOf(all[c]))
			}
			delete(all, c)
		}
		if len(all) != 0 {
			t.Errorf("%d who were not asked about", len(all))
		}
		if none, err := letters.Of(look.ReadTx, nil); err != nil || len(none) != 0 {
			t.Errorf("of nobody: %v, %v", none, err)
		}
		if _, err := letters.List(look.ReadTx, programme.CourseOfSupport{}); err == nil {
			t.Error("nobody's letters were listed")
		}
	})
}

// ofThePerson are the tables that an earlier build hung on a course: an episode, and
// a call about one, are the person's, whatever course they are in.
var ofThePerson = map[string]bool{"episode": true, "follow_up_call": true}

// A journal's table has what the journal says, and hangs on what it says: a
// column that is forgotten would be found only by whoever writes a fact.
func TestEveryJournalsTableHasItsColumnsAndItsCourse(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		for name, text := range journalQueries {
			w := readWrite(text)
			if w == nil {
				continue
			}
			has := map[string]bool{}
			for _, c := range columnsOf(t, db, w.table) {
				has[c.name] = true
			}
			if !ofThePerson[w.table] && !has["course_id"] == strings.Contains(text, "course_id") {
				t.Errorf("%s and its table are not of one mind about courses", name)
			}
			for c := range w.given {
				delete(has, c)
			}
			delete(has, "course_id")
			if len(has) > 0 {
				t.Errorf("%s leaves out %v", name, has)
			}
		}
	})
}
