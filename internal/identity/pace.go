package identity

import (
	"math"
	"slices"
	"time"
)

// A Pace is how much may be done within a time: more than anybody does who works, and less
// than it takes to fill a disk or a mailbox. docs/adr/0029 has the reasons.
type Pace struct {
	Most   int
	Within time.Duration
}

// ChangePaces hold for what one account changes, or is refused to.
func ChangePaces() []Pace { return []Pace{{60, time.Minute}, {600, time.Hour}} }

// MessagePaces hold for the messages that one account is sent, whoever causes them.
func MessagePaces() []Pace { return []Pace{{30, time.Hour}, {100, 24 * time.Hour}} }

// CodePaces hold for the codes that one account is sent because strangers ask for them.
func CodePaces() []Pace { return []Pace{{20, time.Hour}, {60, 24 * time.Hour}} }

// TooMany tells whether as much was done until now as one of paces allows, the shortest time
// first. count says how much since a moment, and isn't asked of a time in which it can't be.
func TooMany(paces []Pace, now time.Time, count func(since time.Time) (int, error)) (bool, error) {
	done := math.MaxInt
	for _, p := range slices.Backward(paces) { // a shorter time has no more in it than a longer
		if done < p.Most {
			continue
		}
		var err error
		if done, err = count(now.Add(-p.Within)); err != nil || done >= p.Most {
			return err == nil, err
		}
	}
	return false, nil
}

// HeldFor is how long a message waits before it is looked at again.
const HeldFor = 15 * time.Minute
