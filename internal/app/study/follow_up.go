package study

import (
	"context"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/trial"
)

// A FollowUpLine is one person to follow up, and until when.
type FollowUpLine struct {
	trial.FollowUp
	Until programme.Date // the last day of their last window
}

// FollowUps is one page of the people in open studies, the longest allocated
// first.
type FollowUps struct {
	Lines []FollowUpLine
	Count int
	Today programme.Date
}

// ListFollowUps lists whom there is to follow up.
func (s *Study) ListFollowUps(ctx context.Context, who authz.Actor, page programme.Page) (FollowUps, error) {
	return kernel.View(ctx, s.Kernel, who, authz.ListFollowUps, who.Organisation, func(tx *kernel.ReadTx) (FollowUps, error) {
		list, count, err := tx.ListFollowUps(page)
		if err != nil {
			return FollowUps{}, err
		}
		found := FollowUps{Count: count, Today: tx.Today}
		for _, f := range list {
			windows, err := windowsOf(f)
			if err != nil {
				return FollowUps{}, err
			}
			found.Lines = append(found.Lines, FollowUpLine{f, trial.LastDay(windows)})
		}
		return found, kernel.Shows(tx, authz.SeeFollowUp, found.Lines)
	})
}

func windowsOf(f trial.FollowUp) ([]trial.Window, error) {
	d, err := content.Programme(f.Definition.Programme, f.Definition.Number)
	if err != nil {
		return nil, err
	}
	return trial.Windows(d, f.AllocatedOn, f.Discharged)
}

// A FollowedUp is one person with what was recorded about them, as a masked
// assessor reads it: no episode says where it is known from.
type FollowedUp struct {
	trial.FollowUp
	Windows  []trial.Window
	Episodes []programme.Received[programme.Episode] // as they were entered, the corrected ones included
	Today    programme.Date
}

// SeeFollowUp shows one person in an open study.
func (s *Study) SeeFollowUp(ctx context.Context, who authz.Actor, sam id.Participant) (FollowedUp, error) {
	return kernel.View(ctx, s.Kernel, who, authz.SeeFollowUp, sam, func(tx *kernel.ReadTx) (FollowedUp, error) {
		f, err := tx.FindFollowUp(sam)
		if err != nil {
			return FollowedUp{}, err
		}
		windows, err := windowsOf(f)
		if err != nil {
			return FollowedUp{}, err
		}
		episodes, err := tx.ListEpisodes(sam)
		return FollowedUp{f, windows, episodes, tx.Today}, err
	})
}
