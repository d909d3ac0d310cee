package admin

import (
	"context"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/ui"
)

// helpLineForm sets the organisation's own line.
func (h *handlers) helpLineForm() form.Step[struct{}, programme.CrisisLine, programme.CrisisLine] {
	return form.Step[struct{}, programme.CrisisLine, programme.CrisisLine]{
		Path: "/help-line", Noun: "help_line", Draws: form.Draws(h.kernel, "help_line"), Looks: authz.SeeHelpLine,
		Sends: authz.SetHelpLine,
		About: form.Here, Home: func(struct{}) string { return "/help-line" },
		Look: func(ctx context.Context, who authz.Actor, _ struct{}) (programme.CrisisLine, error) {
			return h.admin.SeeHelpLine(ctx, who)
		},
		Draw: func(f *form.Fields, c programme.CrisisLine) form.View {
			return form.View{
				Title: f.Words("title"), Lead: f.Words("text"), Stays: true,
				Fields: []ui.Control{
					f.Input("number", string(c.Number)).Telephone().Complete("off"), f.Input("hours", c.Hours).Complete("off"),
					f.Input("when_closed", c.WhenClosed).Complete("off"), f.Day("review_by", c.ReviewBy),
				},
			}
		},
		Read: func(_ struct{}, s *form.Sent) programme.CrisisLine {
			return programme.CrisisLine{
				ID: id.HelpLine(s.ID), Number: s.Phone("number"), Hours: s.Text("hours"), WhenClosed: s.Text("when_closed"),
				ReviewBy: s.Day("review_by", programme.ToCome),
			}
		},
		Send: func(ctx context.Context, who authz.Actor, _ struct{}, c programme.CrisisLine) error {
			return h.admin.SetHelpLine(ctx, who, c)
		},
	}
}
