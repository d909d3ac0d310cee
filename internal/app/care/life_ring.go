package care

import (
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/safety"
)

// holdsRung tells whether somebody besides account is told as to.
func holdsRung(tx *kernel.ReadTx, account id.Account, to safety.Recipient) (bool, error) {
	list, err := recipientsOf(tx, account, to)
	return len(list) > 0, err
}

// sayWhomToRing adds whom the worker can ring who reads the news, reader.
func sayWhomToRing(tx *kernel.ReadTx, reader id.Account, r *LifeNews) (err error) {
	if r.News.Worker != reader {
		return nil
	}
	if r.Supervised, err = holdsRung(tx, reader, safety.Supervisor); err == nil && !r.Supervised {
		r.Led, err = holdsRung(tx, reader, safety.ProgrammeLead)
	}
	return err
}
