package story

import (
	"cmp"
	"slices"
	"time"

	"footbridge.org/footbridge/internal/programme"
)

// A scene is something that happens at a moment. Scenes are told in the order
// of their moments, so a life is written in one place and the trail is in
// the order of time.
type scene struct {
	at   time.Time
	name string // settles the order at one moment
	do   func()
}

// A telling is a story that is being told up to now.
type telling struct {
	s      *Service
	now    time.Time
	today  programme.Date
	scenes []scene
	more   []biography // told beside the demonstration's own
}

// on adds a scene so many days before today, when the clocks in London show
// that ("10:40"). Nothing happens after now: what would is put shortly before.
func (t *telling) on(daysAgo int, clock, name string, do func()) {
	at := t.moment(daysAgo, clock)
	if latest := t.now.Add(-time.Minute); at.After(latest) {
		at = latest
	}
	t.scenes = append(t.scenes, scene{at, name, do})
}

// ago adds a scene so long before now.
func (t *telling) ago(d time.Duration, name string, do func()) {
	t.scenes = append(t.scenes, scene{t.now.Add(-d), name, do})
}

func (t *telling) moment(daysAgo int, clock string) time.Time {
	hours, err := time.Parse("15:04", clock)
	t.s.must("a time of day", err)
	day := t.today.AddDays(-daysAgo)
	return At(day.Year(), day.Month(), day.Day(), hours.Hour(), hours.Minute())
}

// play tells every scene, and does what each makes due.
func (t *telling) play(progress func(done, of int)) {
	slices.SortFunc(t.scenes, func(a, b scene) int {
		return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.name, b.name))
	})
	for i, sc := range t.scenes {
		t.s.Clock.MoveTo(sc.at)
		sc.do()
		select {
		case <-t.s.Kernel.Woken():
			t.s.Works()
		default:
		}
		if progress != nil {
			progress(i+1, len(t.scenes))
		}
	}
	t.s.Clock.MoveTo(t.now)
}
