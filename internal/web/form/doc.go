// Package form owns the way from a form to a use case and back: what was sent
// is read once and kept as it was typed; what can't be read, and what a rule
// refuses, stands beside its field; and what somebody else did first is said
// without losing anybody's words. It refuses decisions: which fields there are,
// who may send them and what becomes of them, a Step says.
//
// # A step
//
// A Step is one form on a page of its own. Its declaration is all there is to
// it: two routes, who may look and who may send, what the form is drawn from,
// its fields as a list, how it is read, and which use case takes it.
//
//	func (h *handlers) stop() form.Step[id.Participant, app.ConsentRecord, pathway.Withdrawal] {
//		return form.Step[id.Participant, app.ConsentRecord, pathway.Withdrawal]{
//			Path: "/people/{participant}/consent/stop", Noun: "withdrawal", Draws: form.Draws(h.kernel, "withdrawal"),
//			Looks: authz.SeeConsents, Sends: authz.RecordWithdrawal,
//			About: form.In[id.Participant]("participant"), Home: consentPath,
//			Look: h.care.SeeConsents, May: func(r app.ConsentRecord) bool { return r.May.Stop },
//			Draw: func(f *form.Fields, r app.ConsentRecord) form.View {
//				return form.View{Title: f.Words("heading", r.Name), Fields: []ui.Control{
//					f.Radios("scope", "", ui.Values(pathway.Scopes())...), f.Day("on", r.Today),
//					f.Textarea("reason", ""),
//				}}
//			},
//			Read: func(_ id.Participant, s *form.Sent) pathway.Withdrawal {
//				return pathway.Withdrawal{
//					ID: id.Withdrawal(s.ID), Scope: pathway.Scope(s.Text("scope")), On: s.Day("on",
//					programme.InCourse), Reason: s.Text("reason"),
//				}
//			},
//			Send: h.care.RecordWithdrawal,
//		}
//	}
//
// A Post is a form that stands on a page with other things: the page draws it,
// and shows itself again when it could not be sent. A page of several forms needs
// no template of its own either: see ShowList.
//
// # When somebody else was first
//
// There is one rule, for every form. The answer is 409. As long as the step can
// still be taken, the form comes back with everything that was typed, with what
// happened said at the top, and with what it was drawn from as it is now, so
// that sending it again is a choice that was made knowing both. A field that
// nobody touched takes what holds now; beside one that both changed stands what
// it says now. When it can't
// be taken any more, a page says so and shows what had been written. Nothing is
// saved in either case.
package form
