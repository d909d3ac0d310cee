package people

import (
	"net/http"
	"strings"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// A signInView asks for one thing: an address, a code or a card.
type signInView struct {
	Problems ui.ErrorSummary
	Title    string
	Texts    []string
	Form     ui.Form
	Field    ui.Input
	Asked    bool // there is a field to fill in
	Others   []ui.Link
}

var signInPage = ui.NewPage[signInView]("sign_in")

// getSignIn handles GET /sign-in.
func (h *handlers) getSignIn(r *http.Request, _ authz.Actor) (ui.Response, error) {
	return signInPage.Render(emailForm(route.Voice(r), "", nil), route.Voice(r).Say("sign_in.title")), nil
}

func emailForm(v say.Voice, typed string, problems fault.Problems) signInView {
	f := ui.NewFields(v, "sign_in", problems)
	return signInView{
		Problems: f.Summary(), Title: v.Say("sign_in.title"), Texts: []string{v.Say("sign_in.text")}, Asked: true,
		Form:   ui.Form{Buttons: []ui.Button{{Label: v.Say("sign_in.send")}}},
		Field:  f.Input("email", typed).Email().Complete("email"),
		Others: []ui.Link{{Label: v.Say("sign_in.have_card"), Path: "/sign-in/card"}},
	}
}

// postSignIn handles POST /sign-in. What it answers does not tell whether the
// address belongs to anybody.
func (h *handlers) postSignIn(r *http.Request, _ authz.Actor) (ui.Response, error) {
	email := strings.TrimSpace(r.PostForm.Get("email"))
	k := h.people.Kernel
	mark := identity.Token(k.Draw("mark/"+k.Now().String(), 32))
	err := h.people.AskCode(r.Context(), email, mark)
	if problems, ok := fault.AsProblems(err); ok {
		v := route.Voice(r)
		return signInPage.Invalid(emailForm(v, email, problems), v.Say("sign_in.title")), nil
	}
	return ui.Redirect("/sign-in/code").Cookie(h.markCookie(mark)), err
}

// getCode handles GET /sign-in/code.
func (h *handlers) getCode(r *http.Request, _ authz.Actor) (ui.Response, error) {
	v := route.Voice(r)
	return signInPage.Render(codeForm(v, "", nil), v.Say("sign_in.code.title")), nil
}

func codeForm(v say.Voice, typed string, problems fault.Problems) signInView {
	f := ui.NewFields(v, "sign_in", problems)
	return signInView{
		Problems: f.Summary(), Title: v.Say("sign_in.code.title"), Texts: []string{v.Say("sign_in.code.text"), v.Say("sign_in.code.nothing")}, Asked: true,
		Form:   ui.Form{Buttons: []ui.Button{{Label: v.Say("sign_in.enter")}}},
		Field:  f.Input("code", typed).Digits(10).Complete("one-time-code"),
		Others: []ui.Link{{Label: v.Say("sign_in.again"), Path: "/sign-in"}},
	}
}

// postCode handles POST /sign-in/code.
func (h *handlers) postCode(r *http.Request, _ authz.Actor) (ui.Response, error) {
	typed := r.PostForm.Get("code")
	signed, err := h.people.EnterCode(r.Context(), typed, h.mark(r), device(r))
	if problems, ok := fault.AsProblems(err); ok {
		v := route.Voice(r)
		return signInPage.Invalid(codeForm(v, typed, problems), v.Say("sign_in.code.title")), nil
	}
	if err != nil {
		return ui.Response{}, err
	}
	return SignedIn(h.secure, signed), nil
}

// getLink handles GET /sign-in/link/{token}: a page with a button, because
// mail scanners fetch links.
func (h *handlers) getLink(r *http.Request, _ authz.Actor) (ui.Response, error) {
	v := route.Voice(r)
	way, err := h.people.LookAtLink(r.Context(), r.PathValue("token"), h.mark(r))
	if err != nil && fault.Of(err) != fault.NotFound {
		return ui.Response{}, err
	}
	view := signInView{Title: v.Say("sign_in.link.title"), Others: []ui.Link{{Label: v.Say("sign_in.again"), Path: "/sign-in"}}}
	switch {
	case err != nil || !way.Open:
		view.Texts = []string{v.Say("sign_in.link.spent")}
	case !way.ThisOne:
		view.Texts = []string{v.Say("sign_in.link.elsewhere")}
	default:
		view.Texts = []string{v.Say("sign_in.link.text")}
		view.Form = ui.Form{Buttons: []ui.Button{{Label: v.Say("sign_in.enter")}}}
	}
	return signInPage.Render(view, view.Title), nil
}

// postLink handles POST /sign-in/link/{token}.
func (h *handlers) postLink(r *http.Request, _ authz.Actor) (ui.Response, error) {
	signed, err := h.people.UseLink(r.Context(), r.PathValue("token"), h.mark(r), device(r))
	_, refused := fault.AsProblems(err)
	if refused || fault.Of(err) == fault.NotFound {
		return h.getLink(r, authz.Actor{})
	}
	if err != nil {
		return ui.Response{}, err
	}
	return SignedIn(h.secure, signed), nil
}

// getCard handles GET /sign-in/card.
func (h *handlers) getCard(r *http.Request, _ authz.Actor) (ui.Response, error) {
	v := route.Voice(r)
	return signInPage.Render(cardForm(v, "", nil), v.Say("sign_in.card.title")), nil
}

func cardForm(v say.Voice, typed string, problems fault.Problems) signInView {
	f := ui.NewFields(v, "sign_in", problems)
	field := f.Input("card", typed).Wide(30).Complete("off")
	field.Plain = true
	return signInView{
		Problems: f.Summary(), Title: v.Say("sign_in.card.title"), Texts: []string{v.Say("sign_in.card.text")}, Asked: true,
		Form:   ui.Form{Buttons: []ui.Button{{Label: v.Say("sign_in.enter")}}},
		Field:  field,
		Others: []ui.Link{{Label: v.Say("sign_in.have_email"), Path: "/sign-in"}},
	}
}

// postCard handles POST /sign-in/card.
func (h *handlers) postCard(r *http.Request, _ authz.Actor) (ui.Response, error) {
	typed := r.PostForm.Get("card")
	signed, err := h.people.UseCard(r.Context(), typed, device(r))
	if problems, ok := fault.AsProblems(err); ok {
		v := route.Voice(r)
		for i := range problems {
			if problems[i].Field == "code" { // spent or too late: said beside the card
				problems[i] = fault.Problem{Field: "card", Key: "sign_in.card.wrong"}
			}
		}
		return signInPage.Invalid(cardForm(v, typed, problems), v.Say("sign_in.card.title")), nil
	}
	if err != nil {
		return ui.Response{}, err
	}
	return SignedIn(h.secure, signed), nil
}
