package outcome

import (
	"testing"

	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/programme/programmetest"
)

func TestEachFlawOfAnEpisodeIsNamedAtItsField(t *testing.T) {
	today := programmetest.Day("2026-11-27")
	good := Episode{ID: "e", Participant: "p", Kind: programme.CrisisHouse, StartedOn: programmetest.Day("2026-11-01"),
		EndedOn: programmetest.Day("2026-11-01"), Source: SourceRecord, Certainty: Confirmed}
	if p := good.Check(today, programme.InLife); p.Any() {
		t.Fatal(p)
	}
	for field, c := range map[string]struct {
		key    string
		change func(*Episode)
	}{
		"id":          {"episode.id.missing", func(e *Episode) { e.ID = "" }},
		"participant": {"episode.participant.missing", func(e *Episode) { e.Participant = "" }},
		"kind":        {"episode.kind.missing", func(e *Episode) { e.Kind = "spa" }},
		"started_on": {"episode.started_on.future", func(e *Episode) {
			e.StartedOn, e.EndedOn = today.AddDays(1),
				programme.Date{}
		}},
		"ended_on":    {"episode.ended_on.early", func(e *Episode) { e.EndedOn = programmetest.Day("2026-10-31") }},
		"source":      {"episode.source.missing", func(e *Episode) { e.Source = "" }},
		"source_note": {"episode.source_note.missing", func(e *Episode) { e.Source = SourceOther }},
		"certainty":   {"episode.certainty.missing", func(e *Episode) { e.Certainty = "" }},
		"replaces":    {"episode.replaces.itself", func(e *Episode) { e.Replaces = e.ID }},
		"in_error":    {"episode.in_error.of_nothing", func(e *Episode) { e.InError = true }},
	} {
		e := good
		c.change(&e)
		if got := e.Check(today, programme.InLife); len(got) != 1 || got[0].Field != field || got[0].Key != c.key {
			t.Errorf("%s: %v, want %s", field, got, c.key)
		}
	}
	good.EndedOn = today.AddDays(1)
	if programmetest.Said(good.Check(today, programme.InLife))["ended_on"] != "episode.ended_on.future" {
		t.Error("ended in the future")
	}
}
