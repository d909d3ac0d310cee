package admin

import (
	"context"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
)

// RotateKey changes the master key for the newest one while others write: every key is wrapped
// anew and the ends of the trails are sealed anew, so many keys in one change, for others wait
// that long. Called again it goes on where it was stopped. It returns the latest change of the
// key; from then on the one before opens nothing here. progress is told after each step how
// many keys are done of how many.
func (a *Admin) RotateKey(ctx context.Context, atOnce int,
	progress func(done, of int64)) (r audit.Rotation, err error) {
	there, err := kernel.BeforeSignIn(ctx, a.Kernel, kernel.SignInReader.ListOrganisations)
	if err != nil {
		return r, err
	}
	for _, o := range there {
		if err := a.beginRotation(ctx, o.ID); err != nil {
			return r, err
		}
		progress(0, 0)
		if err := a.Kernel.ResealReads(ctx, o.ID); err != nil {
			return r, err
		}
		progress(0, 0)
	}
	if err := a.Kernel.KeepFinding(ctx); err != nil {
		return r, err
	}
	for _, o := range there {
		if r, err = a.rewrap(ctx, o.ID, atOnce, progress); err != nil {
			return r, err
		}
	}
	left, err := a.Kernel.CountKeysNotUnder(ctx)
	if err == nil && left > 0 && r.ID != "" {
		err = fault.New(fault.Conflict, "key.rotate.left")
	}
	return r, err
}

func (a *Admin) beginRotation(ctx context.Context, org id.Organisation) error {
	drawn := kernel.NewID[id.Rotation](a.Kernel, "rotation/"+string(org)+"/"+a.Kernel.Now().String())
	return a.changeKeys(ctx, org, func(tx *kernel.Tx) error { return tx.BeginRotation(drawn) })
}

func (a *Admin) changeKeys(ctx context.Context, org id.Organisation, do func(*kernel.Tx) error) error {
	return kernel.Change(ctx, a.Kernel, authz.System("setup", org), authz.RotateKey, org, do)
}

// rewrap wraps the keys of an organisation anew until none is left.
func (a *Admin) rewrap(ctx context.Context, org id.Organisation, atOnce int,
	progress func(done, of int64)) (r audit.Rotation, err error) {
	for after := ""; ; {
		progress(r.Done, r.Keys)
		err := a.changeKeys(ctx, org, func(tx *kernel.Tx) (err error) {
			r, after, err = tx.RewrapKeys(after, atOnce)
			return err
		})
		if err != nil || !r.Underway() {
			return r, err
		}
	}
}
