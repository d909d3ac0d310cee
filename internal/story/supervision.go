package story

import (
	"fmt"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workforce"
)

// HoldsSupervision records a group session that m led on a day, with who came.
// Recorded again, it is the same one.
func (m *Staff) HoldsSupervision(on programme.Date, came ...*Staff) Answer {
	s := m.org.s
	v := workforce.Supervision{ID: m.supervision(on), On: on, Led: m.ID}
	for _, worker := range came {
		v.Came = append(v.Came, worker.ID)
	}
	return s.answer(s.People.RecordSupervision(s.ctx, m.Actor(), v))
}

// TakesBackSupervision says that the session of that day was entered in error.
func (m *Staff) TakesBackSupervision(on programme.Date) Answer {
	s := m.org.s
	entry := m.supervision(on)
	return s.answer(s.People.RecordSupervision(s.ctx, m.Actor(), workforce.Supervision{
		ID:         ID[id.Supervision](s.seed, "in error/"+string(entry)),
		Correction: workforce.Correction[id.Supervision]{Replaces: entry, InError: true},
	}))
}

func (m *Staff) supervision(on programme.Date) id.Supervision {
	return ID[id.Supervision](m.org.s.seed, fmt.Sprintf("supervision/%s/%s", m.org.Name, on))
}

// supervision tells of a year of weekly sessions: some missed, to some not
// everybody came, and one was entered for a day on which there was none.
func (t *telling) supervision(c *company) {
	const weeks, mistaken = 52, 9
	for week := 1; week <= weeks; week++ {
		name, days := fmt.Sprintf("supervision %02d", week), 7*week-4
		if week%17 == 5 {
			continue // a bank holiday, or Ruth was away
		}
		t.on(days, "11:10", name, func() {
			var came []*Staff
			for i, worker := range []string{ashMurray, bronwenTate, deleAkande} {
				if (week+2*i)%7 != 0 {
					came = append(came, c.workers[worker])
				}
			}
			c.ruth.HoldsSupervision(t.today.AddDays(-days), came...).OK()
		})
		if week == mistaken {
			t.on(days-1, "09:20", name+" in error", func() { c.ruth.TakesBackSupervision(t.today.AddDays(-days)).OK() })
		}
	}
}
