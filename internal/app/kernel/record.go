package kernel

import "footbridge.org/footbridge/internal/store"

// Record adds f to the facts that it belongs to, once. Whether it was sent before
// is asked first: what was allowed then need not be allowed now, and a retry is
// fault.Unchanged all the same. Then check says why it can't be, as problems or a
// conflict, from what is there; nil stands for nothing to check. What follows from
// the fact comes last, in its order.
func Record[F any](tx *Tx, facts store.Facts[F], f F, check func() error, then ...func() error) error {
	if err := facts.Sent(f); err != nil {
		return err
	}
	if check != nil {
		if err := check(); err != nil {
			return err
		}
	}
	if err := facts.Add(tx.Tx, f); err != nil {
		return err
	}
	for _, do := range then {
		if err := do(); err != nil {
			return err
		}
	}
	return nil
}
