package store

import (
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

// AddSignIn stores s. Digests of secret and browser are kept; the secret
// itself waits sealed under the account's key until it has been sent.
func (t *Tx) AddSignIn(s identity.SignIn, secret identity.Secret) error {
	k, err := t.openAccount(s.Account)
	if err != nil {
		return err
	}
	sealed, err := seal(k, "sign_in", string(s.ID), secret)
	if err != nil {
		return err
	}
	if s.Kind == identity.ByCard {
		sealed = nil // handed over on paper, once
	}
	return busy(t.q.AddSignIn(t.ctx, rows.AddSignInParams{
		ID: string(s.ID), OrganisationID: string(t.org), AccountID: string(s.Account), Kind: string(s.Kind),
		Link: t.master.Token(secret.Token), Code: t.codeDigest(s.ID, secret.Code), Browser: s.Browser,
		Sealed: sealed, CreatedAt: instant.At(t.now), ExpiresAt: instant.At(s.ExpiresAt),
		AttemptID: maybe(string(s.Attempt)), GivenBy: maybe(s.GivenBy),
	}))
}

func (t *ReadTx) digestOf(mark string) string {
	if mark == "" {
		return ""
	}
	return t.master.Token(mark)
}

// codeDigest binds a code to its row, so that equal codes differ.
func (t *ReadTx) codeDigest(row id.Code, code string) string {
	return t.master.Token(string(row) + "/" + identity.NormalCode(code))
}

// CodeMatches tells whether typed is the code of s.
func (t *ReadTx) CodeMatches(s identity.SignIn, typed string) bool {
	return s.Code == t.codeDigest(s.ID, typed)
}

// FromBrowser tells whether s was asked for in the browser with this mark.
func (t *ReadTx) FromBrowser(s identity.SignIn, mark string) bool {
	return mark != "" && s.Browser == t.digestOf(mark)
}

// FindSignIn finds a sign-in by its id.
func (t *ReadTx) FindSignIn(s id.Code) (identity.SignIn, error) {
	row, err := t.q.FindSignIn(t.ctx, string(s))
	return signIn(row), absent(err)
}

// FindSignInByLink finds the sign-in that a link's token belongs to.
func (t *ReadTx) FindSignInByLink(token string) (identity.SignIn, error) {
	row, err := t.q.FindSignInByLink(t.ctx, t.master.Token(token))
	return signIn(row), absent(err)
}

// ListSignInsOfAttempt lists what an attempt led to: a sign-in for each who signs in by
// the address that was typed.
func (t *ReadTx) ListSignInsOfAttempt(a id.Attempt) ([]identity.SignIn, error) {
	found, err := t.q.ListSignInsOfAttempt(t.ctx, maybe(string(a)))
	return signIns(found), busy(err)
}

// ListCards lists the newest cards of an account, used ones too, newest first, each with the
// device that it was used on.
func (t *ReadTx) ListCards(a id.Account) ([]identity.SignIn, error) {
	found, err := t.q.ListCards(t.ctx, string(a))
	list := make([]identity.SignIn, len(found))
	for i, row := range found {
		list[i] = identity.SignIn{
			ID: id.Code(row.ID), Organisation: id.Organisation(row.OrganisationID), Account: a, Kind: identity.ByCard,
			GivenBy: row.GivenBy.String, Giver: row.Giver, CreatedAt: row.CreatedAt.Time,
			ExpiresAt: row.ExpiresAt.Time, UsedAt: row.UsedAt.Or(), RevokedAt: row.RevokedAt.Or(), UsedOn: row.UsedOn,
		}
	}
	return list, busy(err)
}

func signIns(found []rows.SignIn) []identity.SignIn {
	list := make([]identity.SignIn, len(found))
	for i, row := range found {
		list[i] = signIn(row)
	}
	return list
}

// OpenSecret returns what is still to be sent to a; it is gone once sent or used.
func (t *ReadTx) OpenSecret(a id.Account, s id.Code) (identity.Secret, error) {
	row, err := t.q.FindSignIn(t.ctx, string(s))
	if err != nil {
		return identity.Secret{}, absent(err)
	}
	if row.Sealed == nil || row.AccountID != string(a) {
		return identity.Secret{}, fault.Absent
	}
	k, err := t.keyFor(row.AccountID)
	if err != nil {
		return identity.Secret{}, err
	}
	var secret identity.Secret
	return secret, open(k, "sign_in", row.ID, row.Sealed, &secret)
}

// ClearSecret forgets a secret that has been sent.
func (t *Tx) ClearSecret(a id.Account, s id.Code) error {
	return busy(t.q.ClearSignIn(t.ctx, rows.ClearSignInParams{ID: string(s), OrganisationID: string(t.org),
		AccountID: string(a)}))
}

// RevokeSignIn has a code, a link or a card be of no use.
func (t *Tx) RevokeSignIn(s identity.SignIn) error {
	return busy(t.q.RevokeSignIn(t.ctx, rows.RevokeSignInParams{ID: string(s.ID), OrganisationID: string(t.org),
		AccountID: string(s.Account), RevokedAt: instant.Maybe(t.now)}))
}

// EndSignIns has those of a's codes, links and cards that still open be of no use which picks,
// and counts them.
func (t *Tx) EndSignIns(a id.Account, which func(identity.SignIn) bool) (ended int, err error) {
	open, err := t.ListOpenSignIns(a, t.now)
	for _, s := range open {
		if err == nil && which(s) {
			ended, err = ended+1, t.RevokeSignIn(s)
		}
	}
	return ended, err
}

// UseSignIn spends a sign-in.
func (t *Tx) UseSignIn(s identity.SignIn) error {
	return busy(t.q.UseSignIn(t.ctx, rows.UseSignInParams{
		ID: string(s.ID), OrganisationID: string(t.org), AccountID: string(s.Account), UsedAt: instant.Maybe(t.now),
	}))
}

func signIn(row rows.SignIn) identity.SignIn {
	return identity.SignIn{
		ID: id.Code(row.ID), Organisation: id.Organisation(row.OrganisationID), Account: id.Account(row.AccountID),
		Kind: identity.Kind(row.Kind), Link: row.Link, Code: row.Code, Browser: row.Browser,
		Attempt: id.Attempt(row.AttemptID.String), GivenBy: row.GivenBy.String, RevokedAt: row.RevokedAt.Or(),
		CreatedAt: row.CreatedAt.Time, ExpiresAt: row.ExpiresAt.Time, UsedAt: row.UsedAt.Or(),
	}
}
