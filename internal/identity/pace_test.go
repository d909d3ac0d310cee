package identity

import (
	"errors"
	"testing"
	"time"
)

func TestTooManyIsAsManyAsAPaceAllowsAndAShorterTimeIsCountedOnlyWhereItCanBe(t *testing.T) {
	now, broken := time.Date(2026, 3, 29, 1, 30, 0, 0, time.UTC), errors.New("broken")
	paces := []Pace{{2, time.Minute}, {5, time.Hour}}
	for _, c := range []struct {
		minute, hour int
		fails        error
		tooMany      bool
		asked        int
	}{
		{0, 1, nil, false, 1}, {1, 4, nil, false, 2}, {2, 4, nil, true, 2}, {1, 5, nil, true, 1}, {0, 0, broken, false, 1},
	} {
		asked := 0
		got, err := TooMany(paces, now, func(since time.Time) (int, error) {
			asked++
			if now.Sub(since) == time.Minute {
				return c.minute, c.fails
			}
			return c.hour, c.fails
		})
		if got != c.tooMany || err != c.fails || asked != c.asked {
			t.Errorf("%+v: %t, %v, counted %d times", c, got, err, asked)
		}
	}
}
