package store

import (
	"database/sql"
	"errors"
	"reflect"
	"strings"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

// SetSender stores what stands on letters from now on. What stands there already
// is fault.Unchanged.
func (t *Tx) SetSender(s programme.Sender) error {
	now, err := t.FindSender()
	if err != nil {
		return err
	}
	same := reflect.DeepEqual(now, s)
	if now.ID == s.ID && !same {
		return fault.New(fault.Conflict, "fault.sent_before")
	}
	if same {
		return fault.Unchanged
	}
	return busy(t.q.AddSender(t.ctx, rows.AddSenderParams{
		ID: string(s.ID), OrganisationID: string(t.org), At: instant.At(t.now), ByAccount: t.by,
		AddressLines: strings.Join(s.Lines, "\n"), Postcode: string(s.Postcode), Phone: string(s.Phone),
	}))
}

// FindSender finds what stands on the organisation's letters; the zero sender
// when it has set nothing.
func (t *ReadTx) FindSender() (programme.Sender, error) {
	row, err := t.q.FindSender(t.ctx, string(t.org))
	if errors.Is(err, sql.ErrNoRows) {
		return programme.Sender{}, nil
	}
	if err != nil {
		return programme.Sender{}, busy(err)
	}
	return programme.Sender{ID: id.Sender(row.ID), Lines: strings.Split(row.AddressLines, "\n"),
		Postcode: programme.Postcode(row.Postcode), Phone: programme.Phone(row.Phone)}, nil
}
