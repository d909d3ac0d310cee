package store

import (
	"slices"
	"strings"
	"time"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

// FindAsker finds by whom limits count what is done in b about an address: by the two
// together where somebody has signed in so since, else by the network that b comes from.
// It asks the same whether or not the address belongs to anybody.
func (t *ReadTx) FindAsker(b identity.Browser, email string, since time.Time) (identity.Asker, error) {
	places := t.addressPlaces(email)
	a := identity.Asker{Address: strings.Join(places[:], " ")}
	known, err := t.q.KnowsBrowser(t.ctx, rows.KnowsBrowserParams{Browser: t.digestOf(b.Mark), Address: a.Address,
		CreatedAt: instant.At(since)})
	if known && b.Mark != "" {
		a.ID = t.master.Token("browser/" + b.Mark + "/" + a.Address)
		return a, busy(err)
	}
	a.ID, a.Stranger = t.master.Token("network/"+b.Source), true
	return a, busy(err)
}

// TallyAttempts counts what was attempted by a, and by strangers, since a moment.
func (t *ReadTx) TallyAttempts(a identity.Asker, since time.Time) (identity.Tally, error) {
	n, err := t.q.TallyAttempts(t.ctx, rows.TallyAttemptsParams{Asker: a.ID, Address: a.Address,
		CreatedAt: instant.At(since)})
	return identity.Tally{Again: int(n.Again), Asked: int(n.Asked), Wrong: int(n.Wrong), Spent: int(n.Spent),
		Cards: int(n.Cards), AllAsked: int(n.Strangers), AllWrong: int(n.StrangersWrong)}, busy(err)
}

// AccountAsker is an account, as limits count by it.
func (t *ReadTx) AccountAsker(a id.Account) identity.Asker {
	return identity.Asker{ID: t.master.Token("account/" + string(a))}
}

// ListAttemptsBefore lists up to limit attempts at the organisation's door from before a
// moment, the oldest first.
func (t *ReadTx) ListAttemptsBefore(before time.Time, limit int) ([]id.Attempt, error) {
	found, err := t.q.ListAttemptsBefore(t.ctx, rows.ListAttemptsBeforeParams{OrganisationID: string(t.org),
		CreatedAt: instant.At(before), Limit: int32(limit)})
	list := make([]id.Attempt, len(found))
	for i, key := range found {
		list[i] = id.Attempt(key)
	}
	return list, busy(err)
}

// DropAttempt removes an attempt that matters no more.
func (t *Tx) DropAttempt(a id.Attempt) error {
	return busy(t.q.DropAttempt(t.ctx, rows.DropAttemptParams{ID: string(a), OrganisationID: string(t.org)}))
}

// AddAttempt appends a, which was made in the browser with that mark.
func (t *Tx) AddAttempt(a identity.Attempt, mark string) error {
	seq, err := t.seq()
	if err != nil {
		return err
	}
	return busy(t.q.AddAttempt(t.ctx, rows.AddAttemptParams{
		ID: string(a.ID), OrganisationID: string(t.org), Seq: seq, Kind: string(a.Kind), Asker: a.Asker.ID,
		Stranger: a.Stranger, Address: a.Address, Browser: t.digestOf(mark), Device: a.Device,
		Tries: int64(a.Tries), CreatedAt: instant.At(t.now),
	}))
}

// TryAttempt counts one wrong code.
func (t *Tx) TryAttempt(a id.Attempt) error {
	return busy(t.q.TryAttempt(t.ctx, rows.TryAttemptParams{ID: string(a), OrganisationID: string(t.org)}))
}

// FindAttempt finds an attempt by its id.
func (t *ReadTx) FindAttempt(a id.Attempt) (identity.Attempt, error) {
	row, err := t.q.FindAttempt(t.ctx, string(a))
	return attempt(row), absent(err)
}

// FindNewestAttempt finds the newest code that was asked for in the browser with a mark.
func (t *ReadTx) FindNewestAttempt(mark string) (identity.Attempt, error) {
	row, err := t.q.FindNewestAttempt(t.ctx, t.digestOf(mark))
	return attempt(row), absent(err)
}

func attempt(row rows.Attempt) identity.Attempt {
	return identity.Attempt{
		ID: id.Attempt(row.ID), Organisation: id.Organisation(row.OrganisationID), Kind: identity.AttemptKind(row.Kind),
		Asker:   identity.Asker{ID: row.Asker, Stranger: row.Stranger, Address: row.Address},
		Browser: row.Browser, Device: row.Device, Tries: int(row.Tries), CreatedAt: row.CreatedAt.Time,
	}
}

// ListByAttempt lists who signs in by the address that was typed.
func (t *ReadTx) ListByAttempt(a identity.Attempt) ([]identity.SignIn, error) {
	return t.signInsAt([identity.Places]string(strings.Fields(a.Address)))
}

// ListGuesses lists what somebody got wrong since a moment who would sign in as a, newest first.
func (t *ReadTx) ListGuesses(a id.Account, since time.Time) ([]identity.Guesses, error) {
	found, err := t.q.ListGuesses(t.ctx, rows.ListGuessesParams{AccountID: string(a), UsedAt: instant.At(since)})
	list := make([]identity.Guesses, len(found))
	for i, g := range found {
		list[i] = identity.Guesses{OfNumber: g.Number, Since: g.Since.Time, Device: g.Device, Tries: int(g.Tries),
			Over: g.EndedAt.Valid}
	}
	slices.SortStableFunc(list, func(a, b identity.Guesses) int { return b.Since.Compare(a.Since) })
	return list[:min(len(list), identity.GuessesShown)], busy(err)
}

// CountAttempts counts what was attempted at the door since a moment.
func (t *ReadTx) CountAttempts(since time.Time) (identity.Tally, error) {
	n, err := t.q.CountAttempts(t.ctx, rows.CountAttemptsParams{OrganisationID: string(t.org),
		CreatedAt: instant.At(since)})
	return identity.Tally{Asked: int(n.Asked), Wrong: int(n.Wrong), Spent: int(n.Spent)}, busy(err)
}
