package care

import (
	"context"
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workforce"
)

// An OwnFeedback is what somebody has said and not taken back, the oldest first.
type OwnFeedback struct {
	Said    []workforce.Feedback
	Earlier []EarlierOf[[]workforce.Feedback] // to read
}

// ListOwnFeedback lists what participant, who asks, has said. A course in which they
// said nothing is left out.
func (c *Care) ListOwnFeedback(ctx context.Context, who authz.Actor, participant id.Participant) (OwnFeedback, error) {
	return kernel.View(ctx, c.Kernel, who, authz.SeeOwnFeedback, participant,
		func(tx *kernel.ReadTx) (OwnFeedback, error) {
			said := func(of programme.CourseOfSupport) ([]workforce.Feedback, error) {
				all, err := tx.Feedback(of).All()
				return workforce.CurrentFeedback(all), err
			}
			person, err := tx.FindToldApart(participant)
			if err != nil {
				return OwnFeedback{}, err
			}
			var own OwnFeedback
			if own.Said, err = said(tx.Course); err != nil {
				return OwnFeedback{}, err
			}
			own.Earlier, err = before(tx, person, func(was programme.Person,
				_ programme.Definition) ([]workforce.Feedback, error) {
				return said(was.CurrentCourse())
			})
			own.Earlier = slices.DeleteFunc(own.Earlier, func(e EarlierOf[[]workforce.Feedback]) bool { return len(e.Of) == 0 })
			return own, err
		})
}

// GiveFeedback stores what participant, who asks, says today, perhaps in place
// of what they said before, or to take that back. The day is the server's, and
// the first one stays. Of two that replace one, the second is a problem.
func (c *Care) GiveFeedback(ctx context.Context, who authz.Actor, participant id.Participant,
	f workforce.Feedback) error {
	return kernel.Change(ctx, c.Kernel, who, authz.GiveFeedback, participant, func(tx *kernel.Tx) error {
		all, err := tx.Feedback(tx.Course).All()
		if err != nil {
			return err
		}
		f.Participant, f.On = participant, tx.Today
		for _, x := range all {
			if x.ID == f.ID || f.Replaces != "" && x.ID == f.Replaces {
				f.On = x.On
			}
		}
		if p := f.Check(tx.Today); p.Any() {
			return p
		}
		return kernel.Record(tx, tx.Feedback(tx.Course), f, func() error {
			is := func(x workforce.Feedback) bool { return x.ID == f.Replaces }
			var p fault.Problems
			p.If(f.Replaces != "" && !slices.ContainsFunc(workforce.CurrentFeedback(all), is), "", "feedback.replaces.already")
			return p.Err()
		})
	})
}

// A FeedbackHeard is what somebody said, as staff hear it: no name, the month
// alone, and whether the words may be repeated.
type FeedbackHeard struct {
	Month  programme.Date // its first day
	Words  string
	Quoted bool
}

// FeedbackHeardOn is one page of it, the newest first.
type FeedbackHeardOn struct {
	Lines []FeedbackHeard
	Count int
}

// ListFeedback lists what people of the organisation have said.
func (c *Care) ListFeedback(ctx context.Context, who authz.Actor, page programme.Page) (FeedbackHeardOn, error) {
	return kernel.View(ctx, c.Kernel, who, authz.ListFeedback, who.Organisation,
		func(tx *kernel.ReadTx) (FeedbackHeardOn, error) {
			list, count, err := tx.ListFeedbackOfAll(page)
			if err != nil {
				return FeedbackHeardOn{}, err
			}
			heard := FeedbackHeardOn{Count: count}
			for _, f := range list {
				d, err := content.Programme(f.Definition)
				if err != nil {
					return FeedbackHeardOn{}, err
				}
				heard.Lines = append(heard.Lines, FeedbackHeard{f.On.AddDays(1 - f.On.Day()), f.Words, f.MayQuote(d)})
			}
			return heard, kernel.Shows(tx, authz.HearFeedback, list)
		})
}
