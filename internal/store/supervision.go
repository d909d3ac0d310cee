package store

import (
	"database/sql"
	"errors"
	"time"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
	"footbridge.org/footbridge/internal/workforce"
)

// SentSupervision answers fault.Unchanged when s is there already, a conflict
// when its id stands for another entry, and nothing when it is new.
func (t *Tx) SentSupervision(s workforce.Supervision) error {
	stored, err := t.FindSupervision(s.ID)
	switch {
	case fault.Of(err) == fault.NotFound:
		return nil
	case err != nil:
		return err
	case stored.Same(s):
		return fault.Unchanged
	}
	return fault.New(fault.Conflict, "fault.sent_before")
}

// AddSupervision stores s, which is new.
func (t *Tx) AddSupervision(s workforce.Supervision) error {
	err := t.q.AddSupervision(t.ctx, rows.AddSupervisionParams{
		OrganisationID: string(t.org), ID: string(s.ID), At: instant.At(t.now), ByAccount: t.by, HeldOn: s.On.String(),
		LedBy:    string(s.Led),
		Replaces: maybe(s.Replaces), InError: s.InError,
	})
	for _, a := range s.Came {
		if err == nil {
			err = t.q.AddSupervisionCame(t.ctx, rows.AddSupervisionCameParams{OrganisationID: string(t.org),
				SupervisionID: string(s.ID), AccountID: string(a)})
		}
	}
	return busy(err)
}

// maybe is a value for a column that is null where there is none.
func maybe[T ~string](v T) sql.NullString { return sql.NullString{String: string(v), Valid: v != ""} }

// FindSupervision finds one entry of the organisation, and who came.
func (t *ReadTx) FindSupervision(key id.Supervision) (workforce.Supervision, error) {
	row, err := t.q.FindSupervision(t.ctx, rows.FindSupervisionParams{OrganisationID: string(t.org), ID: string(key)})
	if err != nil {
		return workforce.Supervision{}, absent(err)
	}
	s, err := supervision(row.ID, row.HeldOn, row.LedBy)
	if err != nil {
		return workforce.Supervision{}, err
	}
	s.Replaces, s.InError = id.Supervision(row.Replaces.String), row.InError
	came, err := t.q.ListSupervisionCame(t.ctx, rows.ListSupervisionCameParams{OrganisationID: string(t.org),
		SupervisionID: string(key)})
	for _, a := range came {
		s.Came = append(s.Came, id.Account(a))
	}
	return s, busy(err)
}

// SupervisionHolds tells whether an entry counts: no other stands in its place.
func (t *ReadTx) SupervisionHolds(key id.Supervision) (bool, error) {
	_, err := t.q.FindSupervisionReplacing(t.ctx, rows.FindSupervisionReplacingParams{OrganisationID: string(t.org),
		Replaces: maybe(key)})
	if errors.Is(err, sql.ErrNoRows) {
		return true, nil
	}
	return false, busy(err)
}

// ListSupervisions lists one page of the sessions that were entered, the newest
// day first, with those that were corrected or taken back, and counts them all.
func (t *ReadTx) ListSupervisions(page programme.Page) ([]workforce.SupervisionEntry, int, error) {
	count, err := t.q.CountSupervisions(t.ctx, string(t.org))
	if err != nil {
		return nil, 0, busy(err)
	}
	found, err := t.q.ListSupervisions(t.ctx, rows.ListSupervisionsParams{OrganisationID: string(t.org),
		Limit: int32(page.Limit()), Offset: int32(page.Offset())})
	if err != nil || len(found) == 0 {
		return nil, int(count), busy(err)
	}
	came, err := t.cameBetween(found[len(found)-1].HeldOn, found[0].HeldOn)
	if err != nil {
		return nil, 0, err
	}
	list := make([]workforce.SupervisionEntry, len(found))
	for i, row := range found {
		s, err := supervision(row.ID, row.HeldOn, row.LedBy)
		if err != nil {
			return nil, 0, err
		}
		s.Came, s.Replaces = came[row.ID], id.Supervision(row.Replaces.String)
		list[i] = workforce.SupervisionEntry{Supervision: s, TakenBack: row.TakenBack.Bool, Corrected: row.ReplacedBy.Valid &&
			!row.TakenBack.Bool}
	}
	return list, int(count), nil
}

func (t *ReadTx) cameBetween(first, last string) (map[string][]id.Account, error) {
	found, err := t.q.ListSupervisionCameBetween(t.ctx,
		rows.ListSupervisionCameBetweenParams{OrganisationID: string(t.org), HeldOn: first, HeldOn_2: last})
	came := map[string][]id.Account{}
	for _, row := range found {
		came[row.SupervisionID] = append(came[row.SupervisionID], id.Account(row.AccountID))
	}
	return came, busy(err)
}

// ListSupervisionsHeld lists the newest sessions that hold, at most so many,
// without who came.
func (t *ReadTx) ListSupervisionsHeld(atMost int) ([]workforce.Supervision, error) {
	found, err := t.q.ListSupervisionsHeld(t.ctx, rows.ListSupervisionsHeldParams{OrganisationID: string(t.org),
		Limit: int32(atMost)})
	if err != nil {
		return nil, busy(err)
	}
	list := make([]workforce.Supervision, len(found))
	for i, row := range found {
		if list[i], err = supervision(row.ID, row.HeldOn, row.LedBy); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// ListSupervisionsCameTo lists the newest sessions that hold and that a came
// to, at most so many, without who else did.
func (t *ReadTx) ListSupervisionsCameTo(a id.Account, atMost int) ([]workforce.Supervision, error) {
	found, err := t.q.ListSupervisionsCameTo(t.ctx, rows.ListSupervisionsCameToParams{OrganisationID: string(t.org),
		AccountID: string(a), Limit: int32(atMost)})
	if err != nil {
		return nil, busy(err)
	}
	list := make([]workforce.Supervision, len(found))
	for i, row := range found {
		if list[i], err = supervision(row.ID, row.HeldOn, row.LedBy); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// FindFirstWorkerFact is when anything was first recorded of a worker; the zero
// time when nothing was.
func (t *ReadTx) FindFirstWorkerFact() (time.Time, error) {
	at, err := t.q.FindFirstWorkerFact(t.ctx, string(t.org))
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, nil
	}
	return at.Time, busy(err)
}

// supervision reads a row. An entry that only takes another back has no day.
func supervision(key, heldOn, ledBy string) (workforce.Supervision, error) {
	s := workforce.Supervision{ID: id.Supervision(key), Led: id.Account(ledBy)}
	if heldOn == "" {
		return s, nil
	}
	var err error
	s.On, err = programme.ParseDate(heldOn)
	return s, err
}
