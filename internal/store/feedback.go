package store

import (
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
	"footbridge.org/footbridge/internal/workforce"
)

// FindFeedback answers fault.Unchanged when f is there already, a conflict when
// its id stands for another, and nothing when it is new.
func (t *Tx) FindFeedback(f workforce.Feedback) error {
	stored, err := t.q.FindFeedbackBody(t.ctx, rows.FindFeedbackBodyParams{ParticipantID: string(f.Participant), ID: string(f.ID)})
	return t.sentAgain(string(f.Participant), f, stored, err)
}

// AddFeedback stores f, which is new, after so many before.
func (t *Tx) AddFeedback(f workforce.Feedback, before int) error {
	k, err := t.keyFor(string(f.Participant))
	if err != nil {
		return err
	}
	digest, err := body(k, f)
	if err != nil {
		return err
	}
	sealed, err := seal(k, "feedback", string(f.ID), f)
	if err != nil {
		return err
	}
	return busy(t.q.AddFeedback(t.ctx, rows.AddFeedbackParams{
		ParticipantID: string(f.Participant), ID: string(f.ID), OrganisationID: string(t.org), At: instant.At(t.now), ByAccount: t.by,
		Step: int64(before + 1), Replaces: maybe(string(f.Replaces)), InError: f.InError, Sealed: sealed, Body: digest,
	}))
}

// ListFeedback lists what participant has said, as it was entered, what was
// replaced since included, in the server's order.
func (t *ReadTx) ListFeedback(participant id.Participant) ([]workforce.Feedback, error) {
	found, err := t.q.ListFeedback(t.ctx, string(participant))
	if err != nil || len(found) == 0 {
		return nil, busy(err)
	}
	k, err := t.keyFor(string(participant))
	if err != nil {
		return nil, err
	}
	list := make([]workforce.Feedback, len(found))
	for i, row := range found {
		if err := open(k, "feedback", row.ID, row.Sealed, &list[i]); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// ListFeedbackOfAll lists one page of what people of the organisation have said
// and not taken back, the newest first, and counts it all.
func (t *ReadTx) ListFeedbackOfAll(page programme.Page) ([]workforce.FeedbackOf, int, error) {
	n, err := t.q.CountFeedback(t.ctx, string(t.org))
	if err != nil {
		return nil, 0, busy(err)
	}
	found, err := t.q.ListFeedbackOfAll(t.ctx, rows.ListFeedbackOfAllParams{OrganisationID: string(t.org), Limit: int32(page.Limit()), Offset: int32(page.Offset())})
	if err != nil {
		return nil, 0, busy(err)
	}
	list := make([]workforce.FeedbackOf, len(found))
	for i, row := range found {
		if list[i], err = t.feedbackOf(row); err != nil {
			return nil, 0, err
		}
	}
	return list, int(n), nil
}

func (t *ReadTx) feedbackOf(row rows.ListFeedbackOfAllRow) (workforce.FeedbackOf, error) {
	f := workforce.FeedbackOf{
		Scope: id.Scope{
			Kind: id.Participant("").Kind(), ID: row.ID, Organisation: id.Organisation(row.OrganisationID), Team: id.Team(row.TeamID), Study: row.Study,
		},
		Definition: programme.Version{Programme: row.DefinitionKey, Number: int(row.DefinitionVersion)}, State: programme.State(row.Stage),
	}
	k, err := t.key(row.ID, row.Wrapped)
	if err != nil {
		return f, err
	}
	if err := open(k, "feedback", row.FeedbackID, row.Sealed, &f.Feedback); err != nil || !row.ConsentID.Valid {
		return f, err
	}
	var w consentWords
	err = open(k, "consent", row.ConsentID.String, row.ConsentSealed, &w)
	f.Consent = &pathway.Consent{ID: id.Consent(row.ConsentID.String), Participant: id.Participant(row.ID), Items: w.Items, TakenBy: w.TakenBy, How: w.How, Witness: w.Witness, At: w.At}
	return f, err
}
