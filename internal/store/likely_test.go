package store

import (
	"slices"
	"testing"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// Somebody whom an earlier build stored is found under a slip as well, once the
// migration has run.
func TestSomebodyIsFoundUnderASlipAndInADatabaseOfAnEarlierBuildToo(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		h := live(t, db, 7, 0)
		o := h.orgs[0]
		sam := newcomer(h, o)
		var typed programme.Identity
		finds := func() (found bool) {
			look, err := db.View(t.Context(), o.id)
			ok(t, err)
			defer look.Close()
			person, err := look.FindToldApart(sam)
			ok(t, err)
			typed = person.Identity
			typed.GivenName, typed.FamilyName = "Mr "+typed.FamilyName, typed.GivenName
			typed.NHSNumber = ""
			list, err := look.FindLikely(typed)
			ok(t, err)
			return slices.ContainsFunc(list, func(p programme.Person) bool { return p.ID == sam })
		}
		if !finds() {
			t.Errorf("not found as %s", typed.FullName())
		}
		_, err := db.write.Exec("DELETE FROM lookup WHERE kind = 'like'")
		ok(t, err)
		if finds() || wholeness(t, db) == nil {
			t.Error("without lookups they are found, or verify finds all whole")
		}
		tx, err := db.write.BeginTx(t.Context(), nil)
		ok(t, err)
		ok(t, db.fillAll(t.Context(), tx))
		ok(t, tx.Commit())
		if !finds() {
			t.Error("not found after the migration")
		}
		ok(t, wholeness(t, db))
	})
}

// What somebody was referred for first stays as it is, row for row, when they come
// back; lists and pages are of the second time.
func TestSomebodyComesBackAndNothingOfTheFirstTimeIsMoved(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		h := live(t, db, 7, 0)
		o := h.orgs[0]
		sam := newcomer(h, o)
		first := programme.FirstCourse(sam)
		h.about(o, sam, func(tx *Tx) error {
			return tx.Screenings(first).Add(tx, pathway.Decision{ID: named[id.Decision]("no"), Verdict: pathway.Decline})
		})
		var before, after programme.Person
		h.about(o, sam, func(tx *Tx) (err error) {
			if before, err = tx.FindToldApart(sam); err != nil {
				return err
			}
			r := pathway.Referral{ID: named[id.Referral]("again"), Participant: sam, Team: before.Team,
				Identity: before.Identity, Contact: before.Contact, DischargeDate: before.Discharged.AddDays(300)}
			return tx.AddReferralAgain(before, r, false)
		})
		look, err := db.View(t.Context(), o.id)
		ok(t, err)
		defer look.Close()
		after, err = look.FindPerson(sam)
		ok(t, err)
		if before.State != programme.Declined || after.State != programme.Referred || after.Course != "" &&
			after.CurrentCourse() == first {
			t.Errorf("%s before, %s after in course %s", before.State, after.State, after.Course)
		}
		earlier, err := look.ListEarlierCourses(after)
		ok(t, err)
		if len(earlier) != 1 || earlier[0].State != programme.Declined || earlier[0].CurrentCourse() != first {
			t.Errorf("earlier: %+v", earlier)
		}
		decided, err := look.Screenings(first).All()
		ok(t, err)
		now, err := look.Screenings(after.CurrentCourse()).All()
		ok(t, err)
		if len(decided) != 1 || len(now) != 0 {
			t.Errorf("%d decisions in the first course, %d in the second", len(decided), len(now))
		}
		ok(t, wholeness(t, db))
	})
}
