package story

import (
	"testing"

	"footbridge.org/footbridge/internal/app/admin"
)

// What was verified after a backup was made has as many entries as it, and more.
func TestTheBackupsOfTheDemonstrationAgreeWithWhatIsVerified(t *testing.T) {
	d := aCopy(t)
	administrator, _ := d.Find("administrator")
	who, err := d.Actor(d.SignIn(administrator.Email))
	if err != nil {
		t.Fatal(err)
	}
	s, err := (&admin.Admin{Kernel: d.Kernel, Help: "demo"}).SeeSystem(t.Context(), who)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Backups.Made) != 4 || len(s.Verifications) == 0 {
		t.Fatalf("%d backups, %d verifications", len(s.Backups.Made), len(s.Verifications))
	}
	most := s.Verifications[0].Entries
	for _, b := range s.Backups.Made {
		if b.Entries >= most || b.Entries == 0 || !b.Whole() {
			t.Errorf("%d entries are in a backup, before one with %d", b.Entries, most)
		}
		most = b.Entries
	}
}
