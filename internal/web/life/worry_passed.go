package life

import (
	"context"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/safety"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/ui"
)

// handOn passes a worry to a named colleague, with a word why.
func (h *handlers) handOn() form.Post[worryKey, appcare.WorryRecord, safety.HandOn] {
	return onWorry(h, "hand-on", form.Post[worryKey, appcare.WorryRecord, safety.HandOn]{
		Noun: "worry.hand_on", Sends: authz.HandOnWorry,
		May: func(r appcare.WorryRecord) bool { return r.May.HandOn },
		Draw: func(f *form.Fields, r appcare.WorryRecord) form.View {
			return form.View{Action: worryOf(r).path() + "/hand-on", Fields: []ui.Control{
				f.Select("to", "", person.StaffOptions(r.Others)...), f.Textarea("why", "").Room(2), turnOf(f, r)}}
		},
		Read: func(k worryKey, s *form.Sent) safety.HandOn {
			return safety.HandOn{ID: id.WorryHandOn(s.ID), Worry: k.worry, To: id.Account(s.Text("to")),
				Why: s.Paragraphs("why"), Turn: s.Text("turn")}
		},
		Send: func(ctx context.Context, who authz.Actor, k worryKey, v safety.HandOn) error {
			return h.care.HandOnWorry(ctx, who, k.participant, v)
		},
	})
}

// addToWorry adds what somebody has seen or done since.
func (h *handlers) addToWorry() form.Post[worryKey, appcare.WorryRecord, safety.Addition] {
	return onWorry(h, "add", form.Post[worryKey, appcare.WorryRecord, safety.Addition]{
		Noun: "worry.addition", Sends: authz.AddToWorry,
		May: func(r appcare.WorryRecord) bool { return r.May.Add },
		Draw: func(f *form.Fields, r appcare.WorryRecord) form.View {
			return form.View{Action: worryOf(r).path() + "/add", Fields: []ui.Control{f.Textarea("more", "").Room(3)}}
		},
		Read: func(k worryKey, s *form.Sent) safety.Addition {
			return safety.Addition{ID: id.WorryAddition(s.ID), Worry: k.worry, Words: s.Paragraphs("more")}
		},
		Send: func(ctx context.Context, who authz.Actor, k worryKey, v safety.Addition) error {
			return h.care.AddToWorry(ctx, who, k.participant, v)
		},
	})
}
