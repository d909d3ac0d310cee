package audit

import (
	"testing"
	"time"
)

func TestABackupIsLateAfterTwoDaysAndWhereThereIsNone(t *testing.T) {
	now := time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)
	made := func(ago time.Duration) Backups { return Backups{Made: []Backup{{At: now.Add(-ago)}}} }
	for _, one := range []struct {
		b    Backups
		late bool
	}{{Backups{}, true}, {made(time.Hour), false}, {made(48 * time.Hour), false}, {made(48*time.Hour + time.Second), true}} {
		if one.b.Late(now) != one.late {
			t.Errorf("%+v: late %t", one.b, !one.late)
		}
	}
}

func TestAFailureCountsUntilABackupIsMade(t *testing.T) {
	failed := Backup{At: time.Unix(2, 0), Failed: "backup.damaged"}
	for _, one := range []struct {
		b     Backups
		still bool
	}{
		{Backups{}, false}, {Backups{Failed: failed}, true},
		{Backups{Failed: failed, Made: []Backup{{At: time.Unix(1, 0)}}}, true},
		{Backups{Failed: failed, Made: []Backup{{At: time.Unix(3, 0)}}}, false},
	} {
		if one.b.StillFails() != one.still {
			t.Errorf("%+v: still %t", one.b, !one.still)
		}
	}
}
