package course

import (
	"slices"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
)

func TestWhatSomebodyWaitsForFollowsFromTheirSituation(t *testing.T) {
	visited := Situation{Stage: programme.Consented, Life: life.GoesOn, Worker: "ash", Told: true, Planned: true}
	with := func(change func(*Situation)) Situation {
		s := visited
		change(&s)
		return s
	}
	invited := programme.Of(time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC), time.UTC)
	for name, c := range map[string]struct {
		in   Situation
		want []Needed
	}{
		"referred": {Situation{Stage: programme.Referred, Life: life.GoesOn},
			[]Needed{{Need: NeedsDecision}}},
		"accepted": {Situation{Stage: programme.Accepted, Life: life.GoesOn},
			[]Needed{{Need: NeedsInvitation}}},
		"moved away, and accepted": {Situation{Stage: programme.Accepted, Life: life.Away},
			[]Needed{{Need: NeedsInvitation}}},
		"invited": {Situation{Stage: programme.Invited, Life: life.GoesOn, Invited: invited},
			[]Needed{{Need: NeedsAnswer, From: invited.AddDays(7)}}},
		"said no": {Situation{Stage: programme.NotConsented, Life: life.GoesOn}, nil},
		"takes part": {Situation{Stage: programme.Consented, Life: life.GoesOn, Told: true},
			[]Needed{{Need: NeedsWorker}}},
		"takes part in a study":        {Situation{Stage: programme.Consented, Life: life.GoesOn, Told: true, Study: true}, nil},
		"takes part, and it is over":   {Situation{Stage: programme.Consented, Life: life.GoesOn, Over: true}, nil},
		"visited":                      {visited, nil},
		"all called off":               {with(func(s *Situation) { s.ToReplan = true }), []Needed{{Need: NeedsPlan}}},
		"visited, and nothing planned": {with(func(s *Situation) { s.Planned = false }), []Needed{{Need: NeedsPlan}}},
		"visited, and not told":        {with(func(s *Situation) { s.Told = false }), []Needed{{Need: NeedsTelling}}},
		"over, and not told":           {with(func(s *Situation) { s.Told, s.Planned, s.Over = false, false, true }), nil},
		"asks for another":             {with(func(s *Situation) { s.Asking = true }), []Needed{{Need: NeedsAnother}}},
		"asks when it is over": {with(func(s *Situation) { s.Asking, s.Over = true, true }),
			[]Needed{{Need: NeedsAnother}}},
		"newly matched": {
			with(func(s *Situation) { s.Told, s.Planned = false, false }), []Needed{{Need: NeedsPlan}, {Need: NeedsTelling}},
		},
		"wants no more visits": {with(func(s *Situation) { s.Stage, s.Asking = programme.WithoutVisits, true }), nil},
		"in hospital":          {with(func(s *Situation) { s.Life, s.Asking = life.Paused, true }), nil},
		"paused, with nobody": {Situation{Stage: programme.Consented, Life: life.Paused, Told: true},
			[]Needed{{Need: NeedsWorkerLater}}},
		"away, with nobody": {Situation{Stage: programme.Consented, Life: life.Away, Told: true},
			[]Needed{{Need: NeedsWorkerLater}}},
		"paused in a study, with nobody": {Situation{Stage: programme.Consented, Life: life.Paused, Study: true}, nil},
		"paused, and it is over":         {Situation{Stage: programme.Consented, Life: life.Paused, Over: true}, nil},
		"paused, and not invited":        {Situation{Stage: programme.Accepted, Life: life.Paused}, nil},
		"their worker has gone, and nobody said so": {Situation{Stage: programme.Consented, Life: life.GoesOn},
			[]Needed{{Need: NeedsWorker}, {Need: NeedsTelling}}},
		"a visit has changed": {with(func(s *Situation) { s.ToTell = invited }),
			[]Needed{{Need: NeedsTelling, From: invited}}},
		"a visit has changed, and is on a day": {with(func(s *Situation) { s.ToTell, s.ToTellLast = invited, invited }),
			[]Needed{{NeedsTelling, invited, invited}}},
		"visits were cancelled, in hospital": {with(func(s *Situation) { s.ToTell, s.Life = invited, life.Paused }),
			[]Needed{{Need: NeedsTelling, From: invited}}},
		"visits were cancelled, and they have died": {
			with(func(s *Situation) { s.ToTell, s.Life = invited, life.Stopped }), nil},
		"was invited, and taken for dead": {Situation{Stage: programme.Invited, Life: life.Paused, Unspoken: true},
			[]Needed{{Need: NeedsSpeaking}}},
		"a leaver's visit is not written up": {with(func(s *Situation) { s.Left = invited }),
			[]Needed{{Need: NeedsWritingUp, From: invited}}},
		"nor of somebody who has died since": {with(func(s *Situation) { s.Left, s.Life = invited, life.Stopped }),
			[]Needed{{Need: NeedsWritingUp, From: invited}}},
		"nor of somebody whose visits are over": {with(func(s *Situation) { s.Left, s.Over = invited, true }),
			[]Needed{{Need: NeedsWritingUp, From: invited}}},
		"an earlier course has left something": {with(func(s *Situation) { s.LeftBefore = invited }),
			[]Needed{{Need: NeedsBefore, From: invited}}},
		"was taken for dead": {with(func(s *Situation) { s.Life, s.Unspoken = life.Paused, true }),
			[]Needed{{Need: NeedsSpeaking}}},
		"was taken for dead in a study, with nobody": {
			Situation{Stage: programme.Consented, Life: life.Paused, Study: true, Unspoken: true},
			[]Needed{{Need: NeedsSpeaking}}},
		"was taken for dead, and has left": {
			Situation{Stage: programme.Withdrawn, Life: life.Paused, Unspoken: true}, nil},
		"has died": {Situation{Stage: programme.Referred, Life: life.Stopped}, nil},
	} {
		if got := c.in.Needs(); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, not %v", name, got, c.want)
		}
	}
}
