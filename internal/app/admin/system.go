package admin

import (
	"context"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/programme"
)

// A State is how the installation stands.
type State struct {
	Version       string
	Engine        string
	Schema        int64
	Due           kernel.DueState
	Room          kernel.Room
	SigningIn     identity.Tally       // in the last day
	Verifications []audit.Verification // newest first
	Backups       audit.Backups
	Rotation      audit.Rotation // of the master key, the latest
	Now           time.Time
	Unchecked     []programme.HelpLine // whose review date has passed
}

const verificationsShown, backupsShown = 5, 5

// SeeSystem shows how the installation stands. What is counted for the whole
// of it is read after the policy has been asked, in a reading of its own.
func (a *Admin) SeeSystem(ctx context.Context, who authz.Actor) (State, error) {
	s, err := kernel.View(ctx, a.Kernel, who, authz.SeeSystem, who.Organisation, func(tx *kernel.ReadTx) (State, error) {
		s := State{Version: a.Version, Engine: string(a.Kernel.Engine()), Now: tx.Now}
		pack, err := content.Help(a.Help)
		if err != nil {
			return s, err
		}
		s.Unchecked = pack.UncheckedLines(tx.Today)
		own, err := tx.FindHelpLine()
		if err != nil {
			return s, err
		}
		if line := own.Line(string(own.Number), ""); own.ID != "" && line.Unchecked(tx.Today) {
			s.Unchecked = append(s.Unchecked, line)
		}
		if s.Schema, err = tx.SchemaVersion(); err != nil {
			return s, err
		}
		if s.SigningIn, err = tx.CountAttempts(tx.Now.Add(-24 * time.Hour)); err != nil {
			return s, err
		}
		if s.Backups, err = tx.ListBackups(backupsShown); err != nil {
			return s, err
		}
		if s.Rotation, err = tx.FindRotation(); err != nil {
			return s, err
		}
		s.Verifications, err = tx.ListVerifications(verificationsShown)
		return s, err
	})
	if err != nil {
		return State{}, err
	}
	s.Room = a.Kernel.Room(ctx)
	s.Due, err = a.Kernel.Due(ctx)
	return s, err
}
