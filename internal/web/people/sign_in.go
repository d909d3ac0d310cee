package people

import (
	"context"
	"net/http"

	apppeople "footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// signInForms are the ways in, for somebody who has not signed in.
func (h *handlers) signInForms() []route.Route {
	return form.Routes(h.numberDoorForm(), h.emailForm(), h.codeForm(), h.linkForm(), h.cardForm())
}

// A signInKey is what a browser brings along: what it keeps to show that it was the
// one that asked, what it calls itself, the link that it opened, the page that it wants,
// and whose session has ended in it.
type signInKey struct {
	browser       identity.Browser
	token, wanted string
	phone         string // the token of this phone, if it is remembered
	before        string // the token of the session that is open in it
	held          id.Account
}

func (h *handlers) browserKey(r *http.Request, _ authz.Actor) (signInKey, error) {
	b := identity.Browser{Mark: h.mark(r), Source: source(r), Device: device(r)}
	k := signInKey{browser: b, token: r.PathValue("token"), wanted: h.wantedPage(r),
		phone: phone(r, h.secure)}
	if c, err := r.Cookie(SessionCookie(h.secure)); err == nil {
		k.before = c.Value
		before, err := h.people.DraftAuthor(r.Context(), c.Value)
		if err != nil && fault.Of(err) != fault.NotFound {
			return k, err
		}
		k.held = before.Account
	}
	return k, nil
}

// leadsOn is where somebody goes on who has signed in: to the page that was asked for, unless
// it was somebody else's.
func (k signInKey) leadsOn(who id.Account) string {
	if k.held != "" && k.held != who {
		return "/"
	}
	return k.wanted
}

// A signInSent is what somebody typed to be let in, and what came of it.
type signInSent struct {
	typed  string
	mark   string
	signed apppeople.SignedIn
}

// signInStep completes a form that asks for one thing, called field.
func signInStep[S any](h *handlers, path, field string,
	s form.Step[signInKey, S, *signInSent]) form.Step[signInKey, S, *signInSent] {
	s.Path, s.Noun, s.Open = path, "sign_in", "somebody who has not signed in must be able to"
	s.About, s.Home = h.browserKey, func(signInKey) string { return path }
	s.Read = func(_ signInKey, sent *form.Sent) *signInSent { return &signInSent{typed: sent.Text(field)} }
	send := s.Send
	s.Send = func(ctx context.Context, who authz.Actor, k signInKey, d *signInSent) error {
		if err := send(ctx, who, k, d); err != nil || d.signed.Token == "" || k.before == "" {
			return err
		}
		return h.people.EndHeld(ctx, k.before)
	}
	if s.Look == nil {
		s.Look = func(context.Context, authz.Actor, signInKey) (none S, err error) { return none, nil }
	}
	if s.Then == nil {
		s.Then = func(_ authz.Actor, k signInKey, d *signInSent) ui.Response {
			return SignedIn(h.secure, d.signed, k.leadsOn(d.signed.Account))
		}
	}
	return s
}

// signInView asks for field in words named so, and offers another way in.
func signInView(title, save string, texts []string, other ui.Link, fields ...ui.Control) form.View {
	view := form.View{Window: title, Title: title, Save: ui.Button{Label: save}, Stays: true, Fields: fields,
		Below: []ui.Control{other}}
	for _, text := range texts {
		view.Above = append(view.Above, ui.Text(text))
	}
	return view
}

// emailForm asks for an address, to send a code to. What it answers does not tell
// whether the address belongs to anybody.
func (h *handlers) emailForm() form.Step[signInKey, string, *signInSent] {
	return signInStep(h, "/sign-in", "email", form.Step[signInKey, string, *signInSent]{
		Look: func(ctx context.Context, who authz.Actor, _ signInKey) (own string, err error) {
			if who.Account == "" || who.Participant != "" {
				return "", nil
			}
			seen, err := h.people.SeeOwnAccount(ctx, who, who.Account) // they sign in once more
			return seen.Email, err
		},
		Draw: func(f *form.Fields, own string) form.View {
			card := ui.Link{Label: f.Words("have_card"), Path: "/sign-in/card"}
			return signInView(f.Words("title"), f.Words("send"), []string{f.Words("text")}, card,
				f.Input("email", own).Email().Complete("email"))
		},
		Send: func(ctx context.Context, _ authz.Actor, k signInKey, d *signInSent) error {
			if k.browser.Mark == "" {
				k.browser.Mark = identity.Token(h.kernel.Draw("mark/"+h.kernel.Now().String(), 32))
			}
			d.mark = k.browser.Mark
			return h.people.AskCode(ctx, d.typed, k.browser)
		},
		Then: func(_ authz.Actor, _ signInKey, d *signInSent) ui.Response {
			return ui.Redirect("/sign-in/code").Cookie(h.markCookie(d.mark))
		},
	})
}

func (h *handlers) codeForm() form.Step[signInKey, struct{}, *signInSent] {
	return signInStep(h, "/sign-in/code", "code", form.Step[signInKey, struct{}, *signInSent]{
		Draw: func(f *form.Fields, _ struct{}) form.View {
			again := ui.Link{Label: f.Words("again"), Path: "/sign-in"}
			return signInView(f.Words("code.title"), f.Words("enter"),
				[]string{f.Words("code.text"), f.Words("code.nothing")}, again,
				f.Input("code", "").Digits(identity.CodeDigits+1).Complete("one-time-code"))
		},
		Send: func(ctx context.Context, _ authz.Actor, k signInKey, d *signInSent) (err error) {
			d.signed, err = h.people.EnterCode(ctx, d.typed, k.browser)
			return err
		},
	})
}

// linkForm is a page with a button, because mail scanners fetch links. One that
// can't be used says so, however often the button is pressed.
func (h *handlers) linkForm() form.Step[signInKey, apppeople.LinkTarget, *signInSent] {
	draw := func(f *form.Fields, way apppeople.LinkTarget) form.View {
		text := "link.text"
		switch {
		case !way.Open:
			text = "link.spent"
		case !way.ThisOne:
			text = "link.elsewhere"
		}
		view := signInView(f.Words("link.title"), f.Words("enter"), []string{f.Words(text)},
			ui.Link{Label: f.Words("again"), Path: "/sign-in"})
		view.Closed = !way.Open || !way.ThisOne
		return view
	}
	return signInStep(h, "/sign-in/link/{token}", "", form.Step[signInKey, apppeople.LinkTarget, *signInSent]{
		Look: func(ctx context.Context, _ authz.Actor, k signInKey) (apppeople.LinkTarget, error) {
			way, err := h.people.SeeLink(ctx, k.token, k.browser.Mark)
			if err != nil && fault.Of(err) == fault.NotFound {
				return apppeople.LinkTarget{}, nil
			}
			return way, err
		},
		Draw: draw,
		Send: func(ctx context.Context, _ authz.Actor, k signInKey, d *signInSent) (err error) {
			d.signed, err = h.people.UseLink(ctx, k.token, k.browser)
			return err
		},
		Instead: func(f *form.Fields, way apppeople.LinkTarget, err error) (ui.Response, bool) {
			_, refused := fault.AsProblems(err)
			if err == nil || !refused && fault.Of(err) != fault.NotFound {
				return ui.Response{}, false
			}
			return f.Page(draw(f, way)), true
		},
	})
}

func (h *handlers) cardForm() form.Step[signInKey, struct{}, *signInSent] {
	return signInStep(h, "/sign-in/card", "card", form.Step[signInKey, struct{}, *signInSent]{
		Draw: func(f *form.Fields, _ struct{}) form.View {
			field := f.Input("card", "").Wide(30).Complete("off")
			field.Plain = true
			email := ui.Link{Label: f.Words("have_email"), Path: "/sign-in"}
			return signInView(f.Words("card.title"), f.Words("enter"), []string{f.Words("card.text")}, email, field)
		},
		Send: func(ctx context.Context, _ authz.Actor, k signInKey, d *signInSent) (err error) {
			d.signed, err = h.people.UseCard(ctx, d.typed, k.browser)
			return err
		},
		Reword: func(_ *form.Fields, _ struct{}, problems fault.Problems) fault.Problems {
			var told fault.Problems
			for _, p := range problems {
				if p.Field == "code" { // spent or too late: said beside the card
					p = fault.Problem{Field: "card", Key: "sign_in.card.wrong"}
				}
				told = append(told, p)
			}
			return told
		},
	})
}
