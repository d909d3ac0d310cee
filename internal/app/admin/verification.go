package admin

import (
	"context"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/jobs"
)

// AskVerification has the trails walked as due work: it may take minutes, and
// what it finds is kept. While one is under way, asking again changes nothing.
func (a *Admin) AskVerification(ctx context.Context, who authz.Actor) error {
	return kernel.Change(ctx, a.Kernel, who, authz.AskVerification, who.Organisation, func(tx *kernel.Tx) error {
		newest, err := tx.ListVerifications(1)
		if err != nil {
			return err
		}
		if len(newest) > 0 && newest[0].FinishedAt.IsZero() {
			return fault.Unchanged
		}
		v := kernel.NewID[id.Verification](a.Kernel, "verification/"+string(who.Organisation)+"/"+tx.Now.String())
		if err := tx.AddVerification(v); err != nil {
			return err
		}
		return tx.AddDue(jobs.Verify, string(who.Organisation), string(v), tx.Now)
	})
}

func verifyWorks(a *Admin) map[string]kernel.Work {
	return map[string]kernel.Work{jobs.Verify: a.verify}
}

// verify walks the trails outside any change, and then writes down what it
// found. Walked twice after a crash, the later result stands.
func (a *Admin) verify(ctx context.Context, d jobs.Due) error {
	found, err := a.Kernel.Verify(ctx, nil)
	if err != nil {
		return err
	}
	who := authz.System("due", d.Organisation)
	return kernel.Change(ctx, a.Kernel, who, authz.RecordVerification, d.Organisation, func(tx *kernel.Tx) error {
		if err := tx.FinishDue(d.ID); err != nil {
			return err
		}
		return tx.FinishVerification(id.Verification(d.Item), found)
	})
}
