package people

import (
	"context"
	"net/http"

	apppeople "footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

const (
	ownNumberPath  = "/my-number"
	giveNumberPath = ownNumberPath + "/give"
	numberDoor     = "/sign-in/number"
)

// ownNumberForms are those of somebody who has signed in.
func (h *handlers) ownNumberForms() []route.Route {
	return form.Routes(h.chooseNumber(), h.giveNumber())
}

// A numberSent is what somebody typed as their number, and the token of the phone that is
// remembered by it.
type numberSent struct {
	choice apppeople.Choice
	token  string
}

// A numberStep is a form about somebody's own number; its key is where they go on.
type numberStep = form.Step[string, apppeople.OwnNumber, *numberSent]

// numberStep completes s, which says said once it is taken. Where instead says so, it leads to
// the other form.
func (h *handlers) numberStep(s numberStep, said, other string, instead func(apppeople.OwnNumber) bool) numberStep {
	s.Noun, s.Secret, s.Looks = "own_number", true, authz.SeeOwnNumber
	s.About = func(r *http.Request, _ authz.Actor) (string, error) { return h.wantedPage(r), nil }
	s.Home = func(to string) string { return to }
	s.Look = func(ctx context.Context, who authz.Actor, _ string) (apppeople.OwnNumber, error) {
		return h.people.SeeOwnNumber(ctx, who)
	}
	s.Instead = func(_ *form.Fields, now apppeople.OwnNumber, err error) (ui.Response, bool) {
		return ui.Redirect(other), err == nil && instead(now)
	}
	s.Then = func(_ authz.Actor, to string, d *numberSent) ui.Response {
		return h.remembers(ui.Redirect(to).Cookie(h.gone(wanted)).Saying(said), d.token)
	}
	return s
}

// chooseNumber asks for a number of somebody's own.
func (h *handlers) chooseNumber() numberStep {
	return h.numberStep(numberStep{
		Path: ownNumberPath, Sends: authz.ChooseNumber, Draw: choiceView,
		Read: func(_ string, s *form.Sent) *numberSent {
			return &numberSent{choice: apppeople.Choice{Number: s.Text("chosen"), Again: s.Text("again"),
				Before: s.Text("before"), Keep: s.Ticked("keep")}}
		},
		Send: func(ctx context.Context, who authz.Actor, _ string, d *numberSent) (err error) {
			d.token, err = h.people.ChooseNumber(ctx, who, d.choice)
			return err
		},
	}, "own_number.saved", giveNumberPath, apppeople.OwnNumber.MustGive)
}

func choiceView(f *form.Fields, now apppeople.OwnNumber) form.View {
	view := form.View{Title: f.Words("title"), Lead: f.Words("first"), Stays: true, Below: []ui.Control{notNow(f)}}
	if !now.MayChoose() {
		view.Closed, view.Lead = true, f.Words("email.text")
		return view
	}
	if now.Chosen {
		view.Back, view.Lead, view.Below = ui.Link{Label: f.Words("back"), Path: "/devices"}, f.Words("text"),
			[]ui.Control{forgotten(f, now)}
	}
	view.Fields = append(view.Fields, form.If(now.Chosen, numberInput(f, "before")), numberInput(f, "chosen"),
		numberInput(f, "again"), ownPhoneBox(f))
	return view
}

func numberInput(f *form.Fields, name string) ui.Control {
	return f.Input(name, "").Digits(10).Complete("off")
}

// ownPhoneBox asks whether to remember this phone.
func ownPhoneBox(f *form.Fields) ui.Control { return f.Checkboxes("keep", nil, "yes") }

func notNow(f *form.Fields) ui.Link { return ui.Link{Label: f.Words("not_now"), Path: "/home"} }

// forgotten says what can be done without the number that there is.
func forgotten(f *form.Fields, now apppeople.OwnNumber) ui.Control {
	if now.Email {
		return ui.Text(f.Words("forgot.email"))
	}
	return ui.Text(f.Words("forgot.ask"))
}

// giveNumber asks for the number that somebody has who came by a card.
func (h *handlers) giveNumber() numberStep {
	return h.numberStep(numberStep{
		Path: giveNumberPath, Sends: authz.GiveNumber, Draw: giveView,
		Read: func(_ string, s *form.Sent) *numberSent {
			return &numberSent{choice: apppeople.Choice{Number: s.Text("own_number"), Keep: s.Ticked("keep")}}
		},
		Send: func(ctx context.Context, who authz.Actor, _ string, d *numberSent) (err error) {
			d.token, err = h.people.GiveNumber(ctx, who, d.choice.Number, d.choice.Keep)
			return err
		},
	}, "own_number.give.saved", ownNumberPath, func(now apppeople.OwnNumber) bool { return !now.MustGive() })
}

func giveView(f *form.Fields, now apppeople.OwnNumber) form.View {
	return form.View{
		Window: f.Words("give.title"), Title: f.Words("give.title"), Lead: f.Words("give.text"), Stays: true,
		Save: ui.Button{Label: f.Words("give.save")}, Below: []ui.Control{forgotten(f, now), notNow(f)},
		Fields: []ui.Control{numberInput(f, "own_number"), ownPhoneBox(f)},
	}
}

// numberDoorForm asks for the number of whose phone this is.
func (h *handlers) numberDoorForm() form.Step[signInKey, bool, *signInSent] {
	draw := func(f *form.Fields, known bool) form.View {
		view := signInView(f.Words("door.title"), f.Words("door.save"), []string{f.Words("door.text")},
			ui.Link{Label: f.Words("door.other"), Path: "/sign-in"})
		if known {
			view.Fields = []ui.Control{numberInput(f, "own_number")}
		} else {
			view.Above, view.Closed = []ui.Control{ui.Text(f.Words("door.closed"))}, true
		}
		return view
	}
	s := signInStep(h, numberDoor, "own_number", form.Step[signInKey, bool, *signInSent]{
		Look: func(ctx context.Context, _ authz.Actor, k signInKey) (bool, error) {
			return h.people.KnowsPhone(ctx, k.phone)
		},
		Draw: draw,
		Send: func(ctx context.Context, _ authz.Actor, k signInKey, d *signInSent) (err error) {
			d.signed, err = h.people.EnterNumber(ctx, d.typed, k.phone, k.browser.Device)
			return err
		},
		Instead: func(f *form.Fields, known bool, err error) (ui.Response, bool) {
			_, refused := fault.AsProblems(err)
			if known || err != nil && !refused {
				return ui.Response{}, false
			}
			return f.Page(draw(f, known)).Cookie(h.gone(phoneCookie)), true
		},
		Then: func(_ authz.Actor, k signInKey, d *signInSent) ui.Response {
			return h.remembers(SignedIn(h.secure, d.signed, k.leadsOn(d.signed.Account)), k.phone)
		},
	})
	s.Noun = "own_number"
	return s
}
