package kernel

import (
	"context"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/programme"
)

// A SignInReader is all that can be seen before anybody has signed in: whether a
// token, an address or a link leads anywhere, and what is public. It shows no
// record of anyone.
type SignInReader interface {
	FindGuest(token string, now time.Time) (authz.Guest, error)
	FindDraftAuthor(token string, now time.Time) (authz.DraftAuthor, error)
	FindPageAuthor(pageOf string) (authz.DraftAuthor, error)
	ListByAddress(email string) ([]identity.SignIn, error)
	FindSignInByLink(token string) (identity.SignIn, error)
	FromBrowser(s identity.SignIn, mark string) bool
	FindAttempt(a id.Attempt) (identity.Attempt, error)
	FindNewestAttempt(mark string) (identity.Attempt, error)
	FindPhone(token string) (identity.RememberedPhone, error)
	GuessNumber(a id.Account, typed string) (identity.Guess, error)
	NumberDigest(n id.OwnNumber, typed string) string
	ListByAttempt(a identity.Attempt) ([]identity.SignIn, error)
	ListOrganisations() ([]identity.Organisation, error)
	ListHelpLines() ([]programme.OwnLine, error)
}

// BeforeSignIn runs look with what is visible to somebody who has not signed in.
// It is the only reading that leaves no entry.
func BeforeSignIn[T any](ctx context.Context, k *Kernel, look func(SignInReader) (T, error)) (T, error) {
	tx, err := k.db.View(ctx, "")
	if err != nil {
		var nothing T
		k.reads.saw(ctx, err)
		return nothing, err
	}
	defer tx.Close()
	found, err := look(tx.ReadTx)
	k.reads.saw(ctx, err)
	return found, err
}

// Authenticate finds who holds a session's token, with the roles they hold at this moment. It
// goes before every page, so it opens no transaction: the roles are read after the session.
func (k *Kernel) Authenticate(ctx context.Context, token string) (authz.Guest, error) {
	guest, err := k.db.Glance(ctx).FindGuest(token, k.now())
	k.reads.saw(ctx, err)
	return guest, err
}
