package store

import (
	"time"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

// AddPhone stores p under the digest of its token.
func (t *Tx) AddPhone(p identity.RememberedPhone, token string) error {
	return busy(t.q.AddRememberedPhone(t.ctx, rows.AddRememberedPhoneParams{ID: string(p.ID),
		OrganisationID: string(t.org), AccountID: string(p.Account), Token: t.master.Token(token),
		Device: p.Device, CreatedAt: instant.At(t.now), UsedAt: instant.At(t.now)}))
}

// FindPhone finds the phone that a token belongs to, one that was forgotten too.
func (t *ReadTx) FindPhone(token string) (identity.RememberedPhone, error) {
	row, err := t.q.FindRememberedPhone(t.ctx, t.master.Token(token))
	return rememberedPhone(row), absent(err)
}

// ListPhones lists the newest phones of a that are remembered at now, newest first.
func (t *ReadTx) ListPhones(a id.Account, now time.Time) ([]identity.RememberedPhone, error) {
	return t.phones(a, now, waysShown)
}

func (t *ReadTx) phones(a id.Account, now time.Time, most int32) ([]identity.RememberedPhone, error) {
	found, err := t.q.ListRememberedPhones(t.ctx, rows.ListRememberedPhonesParams{AccountID: string(a),
		UsedAt: instant.At(now.Add(-identity.PhoneKept)), Limit: most})
	list := make([]identity.RememberedPhone, len(found))
	for i, row := range found {
		list[i] = rememberedPhone(row)
	}
	return list, busy(err)
}

// UsePhone notes that the right number was typed on p.
func (t *Tx) UsePhone(p identity.RememberedPhone) error {
	return busy(t.q.UseRememberedPhone(t.ctx, rows.UseRememberedPhoneParams{ID: string(p.ID),
		OrganisationID: string(t.org), AccountID: string(p.Account), UsedAt: instant.At(t.now)}))
}

// TryPhone counts one wrong number.
func (t *Tx) TryPhone(p identity.RememberedPhone) error {
	return busy(t.q.TryRememberedPhone(t.ctx, rows.TryRememberedPhoneParams{ID: string(p.ID),
		OrganisationID: string(t.org), AccountID: string(p.Account)}))
}

// EndPhone forgets p.
func (t *Tx) EndPhone(p identity.RememberedPhone) error {
	return busy(t.q.EndRememberedPhone(t.ctx, rows.EndRememberedPhoneParams{ID: string(p.ID),
		OrganisationID: string(t.org), AccountID: string(p.Account), EndedAt: instant.Maybe(t.now)}))
}

// EndPhones forgets those of a's phones that which picks, and counts them.
func (t *Tx) EndPhones(a id.Account, which func(identity.RememberedPhone) bool) (ended int, err error) {
	list, err := t.phones(a, t.now, allOf)
	for _, p := range list {
		if err == nil && which(p) {
			ended, err = ended+1, t.EndPhone(p)
		}
	}
	return ended, err
}

func rememberedPhone(row rows.RememberedPhone) identity.RememberedPhone {
	return identity.RememberedPhone{ID: id.RememberedPhone(row.ID), Organisation: id.Organisation(row.OrganisationID),
		Account: id.Account(row.AccountID), Device: row.Device, Tries: int(row.Tries), CreatedAt: row.CreatedAt.Time,
		UsedAt: row.UsedAt.Time, EndedAt: row.EndedAt.Or()}
}
