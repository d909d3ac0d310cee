package form

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// A Post is a form about K that stands on a page with other things, drawn from
// S like the page, and sent as F. The page draws it as a Part of its own; Show
// shows the page again when the form could not be sent.
type Post[K, S, F any] struct {
	Path  string
	Sends authz.Action
	Noun  string
	Draws Purpose

	About func(*http.Request, authz.Actor) (K, error)
	May   func(S) bool
	Draw  func(*Fields, S) View
	Read  func(K, *Sent) F
	Send  func(context.Context, authz.Actor, K, F) error
	Show  func(Request[K]) (ui.Response, error)
	Home  func(K) string

	Then   func(authz.Actor, K, F) ui.Response
	Beside string

	// Together says that the page's forms are sent as one, each with a button that
	// says which is meant: see Rest.
	Together bool

	others bool // Show answers errors of other kinds than problems and conflicts, too
}

// A Request is one for a page that forms stand on: it was opened, or one of
// them could not be sent.
type Request[K any] struct {
	*http.Request
	Who authz.Actor
	Key K
	turn
}

// A turn is what came of sending a form; the zero turn, that nobody sent one.
type turn struct {
	path     string // of the form that was sent
	home     string
	sent     *Sent
	problems fault.Problems
	conflict error
	met      bool  // it came along with one that was sent after somebody else
	err      error // what sending it answered
}

// Again tells whether the page is shown because one of its forms could not be sent.
func (q Request[K]) Again() bool { return q.path != "" }

// Voice says things in the request's language.
func (q Request[K]) Voice() say.Voice { return route.Voice(q.Request) }

// Zone is the organisation's zone.
func (q Request[K]) Zone() *time.Location { return route.Zone(q.Request) }

// Page makes the route of a page that forms stand on.
func Page[K any](pattern string, looks authz.Action, about func(*http.Request, authz.Actor) (K, error),
	show func(Request[K]) (ui.Response, error)) route.Route {
	return route.Get(pattern, looks, func(r *http.Request, who authz.Actor) (ui.Response, error) {
		key, err := about(r, who)
		if err != nil {
			return ui.Response{}, err
		}
		return show(Request[K]{Request: r, Who: who, Key: key})
	})
}

// Routes are what the form sends, alone: its page has a route of its own.
func (p Post[K, S, F]) Routes() []route.Route {
	sends := route.Post(p.Path, p.Sends, p.handle)
	sends.Noun = p.Noun
	return []route.Route{sends}
}

func (p Post[K, S, F]) handle(r *http.Request, who authz.Actor) (ui.Response, error) {
	key, err := p.About(r, who)
	if err != nil {
		return ui.Response{}, err
	}
	s := received(r, who, p.draws(), key)
	fact := p.Read(key, s)
	if !s.stops {
		err = p.Send(r.Context(), who, key, fact)
	}
	t := turn{path: p.Path, home: p.Home(key), sent: s, err: err}
	broken, refused := fault.AsProblems(err)
	switch {
	case refused || s.stops:
		t.problems = s.over(broken)
	case err != nil && fault.Of(err) == fault.Conflict:
		t.conflict = err
		s.renewed = "/again/" + s.ID
		s.ID = s.draw(s.renewed)
	case err != nil && (!p.others || fault.Of(err) == fault.SignedOut): // whose page could be shown no more
		return ui.Response{}, err
	case err == nil && s.unread.Any():
		return ui.Response{}, errors.New("form: " + p.Path + " was taken without " + s.unread[0].Field +
			", which can't be read: read it as optional")
	case err == nil && p.Then != nil:
		return p.Then(who, key, fact), nil
	case err == nil:
		return ui.Redirect(p.Home(key)).Saying(ours(p.Noun, "saved")), nil
	}
	return p.Show(Request[K]{r, who, key, t})
}

// ours is the noun's own key for what every form says, if the noun has one.
func ours(noun, key string) string {
	if own := noun + "." + key; say.Has(own) {
		return own
	}
	return "form." + key
}

// A Part is a form as it stands on its page.
type Part struct {
	ui.Questions      // none for somebody who may not send it
	Again        bool // the page is shown again because of this one
	fields       *Fields
	may          bool
}

// draws tells the ids of forms that are sent together apart.
func (p Post[K, S, F]) draws() Purpose {
	if p.Together {
		return p.Draws.As(p.Draws.field + "." + p.Noun)
	}
	return p.Draws
}

// Part draws the form on its page: as it was sent, if it was the one that was or
// came along with it, and blank otherwise.
func (p Post[K, S, F]) Part(q Request[K], record S) Part {
	again, may := q.path == p.Path, p.May == nil || p.May(record)
	if !may && !again {
		return Part{}
	}
	switch {
	case again:
	case q.Again() && cameAlong(q.PostForm, p.Path):
		q.turn = turn{sent: received(q.Request, q.Who, p.draws(), q.Key), met: q.conflict != nil}
	default:
		q.turn = turn{sent: opened(q.Request, q.Who, p.draws(), q.Key).filled(q.Request, p.Path)}
	}
	part := Part{Again: again, fields: newFields(q.Request, q.Who, p.Noun, p.Beside, q.turn), may: may}
	part.fields.together = p.Together
	v := p.Draw(part.fields, record)
	part.fields.ask(v)
	if part.may {
		part.Questions = v.Questions(part.fields)
	}
	if p.Together && may {
		part.joins(p.Path)
	}
	return part
}

// Problems is the summary of the form that was sent.
func Problems[K any](q Request[K], parts ...Part) ui.ErrorSummary {
	for _, p := range parts {
		if p.Again {
			return p.fields.summary()
		}
	}
	return ui.Summary(q.Voice(), ui.InOrder(q.problems, nil))
}

// Show answers with a page that parts stand on. When one of them was sent and
// can't be sent any more, because somebody else was first, it says so instead.
func Show[K, T any](q Request[K], p *ui.Page[T], view T, title string, parts ...Part) ui.Response {
	if q.path == "" {
		return p.Render(view, title)
	}
	f, moved := newFields(q.Request, q.Who, "form", "", q.turn), q.conflict
	over := !slices.ContainsFunc(parts, func(part Part) bool { return part.may })
	for _, part := range parts {
		switch {
		case part.Again && (part.may || moved == nil && !over):
			return shown(part.fields, p, view, title)
		case part.Again && moved == nil: // something is wrong in it, and the page has no form left to mend it in
			moved = fault.New(fault.Conflict, "fault.conflict")
			fallthrough
		case part.Again:
			f = part.fields
		}
	}
	if moved == nil {
		return shown(f, p, view, title)
	}
	return Gone(f, Elsewhere(f, "form.moved.title", moved, "form.moved.open", q.home))
}

// ShowList is Show for a page that needs no layout of its own: the parts are
// among its Parts, as Questions.
func ShowList[K any](q Request[K], p ui.ListPage, parts ...Part) ui.Response {
	view := p.View()
	view.Problems = Problems(q, parts...)
	return Show(q, ui.Lists, view, p.Title, parts...)
}

// shown answers 200, 422 with problems, and 409 when somebody else was first.
func shown[T any](f *Fields, p *ui.Page[T], view T, title string) ui.Response {
	switch {
	case f.Conflict != nil:
		return p.Conflict(view, title)
	case f.problems.Any():
		return p.Invalid(view, title)
	}
	return p.Render(view, title)
}

// Gone is the page that says why a form can't be sent any more: of one that was sent, that
// nothing was saved, and what had been written in it.
func Gone(f *Fields, view ui.ErrorView) ui.Response {
	view.Typed = f.typed
	if f.Sent.was && !f.Sent.putIn {
		view.Texts = append(view.Texts, f.Voice.Say("form.moved.nothing"))
	}
	return ui.ErrorPage.With(http.StatusConflict, view, view.Title).Over()
}

// Elsewhere is that page, which leads on to path.
func Elsewhere(f *Fields, title string, err error, open, path string) ui.ErrorView {
	says := fault.KeyOf(err)
	if says == "fault.sent_before" { // which says that it can be sent again
		says = "fault.sent_before_over"
	}
	return ui.ErrorView{
		Title: f.Voice.Say(title), Texts: []string{f.Voice.Say(says)},
		Action: ui.Button{Label: f.Voice.Say(open), Path: path},
	}
}
