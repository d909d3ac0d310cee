package admin

import (
	"context"
	"strings"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/ui"
)

// senderForm sets what stands on the organisation's letters.
func (h *handlers) senderForm() form.Step[struct{}, programme.Sender, programme.Sender] {
	return form.Step[struct{}, programme.Sender, programme.Sender]{
		Path: "/sender", Noun: "sender", Draws: form.Draws(h.kernel, "sender"), Looks: authz.SeeSender,
		Sends: authz.SetSender,
		About: form.Here, Home: func(struct{}) string { return "/sender" },
		Look: func(ctx context.Context, who authz.Actor, _ struct{}) (programme.Sender, error) {
			return h.admin.SeeSender(ctx, who)
		},
		Draw: func(f *form.Fields, s programme.Sender) form.View {
			return form.View{
				Title: f.Words("title"), Lead: f.Words("text"), Stays: true,
				Fields: []ui.Control{
					f.Textarea("address_lines", strings.Join(s.Lines, "\n")).Room(4),
					f.Input("postcode", s.Postcode.Shown()).Wide(10).Complete("off"),
					f.Input("phone", string(s.Phone)).Telephone().Complete("off"),
				},
			}
		},
		Read: func(_ struct{}, s *form.Sent) programme.Sender {
			return programme.Sender{ID: id.Sender(s.ID), Lines: s.Lines("address_lines"),
				Postcode: programme.Postcode(s.Text("postcode")), Phone: s.Phone("phone")}
		},
		Send: func(ctx context.Context, who authz.Actor, _ struct{}, s programme.Sender) error {
			return h.admin.SetSender(ctx, who, s)
		},
	}
}
