package admin

import (
	"context"
	"slices"
	"strconv"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/ui"
)

// A correctionSent is a correction as it was typed, and how many there were when
// its form was drawn.
type correctionSent struct {
	correction identity.Correction
	drawn      int
}

// correctAccount puts right what a member of staff is called and how they are reached.
func (h *handlers) correctAccount() form.Step[id.Account, memberAsked, correctionSent] {
	return form.Step[id.Account, memberAsked, correctionSent]{
		Path: "/accounts/{account}/change", Noun: "account", Draws: form.Draws(h.kernel, "account_correction"),
		Looks: authz.SeeAccount, Look: h.member, Sends: authz.CorrectAccount, About: form.In[id.Account]("account"),
		Home: accountPath, Over: "account.closed_moved",
		May: func(m memberAsked) bool { return m.EndedAt.IsZero() },
		Draw: func(f *form.Fields, m memberAsked) form.View {
			return form.View{
				Window: f.Words("change"), Title: f.Words("change"), Lead: f.Words("change_text", m.Name),
				Back: ui.Link{Label: m.Name, Path: accountPath(m.ID)}, Save: ui.Button{Label: f.Voice.Say("correction.save")},
				Leave: ui.Link{Label: f.Words("keep")},
				Fields: []ui.Control{
					f.Input("name", m.Name).Complete("off"), f.Input("email", m.Email).Email().Complete("off"),
					f.Input("phone", string(m.Phone)).Telephone().Complete("off"), f.Textarea("why", "").Room(2),
					f.Basis("drawn", strconv.Itoa(len(m.Corrections))),
				},
			}
		},
		Read: func(_ id.Account, s *form.Sent) correctionSent {
			return correctionSent{identity.Correction{
				ID:  id.Correction(s.ID),
				Is:  identity.Reached{Name: s.Text("name"), Email: s.Text("email"), Phone: s.Phone("phone")},
				Why: s.Paragraphs("why"),
			}, s.Number("drawn")}
		},
		Send: func(ctx context.Context, who authz.Actor, a id.Account, c correctionSent) error {
			return h.people.CorrectAccount(ctx, who, a, c.correction, c.drawn)
		},
		Then: func(_ authz.Actor, a id.Account, _ correctionSent) ui.Response {
			return ui.Redirect(accountPath(a)).Saying("account.changed")
		},
	}
}

// correctedOf is what was put right of m, the newest first.
func correctedOf(q form.Request[id.Account], m memberAsked) ui.SummaryList {
	v := q.Voice()
	var list ui.SummaryList
	for _, c := range slices.Backward(m.Corrections) {
		line := ui.SummaryLine{Key: v.Say("home_note.by", m.Staff[id.Account(c.By)], v.ShortDay(c.At.In(q.Zone())))}
		was, is := c.Fact.Was, c.Fact.Is
		for _, x := range []struct{ key, was, is string }{
			{"name", was.Name, is.Name}, {"email", was.Email, is.Email}, {"phone", string(was.Phone), string(is.Phone)},
		} {
			if x.was == "" {
				x.was = v.Say("correction.list.nothing")
			}
			if x.was != x.is {
				line.Values = append(line.Values, v.Say("account.was", v.Say("account."+x.key+".label"), x.was))
			}
		}
		if c.Fact.Why != "" {
			line.Values = append(line.Values, c.Fact.Why)
		}
		list.Lines = append(list.Lines, line)
	}
	return list
}

// phoneFact is the telephone of a member of staff, where one is known.
func phoneFact(label string, p programme.Phone) ui.SummaryLine {
	return ui.SummaryLine{Key: label, Contacts: ui.Contacts(p)}
}
