package store

import (
	"database/sql"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

// episodeWords is the sealed part of an episode: where it is known from.
type episodeWords struct {
	Source outcome.Source `json:"source"`
	Note   string         `json:"note"`
}

// AddEpisode stores e for participant. The same episode again is fault.Unchanged.
func (t *Tx) AddEpisode(participant id.Participant, e outcome.Episode) error {
	k, err := t.keyFor(string(participant))
	if err != nil {
		return err
	}
	digest, err := body(k, e)
	if err != nil {
		return err
	}
	stored, err := t.q.FindEpisodeBody(t.ctx, rows.FindEpisodeBodyParams{ParticipantID: string(participant), ID: string(e.ID)})
	if err := known(stored, digest, err); err != nil {
		return err
	}
	sealed, err := seal(k, "episode", string(e.ID), episodeWords{e.Source, e.SourceNote})
	if err != nil {
		return err
	}
	return busy(t.q.AddEpisode(t.ctx, rows.AddEpisodeParams{
		ParticipantID: string(participant), ID: string(e.ID), At: instant.At(t.now), ByAccount: t.by,
		Kind: string(e.Kind), StartedOn: e.StartedOn.String(), EndedOn: maybeDay(e.EndedOn), Certainty: string(e.Certainty),
		Replaces: sql.NullString{String: string(e.Replaces), Valid: e.Replaces != ""}, InError: e.InError, Sealed: sealed, Body: digest,
	}))
}

// ListEpisodes lists participant's episodes as they were entered, those that were
// corrected since included, without where they are known from.
func (t *ReadTx) ListEpisodes(participant id.Participant) ([]ledger.Received[outcome.Episode], error) {
	found, err := t.q.ListEpisodes(t.ctx, string(participant))
	if err != nil {
		return nil, busy(err)
	}
	list := make([]ledger.Received[outcome.Episode], len(found))
	for i, row := range found {
		e, err := episode(rows.ListEpisodesOfStudyRow(row))
		if err != nil {
			return nil, err
		}
		list[i] = ledger.Received[outcome.Episode]{Fact: e, At: row.At.Time}
	}
	return list, nil
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
