package story

import (
	"fmt"
	"sync"
	"time"
	_ "time/tzdata" // London's clock changes, on machines that have none of their own
)

// beginning is when a story begins, unless it says otherwise.
var beginning = time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)

// London is where a story's organisations are.
var London = london()

func london() *time.Location {
	place, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic(err) // it is in the program
	}
	return place
}

// A Clock is the story's own. It stands still until it is moved, and it never
// goes back.
type Clock struct {
	mu     sync.Mutex
	at     time.Time
	follow func() time.Time
}

// NewClock stands at a moment.
func NewClock(at time.Time) *Clock { return &Clock{at: at.UTC()} }

// Now is what the clock shows, in UTC.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.follow != nil {
		if now := c.follow().UTC(); now.After(c.at) {
			c.at = now
		}
	}
	return c.at
}

// MoveTo puts the clock on, to a moment that is not before now.
func (c *Clock) MoveTo(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if at.Before(c.at) {
		panic(fmt.Sprintf("story: the clock stands at %s and cannot go back to %s", c.at, at))
	}
	c.at = at.UTC()
}

// Pass lets time go by.
func (c *Clock) Pass(d time.Duration) { c.MoveTo(c.Now().Add(d)) }

// Follow ends the story's own time: from now on the clock shows what now says,
// but for a moment that it has passed already.
func (c *Clock) Follow(now func() time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.follow = now
}

// At is the moment in London when the clocks there show that: a time that the
// clock change leaves out is the hour after.
func At(year int, month time.Month, day, hour, minute int) time.Time {
	return time.Date(year, month, day, hour, minute, 0, 0, London)
}
