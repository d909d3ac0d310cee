package store

import (
	"cmp"
	"database/sql"
	"fmt"
	"math"
	"slices"

	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/jobs"
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

// AddAccount stores a. Several people may sign in by one address, each with a code of
// their own; but two of one organisation's staff may not.
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

// addressPlaces are the digests under which an address is kept, one for each who may
// sign in by it. The first is what an address of one person always was; the last is for
// one member of staff, so that adding them never tells how many people sign in by it.
func (t *ReadTx) addressPlaces(email string) [identity.Places]string {
	var places [identity.Places]string
	for i := range places {
		place := identity.NormalAddress(email)
		if i > 0 {
			place = fmt.Sprintf("%s/%d", place, i)
		}
		places[i] = t.master.Lookup(anywhere, "email", place)
	}
	return places
}

func (t *ReadTx) listByAddress(email string) ([]rows.ListByAddressRow, error) {
	return t.listAt(t.addressPlaces(email))
}

func (t *ReadTx) listAt(p [identity.Places]string) ([]rows.ListByAddressRow, error) {
	found, err := t.q.ListByAddress(t.ctx, rows.ListByAddressParams{ID: p[0], ID_2: p[1], ID_3: p[2], ID_4: p[3],
		ID_5: p[4]})
	return found, busy(err)
}

func (t *Tx) addAddress(a identity.Account) error {
	found, err := t.listByAddress(a.Email)
	if err != nil {
		return err
	}
	taken := map[string]bool{}
	for _, row := range found {
		taken[row.Place] = true
		staff := a.Participant == "" && !row.ParticipantID.Valid
		if staff && row.OrganisationID == string(t.org) {
			return fault.Problems{{Field: "email", Key: "account.email.taken"}}
		}
	}
	places := t.addressPlaces(a.Email)
	free := places[:]
	if a.Participant != "" {
		free = places[:identity.MaxSharing]
	}
	for _, place := range free {
		if !taken[place] {
			return busy(t.q.AddAddress(t.ctx, rows.AddAddressParams{ID: place, AccountID: string(a.ID)}))
		}
	}
	return fault.Problems{{Field: "email", Key: "account.email.taken"}}
}

// SetAccount has before, who is here, be called and reached as now says. An address
// that is somebody else's is refused as a new account's is.
func (t *Tx) SetAccount(before, now identity.Account, how identity.Readdressing) error {
	if identity.NormalAddress(before.Email) != identity.NormalAddress(now.Email) {
		if err := t.readdress(before, now, how); err != nil {
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

func (t *Tx) readdress(before, now identity.Account, how identity.Readdressing) error {
	if t.addresses != nil && t.by != string(now.ID) {
		return t.addresses
	}
	if now.Email != "" {
		if err := t.addAddress(now); err != nil {
			return err
		}
	}
	at := rows.SetReaddressedParams{ID: string(now.ID), OrganisationID: string(t.org), ReaddressedAt: instant.Maybe(t.now)}
	if err := cmp.Or(t.endAddress(before), t.shutOut(before), busy(t.q.SetReaddressed(t.ctx, at))); err != nil {
		return err
	}
	if now.Email != "" && how.Back {
		if err := t.addDueTo(now.Email, jobs.NoticeAgain, now.ID, how.By); err != nil {
			return err
		}
	}
	if before.Email == "" || !how.Tell {
		return nil
	}
	return t.addDueTo(before.Email, jobs.NoticeReaddressed, before.ID, how.By)
}

// shutOut has nobody stay signed in as a who got in by an address that isn't a's any more, or
// that somebody else reads, nor come in by what was sent there; who puts their own right stays.
func (t *Tx) shutOut(a identity.Account) error {
	if a.Email == "" || t.by == string(a.ID) {
		return nil
	}
	if _, err := t.EndSignIns(a.ID, func(s identity.SignIn) bool { return s.Kind != identity.ByCard }); err != nil {
		return err
	}
	if _, err := t.EndSessions(a.ID, identity.EverySession); err != nil {
		return err
	}
	_, err := t.EndPhones(a.ID, identity.EveryPhone)
	return err
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

// endAddress has a's address open no account of theirs; anybody who shares it keeps it.
func (t *Tx) endAddress(a identity.Account) error {
	if a.Email == "" {
		return nil
	}
	found, err := t.listByAddress(a.Email)
	for _, row := range found {
		if err == nil && row.ID == string(a.ID) {
			err = busy(t.q.EndAddress(t.ctx, rows.EndAddressParams{ID: row.Place, AccountID: row.ID}))
		}
	}
	return err
}

// ListByAddress lists who signs in by an address, in any organisation.
func (t *ReadTx) ListByAddress(email string) ([]identity.SignIn, error) {
	return t.signInsAt(t.addressPlaces(email))
}

func (t *ReadTx) signInsAt(places [identity.Places]string) ([]identity.SignIn, error) {
	found, err := t.listAt(places)
	var list []identity.SignIn
	for _, row := range found {
		if row.EndedAt.Or().IsZero() {
			list = append(list, identity.SignIn{Account: id.Account(row.ID), Organisation: id.Organisation(row.OrganisationID),
				Staff: !row.ParticipantID.Valid})
		}
	}
	return list, err
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

// ListStaff lists the organisation's staff, in the order of their names where page asks for
// that and they are few enough, else oldest first, and how many there are.
func (t *ReadTx) ListStaff(page programme.Page, only identity.StaffOnly) ([]identity.Account, int, error) {
	asked := rows.CountStaffParams{OrganisationID: string(t.org), Column2: only.Role, Column3: string(only.Team),
		Column4: only.Account}
	count, err := t.q.CountStaff(t.ctx, asked)
	if err != nil {
		return nil, 0, busy(err)
	}
	page, byName := page.InOrder(int(count))
	found, err := t.q.ListStaff(t.ctx, rows.ListStaffParams{OrganisationID: asked.OrganisationID, Column2: asked.Column2,
		Column3: asked.Column3, Column4: asked.Column4, Limit: int32(page.Limit()), Offset: int32(page.Offset())})
	if err != nil {
		return nil, 0, busy(err)
	}
	list := make([]identity.Account, len(found))
	for i, row := range found {
		if list[i], err = t.account(row); err != nil {
			return nil, 0, err
		}
	}
	if byName {
		slices.SortStableFunc(list, identity.CompareNames)
	}
	return list, int(count), nil
}

// FindStaff finds members of staff by the beginnings of their names, those who have left
// included, by name: at most so many, and how many there are. Their names are opened one
// by one, as for every page that says who did a thing.
func (t *ReadTx) FindStaff(words []string, atMost int) ([]identity.Account, int, error) {
	list, err := t.staffThat(func(a identity.Account) bool { return a.Named(words) })
	slices.SortStableFunc(list, identity.CompareNames)
	return list[:min(atMost, len(list))], len(list), err
}

// ListNamesakes lists the other accounts of staff, those who have left included, that may be
// of whom a is of: they have a's name, or a's address. The newest comes first.
func (t *ReadTx) ListNamesakes(a identity.Account) ([]identity.Account, error) {
	list, err := t.staffThat(func(other identity.Account) bool {
		return other.ID != a.ID && (identity.CompareNames(other, a) == 0 || other.Shares(a.Email))
	})
	slices.Reverse(list)
	return list, err
}

func (t *ReadTx) staffThat(which func(identity.Account) bool) (list []identity.Account, err error) {
	found, err := t.q.ListStaff(t.ctx, rows.ListStaffParams{OrganisationID: string(t.org), Limit: math.MaxInt32})
	if err != nil {
		return nil, busy(err)
	}
	for _, row := range found {
		a, err := t.account(row)
		if err != nil {
			return nil, err
		}
		if which(a) {
			list = append(list, a)
		}
	}
	return list, nil
}

// ListStaffNames lists what each member of staff is called, those who have left
// included, for pages that say who did a thing.
func (t *ReadTx) ListStaffNames() (map[id.Account]string, error) {
	list, err := t.ListStaffCalled()
	names := make(map[id.Account]string, len(list))
	for _, a := range list {
		names[a.ID] = a.Name
	}
	return names, err
}

// ListStaffApart lists the same, those of one name told apart.
func (t *ReadTx) ListStaffApart() (map[id.Account]string, error) {
	list, err := t.ListStaffCalled()
	return identity.TellApart(list), err
}

// ListStaffCalled lists the same as accounts, with how each is reached.
func (t *ReadTx) ListStaffCalled() ([]identity.Account, error) {
	found, err := t.q.ListStaffNames(t.ctx, string(t.org))
	if err != nil {
		return nil, busy(err)
	}
	list := make([]identity.Account, len(found))
	for i, row := range found {
		if list[i], err = t.reached(row.ID, row.Wrapped, row.Sealed); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (t *ReadTx) account(row rows.ListStaffRow) (identity.Account, error) {
	a, err := t.reached(row.ID, row.Wrapped, row.Sealed)
	a.Participant, a.EndedAt = id.Participant(row.ParticipantID.String), row.EndedAt.Or()
	return a, err
}

// reached is an account with its name and how it is reached, as every list has them.
func (t *ReadTx) reached(account string, wrapped, sealed []byte) (identity.Account, error) {
	k, err := t.key(account, wrapped)
	if err != nil {
		return identity.Account{}, err
	}
	var who whoAmI
	err = open(k, "account", account, sealed, &who)
	return identity.Account{ID: id.Account(account), Name: who.Name, Email: who.Email, Phone: who.Phone}, err
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
