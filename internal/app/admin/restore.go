package admin

import (
	"context"
	"errors"
	"io"
	"math"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
)

// Restored is what restoring did.
type Restored struct {
	Found     kernel.Verdict
	SignedOut int // accounts that were signed in, or had a code, a link or a card that opened
}

// Restore writes what a backup holds to a new file, brings it forward to this program's
// schema, signs everybody out of it and verifies it. With an error the file is not to be
// used, and whoever called removes it.
func Restore(ctx context.Context, from io.Reader, path string, with kernel.Config) (r Restored, err error) {
	k, err := unpack(ctx, from, path, with)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, k.Close()) }()
	if r.SignedOut, err = bringForward(ctx, k); err != nil {
		return r, err
	}
	r.Found, err = k.Verify(ctx, nil)
	return r, err
}

// RestoreTo is Restore to the database of into, which CheckEmpty let pass. The new file is on the
// way there: what is verified is what stays.
func RestoreTo(ctx context.Context, into *kernel.Kernel, from io.Reader, path string, with kernel.Config) (r Restored,
	err error) {
	k, err := unpack(ctx, from, path, with)
	if err != nil {
		return r, err
	}
	r.SignedOut, err = bringForward(ctx, k)
	if err = errors.Join(err, k.Close()); err != nil {
		return r, err
	}
	if err := into.FillFrom(ctx, path); err != nil {
		return r, err
	}
	if err := into.CheckFit(ctx); err != nil { // which takes up what people are found by
		return r, err
	}
	r.Found, err = into.Verify(ctx, nil)
	return r, err
}

func unpack(ctx context.Context, from io.Reader, path string, with kernel.Config) (*kernel.Kernel, error) {
	if err := fill(path, stopping{ctx, from}); err != nil {
		return nil, err
	}
	with.Database = "sqlite:" + path
	return kernel.Open(with)
}

// bringForward brings k forward to this program's schema, and signs everybody out.
func bringForward(ctx context.Context, k *kernel.Kernel) (signedOut int, err error) {
	if err := k.Migrate(ctx); err != nil {
		return 0, err
	}
	if err := k.CheckFit(ctx); err != nil {
		return 0, err
	}
	there, err := kernel.BeforeSignIn(ctx, k, kernel.SignInReader.ListOrganisations)
	for _, o := range there {
		n, err := signOutAll(ctx, k, o.ID)
		if err != nil {
			return signedOut, err
		}
		signedOut += n
	}
	return signedOut, err
}

// signOutAll ends every session of an organisation, every code, link and card, and every phone: what
// was ended or used after the backup was made would open again.
func signOutAll(ctx context.Context, k *kernel.Kernel, org id.Organisation) (int, error) {
	who := authz.System("backup", org)
	var in []id.Account
	err := kernel.Change(ctx, k, who, authz.RecordRestore, org, func(tx *kernel.Tx) (err error) {
		in, err = tx.ListAccountsLetIn(tx.Now, math.MaxInt32)
		return err
	})
	if err != nil {
		return 0, err
	}
	for _, a := range in {
		err := kernel.Change(ctx, k, who, authz.EndSession, a, func(tx *kernel.Tx) error { return signOut(tx, a) })
		if err != nil {
			return 0, err
		}
	}
	return len(in), nil
}

func signOut(tx *kernel.Tx, a id.Account) error {
	for {
		sessions, err := tx.EndSessions(a, identity.EverySession)
		if err != nil {
			return err
		}
		ways, err := tx.ListOpenSignIns(a, tx.Now)
		if err != nil {
			return err
		}
		for _, s := range ways {
			if err := tx.UseSignIn(s); err != nil {
				return err
			}
		}
		phones, err := tx.EndPhones(a, identity.EveryPhone)
		if err != nil {
			return err
		}
		if sessions+len(ways)+phones == 0 {
			return nil
		}
	}
}

// CheckEmpty brings the database of k forward to this program's schema, and refuses one
// that holds an organisation already.
func CheckEmpty(ctx context.Context, k *kernel.Kernel) error {
	if err := k.Migrate(ctx); err != nil {
		return err
	}
	there, err := kernel.BeforeSignIn(ctx, k, kernel.SignInReader.ListOrganisations)
	if err == nil && len(there) > 0 {
		err = fault.New(fault.Conflict, "restore.not_empty")
	}
	return err
}
