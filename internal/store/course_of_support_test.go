package store

import (
	"fmt"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// rowsOf are those of sam's in a table as they are stored, but for who they are known to be.
func rowsOf(t *testing.T, db *DB, table string, sam id.Participant) string {
	t.Helper()
	key, names, list := "id", []string{}, []string{}
	for _, c := range columnsOf(t, db, table) {
		if c.name == "participant_id" {
			key = c.name
		}
		if c.name != "identity_id" {
			names = append(names, "coalesce(cast("+c.name+" AS TEXT), '-')")
		}
	}
	found, err := db.read.Query("SELECT "+strings.Join(names, " || ' ' || ")+" FROM "+table+
		" WHERE "+key+" = $1 ORDER BY 1", string(sam))
	ok(t, err)
	defer found.Close()
	for found.Next() {
		var row string
		ok(t, found.Scan(&row))
		list = append(list, row)
	}
	return strings.Join(list, "\n")
}

// What the participant said of a course is theirs again to the last column, in a study or
// not; and what its next one said is kept in its place.
func TestACourseThatIsReopenedSaysWhatItSaid(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		h := live(t, db, 7, 0)
		o := h.orgs[0]
		sam := newcomer(h, o)
		h.visitedBefore(o, sam)
		tables := append([]string{"participant"}, projectedTables...)
		before := map[string]string{}
		for _, table := range tables {
			before[table] = rowsOf(t, db, table, sam)
		}
		for i := range 2 {
			again := named[id.Referral](fmt.Sprint("again ", i))
			h.about(o, sam, func(tx *Tx) error {
				was, err := tx.FindToldApart(sam)
				ok(t, err)
				return tx.AddReferralAgain(was, pathway.Referral{ID: again, Participant: sam, Team: was.Team,
					DefinitionVersion: programme.Version{Programme: "another", Number: 9},
					Identity:          was.Identity, Contact: was.Contact, DischargeDate: h.today().AddDays(5)}, true)
			})
			h.about(o, sam, func(tx *Tx) error {
				now, err := tx.FindToldApart(sam)
				ok(t, err)
				return tx.ReopenCourse(now, programme.FirstCourse(sam))
			})
			for _, table := range tables {
				if after := rowsOf(t, db, table, sam); after != before[table] {
					t.Errorf("%s: %s\nand before %s", table, after, before[table])
				}
			}
			kept := rowsOf(t, db, "earlier_course", sam)
			if strings.Count(kept, "\n") != i || !strings.Contains(kept, string(again)) {
				t.Errorf("kept: %s", kept)
			}
			ok(t, wholeness(t, db))
		}
	})
}
