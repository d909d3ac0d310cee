package store

import (
	"crypto/subtle"
	"database/sql"
	"slices"
	"strings"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

// AddDraft stores d under its author's key.
func (t *Tx) AddDraft(d identity.Draft) error {
	k, err := t.openAccount(d.Author)
	if err != nil {
		return err
	}
	sealed, err := seal(k, "draft", string(d.ID), d.Typed)
	if err != nil {
		return err
	}
	return busy(t.q.AddDraft(t.ctx, rows.AddDraftParams{
		ID: string(d.ID), OrganisationID: string(t.org), AccountID: string(d.Author), At: instant.At(d.At),
		Closed: d.Closed, Sealed: sealed,
	}))
}

// RemoveDraft forgets d.
func (t *Tx) RemoveDraft(d identity.Draft) error {
	return busy(t.q.RemoveDraft(t.ctx, rows.RemoveDraftParams{ID: string(d.ID), OrganisationID: string(t.org),
		AccountID: string(d.Author)}))
}

// CloseDraft says of d that it can't go back where it was typed.
func (t *Tx) CloseDraft(d identity.Draft) error {
	return busy(t.q.CloseDraft(t.ctx, rows.CloseDraftParams{ID: string(d.ID), OrganisationID: string(t.org),
		AccountID: string(d.Author)}))
}

// HandDraft hands d to the lead.
func (t *Tx) HandDraft(d identity.Draft) error {
	return busy(t.q.HandDraft(t.ctx, rows.HandDraftParams{ID: string(d.ID), OrganisationID: string(t.org),
		AccountID: string(d.Author), HandedAt: instant.Maybe(t.now),
		Worry: sql.NullBool{Bool: d.IsWorry(), Valid: true}}))
}

// SettleDraft says of d that it is off the list of whom it was handed to, and takes its words out.
func (t *Tx) SettleDraft(d identity.Draft) error {
	k, err := t.openAccount(d.Author)
	if err != nil {
		return err
	}
	sealed, err := seal(k, "draft", string(d.ID), d.Wordless())
	if err != nil {
		return err
	}
	return busy(t.q.SettleDraft(t.ctx, rows.SettleDraftParams{ID: string(d.ID), OrganisationID: string(t.org),
		AccountID: string(d.Author), SettledAt: instant.Maybe(t.now), Sealed: sealed}))
}

// FindDraft finds one of the organisation's, whoever wrote it.
func (t *ReadTx) FindDraft(d id.Draft) (identity.Draft, error) {
	row, err := t.q.FindDraft(t.ctx, rows.FindDraftParams{ID: string(d), OrganisationID: string(t.org)})
	if err != nil {
		return identity.Draft{}, absent(err)
	}
	return t.draft(rows.ListDraftsRow(row))
}

// ListDrafts lists what waits for its author, the newest first.
func (t *ReadTx) ListDrafts(author id.Account, now time.Time) ([]identity.Draft, error) {
	found, err := t.q.ListDrafts(t.ctx, rows.ListDraftsParams{
		AccountID: string(author), At: instant.At(now.Add(-identity.DraftLife)),
	})
	if err != nil {
		return nil, busy(err)
	}
	return drafts(t, found)
}

// A draftRow is a draft's, whatever asked for it.
type draftRow interface {
	rows.ListDraftsRow | rows.ListHandedDraftsRow | rows.ListHandedDraftsOfRow | rows.ListHandedUnknownRow |
		rows.ListHandedWorriesRow | rows.ListGivenDraftsRow
}

// drafts opens the rows of a list.
func drafts[R draftRow](t *ReadTx, found []R) (list []identity.Draft, err error) {
	list = make([]identity.Draft, len(found))
	for i, row := range found {
		if list[i], err = t.draft(rows.ListDraftsRow(row)); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// ListHandedDrafts lists one page of what was handed to the lead, and counts all.
func (t *ReadTx) ListHandedDrafts(page programme.Page) ([]identity.Draft, int, error) {
	n, err := t.q.CountAllHandedDrafts(t.ctx, string(t.org))
	if err != nil {
		return nil, 0, busy(err)
	}
	found, err := t.q.ListHandedDrafts(t.ctx, rows.ListHandedDraftsParams{OrganisationID: string(t.org),
		Limit: int32(page.Limit()), Offset: int32(page.Offset())})
	if err != nil {
		return nil, 0, busy(err)
	}
	list, err := drafts(t, found)
	return list, int(n), err
}

// CountHandedDrafts counts what was handed to the lead, and the worries among it. It
// opens nothing but what an earlier build took.
func (t *ReadTx) CountHandedDrafts() (all, worries int, err error) {
	n, err := t.q.CountAllHandedDrafts(t.ctx, string(t.org))
	if err != nil || n == 0 {
		return 0, 0, busy(err)
	}
	known, err := t.q.CountHandedWorries(t.ctx, string(t.org))
	if err != nil {
		return 0, 0, busy(err)
	}
	found, err := t.q.ListHandedUnknown(t.ctx, string(t.org))
	if err != nil {
		return 0, 0, busy(err)
	}
	list, err := drafts(t, found)
	return int(n), int(known) + len(onlyWorries(list)), err
}

// ListHandedWorries lists the worries among what was handed over.
func (t *ReadTx) ListHandedWorries() ([]identity.Draft, error) {
	found, err := t.q.ListHandedWorries(t.ctx, string(t.org))
	if err != nil {
		return nil, busy(err)
	}
	list, err := drafts(t, found)
	return onlyWorries(list), err
}

func onlyWorries(list []identity.Draft) []identity.Draft {
	return slices.DeleteFunc(list, func(d identity.Draft) bool { return !d.IsWorry() })
}

func (t *ReadTx) draft(row rows.ListDraftsRow) (identity.Draft, error) {
	d := identity.Draft{ID: id.Draft(row.ID), Author: id.Account(row.AccountID), At: row.At.Time, Closed: row.Closed,
		Handed: row.HandedAt.Or(), Settled: row.SettledAt.Or()}
	k, err := t.keyFor(row.AccountID)
	if err != nil {
		return d, err
	}
	return d, open(k, "draft", row.ID, row.Sealed, &d.Typed)
}

// FindDraftAuthor finds who held a session that has ended, or that was over or idle for
// too long, no longer ago than a draft is kept: what was typed in it is theirs. A token that no
// session had belongs to nobody.
func (t *ReadTx) FindDraftAuthor(stamped string, now time.Time) (authz.DraftAuthor, error) {
	token, seen := t.seen(stamped)
	s, err := t.q.FindEndedSession(t.ctx, t.master.Token(token))
	if err != nil {
		return authz.DraftAuthor{}, absent(err)
	}
	held, err := t.ListGrants(id.Account(s.AccountID))
	if err != nil {
		return authz.DraftAuthor{}, err
	}
	ended := s.ExpiresAt.Time
	for _, at := range []time.Time{s.EndedAt.Or(), s.ClosedAt.Or(), seen.Add(authz.IdleLife(authz.GrantsOf(held)))} {
		if !at.IsZero() && at.Before(ended) {
			ended = at
		}
	}
	if ended.After(now) || now.Sub(ended) > identity.DraftLife {
		return authz.DraftAuthor{}, fault.Absent
	}
	return authz.DraftAuthor{Closed: !s.ClosedAt.Or().IsZero(), Actor: authz.Actor{Account: id.Account(s.AccountID),
		Organisation: id.Organisation(s.OrganisationID), Participant: id.Participant(s.ParticipantID.String)}}, nil
}

// FindPageAuthor finds whose page a form was on, by what it says of that. What the
// server didn't make leads to nobody.
func (t *ReadTx) FindPageAuthor(pageOf string) (authz.DraftAuthor, error) {
	account, _, _ := strings.Cut(pageOf, ".")
	if subtle.ConstantTimeCompare([]byte(pageOf), []byte(t.pageOf(account))) == 0 {
		return authz.DraftAuthor{}, fault.Absent
	}
	a, err := t.q.FindPageAuthor(t.ctx, account)
	if err != nil {
		return authz.DraftAuthor{}, absent(err)
	}
	return authz.DraftAuthor{Closed: !a.EndedAt.Or().IsZero(), Actor: authz.Actor{Account: id.Account(account),
		Organisation: id.Organisation(a.OrganisationID), Participant: id.Participant(a.ParticipantID.String)}}, nil
}

// ListHandedDraftsOf lists what author has handed to the lead, and waits there.
func (t *ReadTx) ListHandedDraftsOf(author id.Account) ([]identity.Draft, error) {
	found, err := t.q.ListHandedDraftsOf(t.ctx, string(author))
	if err != nil {
		return nil, busy(err)
	}
	return drafts(t, found)
}

// ListGivenDrafts lists what of author's was handed over, be it dealt with or not, the newest
// first.
func (t *ReadTx) ListGivenDrafts(author id.Account) ([]identity.Draft, error) {
	found, err := t.q.ListGivenDrafts(t.ctx, string(author))
	if err != nil {
		return nil, busy(err)
	}
	return drafts(t, found)
}
