package store

import (
	"database/sql"
	"errors"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

// SetHelpLine stores the line that is shown from now on. The one that is shown
// already is fault.Unchanged.
func (t *Tx) SetHelpLine(c programme.CrisisLine) error {
	now, err := t.FindHelpLine()
	if err != nil {
		return err
	}
	if now.ID == c.ID && now != c {
		return fault.New(fault.Conflict, "fault.sent_before")
	}
	if now == c {
		return fault.Unchanged
	}
	return busy(t.q.AddHelpLine(t.ctx, rows.AddHelpLineParams{
		ID: string(c.ID), OrganisationID: string(t.org), At: instant.At(t.now), ByAccount: t.by,
		Number: string(c.Number), Hours: c.Hours, WhenClosed: c.WhenClosed, ReviewBy: c.ReviewBy.String(),
	}))
}

// FindHelpLine finds the organisation's own line; the zero line when it has
// set none.
func (t *ReadTx) FindHelpLine() (programme.CrisisLine, error) {
	row, err := t.q.FindHelpLine(t.ctx, string(t.org))
	if errors.Is(err, sql.ErrNoRows) {
		return programme.CrisisLine{}, nil
	}
	if err != nil {
		return programme.CrisisLine{}, busy(err)
	}
	return crisisLine(row.ID, row.Number, row.Hours, row.WhenClosed, row.ReviewBy)
}

// ListHelpLines lists the lines that organisations have set, for a page that is
// open to everybody.
func (t *ReadTx) ListHelpLines() ([]programme.OwnLine, error) {
	found, err := t.q.ListHelpLines(t.ctx)
	if err != nil {
		return nil, busy(err)
	}
	list := make([]programme.OwnLine, len(found))
	for i, row := range found {
		c, err := crisisLine(row.ID, row.Number, row.Hours, row.WhenClosed, row.ReviewBy)
		if err != nil {
			return nil, err
		}
		list[i] = programme.OwnLine{Organisation: id.Organisation(row.OrganisationID), Name: row.Name, CrisisLine: c}
	}
	return list, nil
}

func crisisLine(key, number, hours, closed, reviewBy string) (programme.CrisisLine, error) {
	day, err := programme.ParseDate(reviewBy)
	return programme.CrisisLine{
		ID: id.HelpLine(key), Number: programme.Phone(number), Hours: hours, WhenClosed: closed, ReviewBy: day,
	}, err
}
