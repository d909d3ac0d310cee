package store

import (
	"database/sql"
	"errors"

	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

// whoAmI is the sealed part of an account.
type whoAmI struct {
	Name  string          `json:"name"`
	Email string          `json:"email"`
	Phone programme.Phone `json:"phone,omitempty"`
}

// anywhere is the scope of lookups that are unique in the whole installation.
const anywhere = "*"

// AddAccount stores a. Its address must not be anybody else's, in any
// organisation: the answer is the same whichever has it.
func (t *Tx) AddAccount(a identity.Account) error {
	k, err := t.newKey(string(a.ID))
	if err != nil {
		return err
	}
	sealed, err := seal(k, "account", string(a.ID), whoAmI{a.Name, a.Email, a.Phone})
	if err != nil {
		return err
	}
	err = t.q.AddAccount(t.ctx, rows.AddAccountParams{
		ID: string(a.ID), OrganisationID: string(t.org), Sealed: sealed, CreatedAt: instant.At(t.now),
		ParticipantID: sql.NullString{String: string(a.Participant), Valid: a.Participant != ""},
	})
	if err != nil || a.Email == "" {
		return busy(err)
	}
	return t.addAddress(a)
}

func (t *Tx) addAddress(a identity.Account) error {
	digest := t.master.Lookup(anywhere, "email", identity.NormalAddress(a.Email))
	_, err := t.q.FindAddress(t.ctx, digest)
	if err == nil {
		return fault.Problems{{Field: "email", Key: "account.email.taken"}}
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return busy(err)
	}
	return busy(t.q.AddAddress(t.ctx, rows.AddAddressParams{ID: digest, AccountID: string(a.ID)}))
}

// SetAccount has before, who is here, be called and reached as now says. An address
// that is somebody else's is refused as a new account's is.
func (t *Tx) SetAccount(before, now identity.Account) error {
	if identity.NormalAddress(before.Email) != identity.NormalAddress(now.Email) {
		if now.Email != "" {
			if err := t.addAddress(now); err != nil {
				return err
			}
		}
		if err := t.endAddress(before); err != nil {
			return err
		}
	}
	k, err := t.keyFor(string(now.ID))
	if err != nil {
		return err
	}
	sealed, err := seal(k, "account", string(now.ID), whoAmI{now.Name, now.Email, now.Phone})
	if err != nil {
		return err
	}
	return busy(t.q.SetAccount(t.ctx, rows.SetAccountParams{ID: string(now.ID), OrganisationID: string(t.org),
		Sealed: sealed}))
}

// endAddress has a's address open no account.
func (t *Tx) endAddress(a identity.Account) error {
	if a.Email == "" {
		return nil
	}
	return busy(t.q.EndAddress(t.ctx, rows.EndAddressParams{
		ID: t.master.Lookup(anywhere, "email", identity.NormalAddress(a.Email)), AccountID: string(a.ID),
	}))
}

// EndAccount closes an account for good; its sessions end with it, and its
// address may open another.
func (t *Tx) EndAccount(a identity.Account) error {
	if err := t.endAddress(a); err != nil {
		return err
	}
	return busy(t.q.EndAccount(t.ctx, rows.EndAccountParams{ID: string(a.ID), OrganisationID: string(t.org),
		EndedAt: instant.Maybe(t.now)}))
}

// FindAddress finds whose address this is, in any organisation.
func (t *ReadTx) FindAddress(email string) (id.Account, id.Organisation, error) {
	row, err := t.q.FindAddress(t.ctx, t.master.Lookup(anywhere, "email", identity.NormalAddress(email)))
	return id.Account(row.ID), id.Organisation(row.OrganisationID), absent(err)
}

// FindAccount finds one account of the organisation.
func (t *ReadTx) FindAccount(a id.Account) (identity.Account, error) {
	row, err := t.q.FindAccount(t.ctx, rows.FindAccountParams{OrganisationID: string(t.org), ID: string(a)})
	if err != nil {
		return identity.Account{}, absent(err)
	}
	return t.account(rows.ListStaffRow(row))
}

// FindAccountOfParticipant finds the account with which participant signs in.
func (t *ReadTx) FindAccountOfParticipant(participant id.Participant) (id.Account, error) {
	found, err := t.q.FindAccountOfParticipant(t.ctx, rows.FindAccountOfParticipantParams{
		OrganisationID: string(t.org), ParticipantID: sql.NullString{String: string(participant), Valid: true},
	})
	return id.Account(found), absent(err)
}

// ListStaff lists the organisation's staff, oldest first, and how many there are.
func (t *ReadTx) ListStaff(page programme.Page) ([]identity.Account, int, error) {
	count, err := t.q.CountStaff(t.ctx, string(t.org))
	if err != nil {
		return nil, 0, busy(err)
	}
	found, err := t.q.ListStaff(t.ctx, rows.ListStaffParams{OrganisationID: string(t.org), Limit: int32(page.Limit()),
		Offset: int32(page.Offset())})
	if err != nil {
		return nil, 0, busy(err)
	}
	list := make([]identity.Account, len(found))
	for i, row := range found {
		if list[i], err = t.account(row); err != nil {
			return nil, 0, err
		}
	}
	return list, int(count), nil
}

// ListStaffNames lists what each member of staff is called, those who have left
// included, for pages that say who did a thing.
func (t *ReadTx) ListStaffNames() (map[id.Account]string, error) {
	found, err := t.q.ListStaffNames(t.ctx, string(t.org))
	if err != nil {
		return nil, busy(err)
	}
	names := make(map[id.Account]string, len(found))
	for _, row := range found {
		k, err := t.key(row.ID, row.Wrapped)
		if err != nil {
			return nil, err
		}
		var who whoAmI
		if err := open(k, "account", row.ID, row.Sealed, &who); err != nil {
			return nil, err
		}
		names[id.Account(row.ID)] = who.Name
	}
	return names, nil
}

func (t *ReadTx) account(row rows.ListStaffRow) (identity.Account, error) {
	k, err := t.key(row.ID, row.Wrapped)
	if err != nil {
		return identity.Account{}, err
	}
	var who whoAmI
	if err := open(k, "account", row.ID, row.Sealed, &who); err != nil {
		return identity.Account{}, err
	}
	return identity.Account{
		ID: id.Account(row.ID), Name: who.Name, Email: who.Email, Phone: who.Phone,
		Participant: id.Participant(row.ParticipantID.String), EndedAt: row.EndedAt.Or(),
	}, nil
}

// openAccount finds the account's key, for sealing what belongs to it.
func (t *Tx) openAccount(a id.Account) (*crypt.Person, error) { return t.keyFor(string(a)) }

var accountCorrections = journal(Journal[id.Account, identity.Correction]{
	Table: "account_correction", Noun: "AccountCorrection",
	Key: func(c identity.Correction) string { return string(c.ID) },
})

// AccountCorrections are what was put right of what a member of staff is called and
// how they are reached.
func (t *ReadTx) AccountCorrections(a id.Account) Facts[identity.Correction] {
	return accountCorrections.facts(t, a)
}
