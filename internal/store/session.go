package store

import (
	"math"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

// AddSession stores s under the digest of its token.
func (t *Tx) AddSession(s identity.Session, token string) error {
	return busy(t.q.AddSession(t.ctx, rows.AddSessionParams{
		ID: string(s.ID), OrganisationID: string(t.org), AccountID: string(s.Account), Token: t.master.Token(token),
		Device: s.Device, CreatedAt: instant.At(t.now), ExpiresAt: instant.At(s.ExpiresAt),
		SignInID: maybe(string(s.SignIn)), PhoneID: maybe(string(s.Phone)), ProvenAt: instant.Maybe(s.ProvenAt),
	}))
}

// ProveSession notes that s has shown more than a card, and on which phone it is. Wrong numbers
// are counted anew, as on a phone: who has typed the right one has nothing to guess at.
func (t *Tx) ProveSession(s identity.Session) error {
	return busy(t.q.ProveSession(t.ctx, rows.ProveSessionParams{ID: string(s.ID), OrganisationID: string(t.org),
		AccountID: string(s.Account), ProvenAt: instant.Maybe(t.now), PhoneID: maybe(string(s.Phone))}))
}

// HadDevice tells whether a session, or a phone that is remembered, is a's or was.
func (t *ReadTx) HadDevice(a id.Account, device string) (bool, error) {
	had, err := t.q.HadDevice(t.ctx, rows.HadDeviceParams{ID: device, AccountID: string(a)})
	return had, busy(err)
}

// TrySession counts one wrong number.
func (t *Tx) TrySession(s identity.Session) error {
	return busy(t.q.TrySession(t.ctx, rows.TrySessionParams{ID: string(s.ID), OrganisationID: string(t.org),
		AccountID: string(s.Account)}))
}

// FindSession finds one of a that is open.
func (t *ReadTx) FindSession(a id.Account, s id.Session) (identity.Session, error) {
	row, err := t.q.FindOwnSession(t.ctx, rows.FindOwnSessionParams{AccountID: string(a), ID: string(s)})
	found := identity.Session{ID: s, Account: a, Phone: id.RememberedPhone(row.PhoneID.String), Device: row.Device,
		CreatedAt: row.CreatedAt.Time, ExpiresAt: row.ExpiresAt.Time, ProvenAt: row.ProvenAt.Or(), Tries: int(row.Tries)}
	return found, absent(err)
}

// EndSession ends a session at once.
func (t *Tx) EndSession(s identity.Session) error {
	return busy(t.q.EndSession(t.ctx, rows.EndSessionParams{
		ID: string(s.ID), OrganisationID: string(t.org), AccountID: string(s.Account), EndedAt: instant.Maybe(t.now),
	}))
}

// EndSessions ends those of a's open sessions that which picks, and counts them.
func (t *Tx) EndSessions(a id.Account, which func(identity.Session) bool) (ended int, err error) {
	open, err := t.sessions(a, t.now, allOf)
	for _, s := range open {
		if err == nil && which(s) {
			ended, err = ended+1, t.EndSession(s)
		}
	}
	return ended, err
}

// FindGuest finds who holds a session at now, by what their browser keeps of it, with the
// roles they hold at this moment: a role taken back is gone with the next request.
func (t *ReadTx) FindGuest(stamped string, now time.Time) (authz.Guest, error) {
	token, seen := t.seen(stamped)
	s, err := t.q.FindSession(t.ctx, t.master.Token(token))
	if err != nil {
		return authz.Guest{}, absent(err)
	}
	if !now.Before(s.ExpiresAt.Time) {
		return authz.Guest{}, fault.Absent
	}
	guest := authz.Guest{
		Actor: authz.Actor{
			Account: id.Account(s.AccountID), Organisation: id.Organisation(s.OrganisationID),
			Participant: id.Participant(s.ParticipantID.String), Session: id.Session(s.ID), Since: s.BeganAt.Time,
			ByCard: s.ParticipantID.Valid && s.ProvenAt.Or().IsZero(),
		},
		Home: identity.Organisation{
			ID: id.Organisation(s.OrganisationID), Name: s.Name, Zone: s.Zone, Programme: s.Programme, Help: s.Help,
			CreatedAt: s.CreatedAt.Time,
		},
		PageOf: t.pageOf(s.AccountID),
	}
	if guest.Name, err = t.ownName(s); err != nil {
		return authz.Guest{}, err
	}
	if guest.Actor.Participant != "" {
		guest.Own, err = t.ownPlaces(guest.Actor.Participant)
	} else { // who is looked after holds no role
		guest.Actor.Grants, err = t.grants(guest.Actor.Account)
	}
	if err != nil {
		return authz.Guest{}, err
	}
	guest.Given = s.Given
	if s.Drafts {
		if guest.Drafts, err = t.draftPages(guest.Actor.Account, now); err != nil {
			return authz.Guest{}, err
		}
	}
	switch away := now.Sub(seen); {
	case away >= authz.IdleLife(guest.Actor.Grants):
		return authz.Guest{}, fault.Absent
	case away >= stampedEvery:
		guest.Stamped, guest.Left = t.Stamped(token, now), s.ExpiresAt.Time.Sub(now)
	}
	return guest, nil
}

func (t *ReadTx) grants(a id.Account) ([]authz.Grant, error) {
	held, err := t.ListGrants(a)
	return authz.GrantsOf(held), err
}

// stampedEvery is how often a browser that goes on is told when it was last here.
const stampedEvery = time.Minute

// pageOf says whose a page is. It is the same in each session of an account.
func (t *ReadTx) pageOf(account string) string {
	return account + "." + t.master.Lookup(anywhere, "page", account)[:22] // 132 bits
}

// draftPages are the pages on which author typed what could not be taken.
func (t *ReadTx) draftPages(author id.Account, now time.Time) ([]identity.DraftPage, error) {
	drafts, err := t.ListDrafts(author, now)
	pages := make([]identity.DraftPage, len(drafts))
	for i, d := range drafts {
		pages[i] = identity.DraftPage{ID: d.ID, At: d.At, Page: d.Page, Closed: d.Closed, Worry: d.IsWorry()}
	}
	return pages, err
}

// ownPlaces is what participant has of their own, by any course of theirs.
func (t *ReadTx) ownPlaces(participant id.Participant) (authz.OwnPlaces, error) {
	found, err := t.q.FindOwnPlaces(t.ctx, string(participant))
	var own authz.OwnPlaces
	for _, c := range found {
		own.Visits = own.Visits || c.Visited.Bool
		own.Workbook = own.Workbook || programme.State(c.Stage).HasWorkbook()
	}
	return own, busy(err)
}

func (t *ReadTx) ownName(s rows.FindSessionRow) (string, error) {
	k, err := t.key(s.AccountID, s.Wrapped)
	if err != nil {
		return "", err
	}
	var who whoAmI
	return who.Name, open(k, "account", s.AccountID, s.Sealed, &who)
}

// How many are shown of where somebody is signed in, and of their phones. To end them is to
// end all.
const (
	waysShown = 50
	allOf     = math.MaxInt32
)

// ListSessions lists the newest places where an account is signed in at now, newest first.
func (t *ReadTx) ListSessions(a id.Account, now time.Time) ([]identity.Session, error) {
	return t.sessions(a, now, waysShown)
}

func (t *ReadTx) sessions(a id.Account, now time.Time, most int32) ([]identity.Session, error) {
	found, err := t.q.ListSessions(t.ctx, rows.ListSessionsParams{AccountID: string(a), ExpiresAt: instant.At(now),
		Limit: most})
	list := make([]identity.Session, len(found))
	for i, s := range found {
		list[i] = identity.Session{ID: id.Session(s.ID), Account: a, Device: s.Device, CreatedAt: s.CreatedAt.Time,
			ExpiresAt: s.ExpiresAt.Time, Phone: id.RememberedPhone(s.PhoneID.String), Readdressed: s.ReaddressedAt.Or()}
	}
	return list, busy(err)
}
