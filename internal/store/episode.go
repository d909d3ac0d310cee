package store

import (
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/rows"
)

// episodeWords is the sealed part of an episode: where it is known from.
type episodeWords struct {
	Source outcome.Source `json:"source"`
	Note   string         `json:"note"`
}

var episodes = journal(Journal[id.Participant, outcome.Episode]{
	Table: "episode", Noun: "Episode", Key: func(e outcome.Episode) string { return string(e.ID) }, Unnumbered: true,
	Clear: []Column[outcome.Episode]{
		{"kind", func(e outcome.Episode) any { return string(e.Kind) }},
		{"started_on", func(e outcome.Episode) any { return e.StartedOn.String() }},
		{"ended_on", func(e outcome.Episode) any { return maybe(e.EndedOn.String()) }},
		{"certainty", func(e outcome.Episode) any { return string(e.Certainty) }},
		{"replaces", func(e outcome.Episode) any { return maybe(e.Replaces) }},
		{"in_error", func(e outcome.Episode) any { return e.InError }},
	},
	Words: wordsOf(func(e outcome.Episode) episodeWords { return episodeWords{e.Source, e.SourceNote} },
		func(row storedFact, _ episodeWords) (outcome.Episode, error) {
			return episode(rows.ListEpisodesOfStudyRow{
				ParticipantID: row.owner, ID: row.id, Kind: row.text("kind"), Certainty: row.text("certainty"),
				StartedOn: row.text("started_on"), EndedOn: row.column("ended_on"),
				Replaces: row.column("replaces"), InError: row.is("in_error"),
			})
		}),
	Hidden: true, // a masked role's queries don't select where an episode is known from
})

// Episodes are somebody's as they were entered, those that were corrected since
// included, without where they are known from, whatever course of support they were
// in.
func (t *ReadTx) Episodes(of id.Participant) Facts[outcome.Episode] {
	return episodes.facts(t, of)
}

// episodesOfStudy reads the episodes of everybody in a study at once.
func (t *ReadTx) episodesOfStudy(s id.Study) (map[id.Participant][]outcome.Episode, error) {
	found, err := t.q.ListEpisodesOfStudy(t.ctx, string(s))
	if err != nil {
		return nil, busy(err)
	}
	all := map[id.Participant][]outcome.Episode{}
	for _, row := range found {
		e, err := episode(row)
		if err != nil {
			return nil, err
		}
		all[e.Participant] = append(all[e.Participant], e)
	}
	return all, nil
}

func episode(row rows.ListEpisodesOfStudyRow) (outcome.Episode, error) {
	e := outcome.Episode{
		ID: id.Episode(row.ID), Participant: id.Participant(row.ParticipantID), Kind: programme.EpisodeKind(row.Kind),
		Certainty: outcome.Certainty(row.Certainty), Replaces: id.Episode(row.Replaces.String), InError: row.InError,
	}
	err := readDays(day{row.StartedOn, &e.StartedOn}, day{row.EndedOn.String, &e.EndedOn})
	return e, err
}
