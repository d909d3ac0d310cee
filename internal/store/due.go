package store

import (
	"slices"
	"time"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

// AddDue writes down work that this change causes.
func (t *Tx) AddDue(kind, subject, item string, at time.Time) error {
	return t.addDue(rows.AddDueParams{ID: t.drawDue(kind, subject, item, at), At: instant.At(at), Kind: kind,
		Subject: subject, Item: item})
}

// addDueTo is AddDue, now, of a message about account that goes to another address than
// theirs: it is kept, sealed, until the message is done.
func (t *Tx) addDueTo(address, kind string, account id.Account, item string) error {
	k, err := t.openAccount(account)
	if err != nil {
		return err
	}
	key := t.drawDue(kind, string(account), item, t.now)
	sealed, err := seal(k, "due", key, address)
	if err != nil {
		return err
	}
	return t.addDue(rows.AddDueParams{ID: key, At: instant.At(t.now), Kind: kind, Subject: string(account), Item: item,
		Sealed: sealed})
}

func (t *Tx) addDue(row rows.AddDueParams) error {
	row.OrganisationID = string(t.org)
	return busy(t.q.AddDue(t.ctx, row))
}

// FindDueAddress is the address to which d, a message, goes and that isn't its account's.
func (t *ReadTx) FindDueAddress(d jobs.Due) (address string, err error) {
	sealed, err := t.q.FindDueAddress(t.ctx, d.ID)
	if err != nil {
		return "", absent(err)
	}
	k, err := t.keyFor(d.Subject)
	if err != nil {
		return "", err
	}
	return address, open(k, "due", d.ID, sealed, &address)
}

func (t *Tx) drawDue(kind, subject, item string, at time.Time) string {
	return id.From[string]([16]byte(t.draw("due/"+kind+"/"+subject+"/"+item+"/"+at.UTC().Format(time.RFC3339Nano), 16)))
}

// FinishDue marks work as done, in the change that did it.
func (t *Tx) FinishDue(key string) error {
	err := t.q.FinishDue(t.ctx, rows.FinishDueParams{ID: key, OrganisationID: string(t.org),
		DoneAt: instant.Maybe(t.now)})
	if err != nil {
		return busy(err)
	}
	return t.dropDueTry(key)
}

// PutOffDue counts a try of d before it is made, and sets the next.
func (t *Tx) PutOffDue(d jobs.Due, until time.Time) error {
	org, attempts := string(t.org), int64(d.Attempts+1)
	if d.Attempts == 0 {
		return busy(t.q.AddDueTry(t.ctx, rows.AddDueTryParams{DueID: d.ID, OrganisationID: org, At: instant.At(until),
			Attempts: attempts}))
	}
	return busy(t.q.SetDueTry(t.ctx, rows.SetDueTryParams{DueID: d.ID, OrganisationID: org, At: instant.At(until),
		Attempts: attempts}))
}

func (t *Tx) dropDueTry(key string) error {
	return busy(t.q.DropDueTry(t.ctx, rows.DropDueTryParams{DueID: key, OrganisationID: string(t.org)}))
}

// HoldDue has work that is still to be done wait until a moment.
func (t *Tx) HoldDue(key string, until time.Time) error {
	err := t.q.MoveDue(t.ctx, rows.MoveDueParams{ID: key, OrganisationID: string(t.org), At: instant.At(until)})
	if err != nil {
		return busy(err)
	}
	return t.dropDueTry(key)
}

// moveDue has work of a kind about item, of subject, be done at another time. It is to be
// done again where it was done.
func (t *Tx) moveDue(kind, subject, item string, to time.Time) error {
	keys, err := t.q.ListDueAbout(t.ctx, rows.ListDueAboutParams{Kind: kind, Subject: subject, Item: item,
		OrganisationID: string(t.org)})
	if err != nil {
		return busy(err)
	}
	for _, key := range keys {
		if err := t.HoldDue(key, to); err != nil {
			return err
		}
	}
	return nil
}

// putOffAtMost is how long a try puts work off, whatever the row says: it isn't covered by the
// trail, because tries leave no entry. It leaves room for clocks that are apart.
const putOffAtMost = jobs.LongestWait + clocksApart

// FindDue finds work that is due at now, and answers fault.Unchanged when somebody else has
// done it, or is doing it.
func (t *ReadTx) FindDue(key string, now time.Time) (jobs.Due, error) {
	row, err := t.q.FindDue(t.ctx, rows.FindDueParams{ID: key, At: instant.At(now),
		At_2: instant.At(now.Add(putOffAtMost))})
	if err := absent(err); err != nil {
		if fault.Of(err) == fault.NotFound {
			return jobs.Due{}, fault.Unchanged
		}
		return jobs.Due{}, err
	}
	return due(rows.ListDueRow(row)), nil
}

// WasDue tells whether work of a kind was ever written down about item, of
// subject, done by now or not: anybody who was told once isn't told again.
func (t *ReadTx) WasDue(kind, subject, item string) (bool, error) {
	n, err := t.q.CountDueAbout(t.ctx, rows.CountDueAboutParams{Kind: kind, Subject: subject, Item: item})
	return n > 0, busy(err)
}

// ListOpenDue lists the kinds of work about item that are still to be done.
func (t *ReadTx) ListOpenDue(item string) ([]string, error) {
	kinds, err := t.q.ListOpenDueAbout(t.ctx, item)
	return kinds, busy(err)
}

// ListDueBeside lists what other work of d's kind, for its subject and asked for in the
// same change, is about that is still to be done.
func (t *ReadTx) ListDueBeside(d jobs.Due) ([]string, error) {
	items, err := t.q.ListOpenDueFor(t.ctx, rows.ListOpenDueForParams{Kind: d.Kind, Subject: d.Subject,
		OrganisationID: string(t.org), At: instant.At(d.At)})
	return slices.DeleteFunc(items, func(item string) bool { return item == d.Item }), busy(err)
}

// ListDue lists up to limit things due at now, the oldest first.
func (t *ReadTx) ListDue(now time.Time, limit int) ([]jobs.Due, error) {
	found, err := t.q.ListDue(t.ctx, rows.ListDueParams{At: instant.At(now),
		At_2: instant.At(now.Add(putOffAtMost)), Limit: int32(limit)})
	list := make([]jobs.Due, len(found))
	for i, row := range found {
		list[i] = due(row)
	}
	return list, busy(err)
}

// CountDue counts what is still to be done, and how much of it has been tried
// at least stuck times.
func (t *ReadTx) CountDue(stuck int) (open, tried int, err error) {
	n, err := t.q.CountDue(t.ctx)
	if err != nil {
		return 0, 0, busy(err)
	}
	m, err := t.q.CountStuck(t.ctx, int64(stuck))
	return int(n), int(m), busy(err)
}

func due(row rows.ListDueRow) jobs.Due {
	return jobs.Due{
		ID: row.ID, Organisation: id.Organisation(row.OrganisationID), At: row.At.Time,
		Kind: row.Kind, Subject: row.Subject, Item: row.Item, Attempts: int(row.Attempts),
	}
}
