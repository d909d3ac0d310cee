package ledger

import (
	"slices"
	"testing"
	"time"
)

var (
	cameIn = time.Date(2026, 11, 27, 10, 0, 0, 0, time.UTC)
	ladder = Ladder[string]{{0, "first"}, {time.Hour, "second"}, {3 * time.Hour, "third"}}
)

func TestARungWithNobodyOnItPassesItsTimeOn(t *testing.T) {
	e := Escalation[string]{Ladder: ladder, Since: cameIn, Told: map[string]bool{"first": true, "second": false}}
	if tell, again := e.Next(cameIn.Add(time.Hour)); !slices.Equal(tell, []string{"third"}) || !again.IsZero() {
		t.Errorf("nobody was there: %v, again at %v", tell, again)
	}
	e.Told["second"] = true
	if tell, again := e.Next(cameIn.Add(time.Hour)); tell != nil || !again.Equal(cameIn.Add(3*time.Hour)) {
		t.Errorf("somebody heard: %v, again at %v", tell, again)
	}
}

func TestWhenTheServiceWasAwayEverybodyDueIsToldAtOnce(t *testing.T) {
	e := Escalation[string]{Ladder: ladder, Since: cameIn}
	if tell, again := e.Next(cameIn.Add(2 * time.Hour)); !slices.Equal(tell, []string{"first", "second"}) ||
		!again.Equal(cameIn.Add(3*time.Hour)) {
		t.Errorf("%v, again at %v", tell, again)
	}
	e.Over = true
	if tell, again := e.Next(cameIn.Add(24 * time.Hour)); tell != nil || !again.IsZero() {
		t.Errorf("somebody took it on, and yet %v, again at %v", tell, again)
	}
}

func TestTheLastOnTheLadderIsKnown(t *testing.T) {
	e := Escalation[string]{Ladder: ladder, Since: cameIn, Told: map[string]bool{"first": true}}
	for recipient, want := range map[string][2]bool{"first": {false, false}, "second": {true, false},
		"third": {true, false}, "nobody": {false, false}} {
		if awaited, last := e.Awaits(recipient); awaited != want[0] || last != want[1] {
			t.Errorf("%s: %v, %v", recipient, awaited, last)
		}
	}
	e.Ladder = ladder.Without("second")
	if awaited, last := e.Awaits("third"); !awaited || !last || len(ladder) != 3 {
		t.Error("the third is the last without the second")
	}
}
