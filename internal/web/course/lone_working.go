package course

import (
	"context"
	"strings"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/safety"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/ui"
)

// loneWorkingForm sets the service's own steps for working alone.
func (h *handlers) loneWorkingForm() form.Step[struct{}, safety.LoneWorking, safety.LoneWorking] {
	return form.Step[struct{}, safety.LoneWorking, safety.LoneWorking]{
		Path: "/lone-working", Noun: "lone_working", Draws: form.Draws(h.kernel, "lone_working"),
		Looks: authz.SeeLoneWorking, Sends: authz.SetLoneWorking,
		About: form.Here, Home: func(struct{}) string { return "/lone-working" },
		Look: func(ctx context.Context, who authz.Actor, _ struct{}) (safety.LoneWorking, error) {
			return h.care.SeeLoneWorking(ctx, who)
		},
		Draw: func(f *form.Fields, l safety.LoneWorking) form.View {
			return form.View{Title: f.Words("title"), Lead: f.Words("text"), Stays: true,
				Fields: []ui.Control{f.Textarea("steps", strings.Join(l.Steps, "\n")).Room(8)}}
		},
		Read: func(_ struct{}, s *form.Sent) safety.LoneWorking {
			return safety.LoneWorking{ID: id.LoneWorking(s.ID), Steps: s.Lines("steps")}
		},
		Send: func(ctx context.Context, who authz.Actor, _ struct{}, l safety.LoneWorking) error {
			return h.care.SetLoneWorking(ctx, who, l)
		},
	}
}
