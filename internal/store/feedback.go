package store

import (
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/rows"
	"footbridge.org/footbridge/internal/workforce"
)

var feedback = journal(Journal[programme.CourseOfSupport, workforce.Feedback]{
	Table: "feedback", Noun: "Feedback", Key: func(f workforce.Feedback) string { return string(f.ID) },
	Clear: []Column[workforce.Feedback]{
		{"replaces", func(f workforce.Feedback) any { return maybe(f.Replaces) }},
		{"in_error", func(f workforce.Feedback) any { return f.InError }},
	},
	Beside: []string{"organisation_id"},
})

// Feedback is what somebody has said of the service, as it was entered, what was
// replaced since included.
func (t *ReadTx) Feedback(of programme.CourseOfSupport) Facts[workforce.Feedback] {
	return feedback.facts(t, of, string(t.org))
}

// ListFeedbackOfAll lists one page of what people of the organisation have said
// and not taken back, the newest first, and counts it all.
func (t *ReadTx) ListFeedbackOfAll(page programme.Page) ([]workforce.FeedbackOf, int, error) {
	n, err := t.q.CountFeedback(t.ctx, string(t.org))
	if err != nil {
		return nil, 0, busy(err)
	}
	found, err := t.q.ListFeedbackOfAll(t.ctx, rows.ListFeedbackOfAllParams{OrganisationID: string(t.org),
		Limit: int32(page.Limit()), Offset: int32(page.Offset())})
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
			Kind: id.Participant("").Kind(), ID: row.ID, Organisation: id.Organisation(row.OrganisationID),
			Team: id.Team(row.TeamID), Study: row.Study,
		},
		Definition: programme.Version{Programme: row.DefinitionKey, Number: int(row.DefinitionVersion)},
		State:      programme.State(row.Stage),
	}
	k, err := t.key(row.ID, row.Wrapped)
	if err != nil {
		return f, err
	}
	if err := open(k, "feedback", row.FeedbackID, row.Sealed, &f.Feedback); err != nil || !row.ConsentID.Valid {
		return f, err
	}
	c, err := consents.open(t, storedFact{owner: row.ID, id: row.ConsentID.String, sealed: row.ConsentSealed})
	f.Consent = &c.Fact
	return f, err
}
