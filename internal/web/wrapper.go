package web

import (
	"context"
	"errors"
	"net/http"
	"runtime/debug"
	"slices"
	"time"

	"golang.org/x/text/language"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/life"
	"footbridge.org/footbridge/internal/web/people"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// A wrapper is what every request passes: who asks, the frame of the page, the
// headers, an error's status, and one line in the log.
type wrapper struct {
	service *Service
	pages   map[string]bool   // the patterns of all pages
	nouns   map[string]string // under which the words of the forms of patterns stand
	asks    map[string]string // which action sending the forms of patterns asks for
}

// largestBody is the most that a form may send, in bytes.
const largestBody = 1 << 20

// policyHeader allows a page its own files and nothing else.
const policyHeader = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; " +
	"connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

// outer sets what every answer carries, and keeps a request to its size.
func (w *wrapper) outer(next http.Handler) http.Handler {
	return http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		h := out.Header()
		h.Set("Content-Security-Policy", policyHeader)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		h.Set("Cache-Control", "no-store")
		if w.service.secure() {
			h.Set("Strict-Transport-Security", "max-age=63072000")
		}
		r.Body = http.MaxBytesReader(out, r.Body, largestBody)
		next.ServeHTTP(out, r)
	})
}

// wrap serves one route.
func (w *wrapper) wrap(rt route.Route) http.Handler {
	return http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		began := w.service.Kernel.Now()
		r, unread := w.read(r)
		within, cancel := context.WithTimeout(r.Context(), answerWithin)
		defer cancel()
		r = r.WithContext(within)
		r, guest, err := w.receive(r)
		if err == nil {
			err = unread
		}
		var answer ui.Response
		var words rescue
		if err == nil {
			r = w.putIn(r, guest)
			answer, err = w.answer(rt, r, guest)
			words = w.rescue(r, rt, &guest, answer, err)
			if words.again != "" {
				answer = answer.Leading(words.again)
			}
		}
		shell := w.shell(out, r, rt, guest)
		shell.Kept = words.says
		if err != nil {
			shell = framed(shell, guest, "") // where they asked to be is not told from anywhere else
			answer = w.failure(rt, r, guest, err, words)
		}
		if guest.Stamped != "" && !answer.Keeps(people.SessionCookie(w.service.secure())) {
			http.SetCookie(out, people.Stamp(w.service.secure(), guest))
		}
		if err := answer.Write(out, shell); err != nil {
			w.service.Log.ErrorContext(r.Context(), "a page was not written", "route", rt.Pattern, "fault", err.Error())
			if answer.Status() == http.StatusOK {
				http.Error(out, shell.Voice.Say("fault.internal"), http.StatusInternalServerError)
			}
		}
		w.service.Log.InfoContext(r.Context(), "request", "method", r.Method, "route", rt.Pattern,
			"status", answer.Status(), "took", w.service.Kernel.Now().Sub(began).Round(time.Microsecond).String())
		if err != nil && fault.Of(err) == fault.Internal {
			w.service.Log.ErrorContext(r.Context(), "fault", "route", rt.Pattern, "fault", err.Error())
		}
	})
}

// answerWithin is how long an answer may take once all of a request is here, but for a
// commit that has begun by then, which has a limit of its own.
const answerWithin = 10 * time.Second

// read reads what somebody sent.
func (w *wrapper) read(r *http.Request) (*http.Request, error) {
	if w.service.Lang != language.Und {
		r = route.InLanguage(r, w.service.Lang)
	}
	return form.Parse(r)
}

// receive finds out who asks.
func (w *wrapper) receive(r *http.Request) (*http.Request, authz.Guest, error) {
	guest, err := w.service.guest(r)
	if err != nil {
		return r, guest, err
	}
	if zone, err := guest.Home.Place(); err == nil && guest.Home.Zone != "" {
		r = route.InZone(r, zone)
	}
	return r, guest, nil
}

// errSignIn sends somebody who has not signed in to where they can.
var errSignIn = fault.New(fault.SignedOut, "fault.signed_out")

// errNumber asks for a number of somebody's own before what a card alone doesn't open.
var errNumber = fault.New(fault.SignedOut, "own_number.first")

// errAnother refuses a form whose page was somebody else's than who is signed in.
var errAnother = fault.New(fault.Conflict, "draft.another.title")

func (w *wrapper) answer(rt route.Route, r *http.Request, guest authz.Guest) (ui.Response, error) {
	if rt.Open == "" && guest.Actor.Account == "" {
		return ui.Response{}, errSignIn
	}
	switch author, err := w.pageAuthor(r, guest); {
	case err != nil:
		return ui.Response{}, err
	case author.Account != "":
		return ui.Response{}, errAnother
	}
	if guest.Actor.ByCard && rt.Action.AsksNumber() {
		return ui.Response{}, errNumber
	}
	var asked kernel.Asked
	within := kernel.WithAsked(r.Context(), &asked)
	if !w.service.Unlimited {
		within = kernel.WithPaces(within, identity.ChangePaces())
	}
	answer, err := w.handle(rt, r.WithContext(within), guest.Actor)
	if errors.Is(err, kernel.ErrTooFast) {
		err = errors.Join(err, w.service.People.KeepTooFast(r.Context(), guest.Actor))
	}
	if err == nil && answer.Status() < http.StatusBadRequest && rt.Open == "" &&
		!slices.Contains(asked.Actions, rt.Action) {
		return answer, errors.New("the route declares " + rt.Action.Name + " and never asked for it")
	}
	if err == nil && r.Method == http.MethodPost && answer.Status() == http.StatusSeeOther &&
		slices.ContainsFunc(asked.Actions, isLook) {
		return answer, errors.New("the route of " + rt.Action.Name + " looks at something only to lead on")
	}
	return answer, err
}

// isLook tells whether an action is in the trail as somebody's having looked.
// Anybody who sends a form and is led on has seen nothing: the person whom it is
// about would read of an opening that nobody made.
func isLook(a authz.Action) bool { return !a.Writes }

// handle calls the handler. One that panics has made a mistake of ours: it is
// answered as such, and the log has where, but not with what.
func (w *wrapper) handle(rt route.Route, r *http.Request, who authz.Actor) (answer ui.Response, err error) {
	defer func() {
		if recover() != nil {
			w.service.Log.ErrorContext(r.Context(), "panic", "route", rt.Pattern, "stack", string(debug.Stack()))
			answer, err = ui.Response{}, fault.New(fault.Internal, "fault.internal")
		}
	}()
	return rt.Handle(r, who)
}

// failure makes a page of an error, by its kind and nothing else. Somebody who
// has to sign in first goes on where their words are.
func (w *wrapper) failure(rt route.Route, r *http.Request, guest authz.Guest, err error, words rescue) ui.Response {
	kind := fault.Of(err)
	if errors.Is(err, context.Canceled) {
		kind = fault.Unavailable // nobody is waiting for the answer
	}
	if kind == fault.Unavailable || later(err) {
		return w.away(rt, r, err)
	}
	if errors.Is(err, errAnother) {
		return anothers(route.Voice(r), words.another)
	}
	if words.closed {
		return accountClosed(route.Voice(r), r.Method == http.MethodPost, words.notice)
	}
	if kind == fault.SignedOut {
		answer := people.SignInFirst(r, w.service.secure(), words.page)
		if errors.Is(err, errNumber) {
			answer = people.NumberFirst(w.service.secure(), words.page)
		}
		if words.notice != "" {
			answer = answer.Saying(words.notice)
		}
		return answer
	}
	v := route.Voice(r)
	if words.gone {
		return gone(v, statuses[kind], guest, words.typed)
	}
	word := pageWords[kind]
	view := ui.ErrorView{Title: v.Say("error." + word + ".title"), Texts: []string{v.Say("error." + word + ".text")}}
	switch sent := r.Method == http.MethodPost; {
	case sent && kind == fault.Internal:
		view.Texts = append(view.Texts, v.Say("error.internal.sent"))
	case !sent && kind == fault.Conflict:
		view.Title, view.Texts = v.Say("error.conflict.look"), []string{v.Say(fault.KeyOf(err))}
	}
	view.Action = ui.Button{Label: v.Say("error.start"), Path: "/", Kind: ui.Secondary}
	return ui.ErrorPage.With(statuses[kind], view, view.Title)
}

// gone says to somebody who lost the right to send what they typed that nobody has it,
// and where it is kept. It says the same where there is nothing of the kind.
func gone(v say.Voice, status int, guest authz.Guest, typed identity.Typed) ui.Response {
	said := keptKey("gone", typed)
	view := ui.ErrorView{Title: v.Say(said + ".title"), Texts: []string{v.Say(said + ".text")},
		Action: ui.Button{Label: v.Say("draft.see"), Path: people.KeptPath, Kind: ui.Secondary}}
	if help, err := content.Help(guest.Home.Help); typed.IsWorry() && err == nil {
		view.Ring = life.Ring(v, help)
	}
	return ui.ErrorPage.With(status, view, view.Title)
}

// anothers says that a form was not saved because its page was somebody else's than who is
// signed in. It shows nothing of what was in it, and doesn't say whose it was.
func anothers(v say.Voice, kept bool) ui.Response {
	view := ui.ErrorView{Title: v.Say("draft.another.title"), Texts: []string{v.Say("draft.another.text")},
		Action: ui.Button{Label: v.Say("error.start"), Path: "/", Kind: ui.Secondary}}
	if kept {
		view.Texts = append(view.Texts, v.Say("draft.another.kept"))
	}
	return ui.ErrorPage.With(http.StatusConflict, view, view.Title)
}

// accountClosed says to staff whose account was closed that it was, whom to ask, and,
// when they sent a form, what became of what they had typed.
func accountClosed(v say.Voice, sent bool, handed string) ui.Response {
	view := ui.ErrorView{Title: v.Say("draft.account_closed.title"), Texts: []string{v.Say("draft.account_closed.text")}}
	switch {
	case handed != "":
		view.Texts = append(view.Texts, v.Say(handed))
	case sent:
		view.Texts = append(view.Texts, v.Say("draft.account_closed.lost"))
	}
	view.Action = ui.Button{Label: v.Say("draft.account_closed.sign_in"), Path: "/sign-in", Kind: ui.Secondary}
	return ui.ErrorPage.With(http.StatusForbidden, view, view.Title)
}

var statuses = map[fault.Kind]int{
	fault.Internal: http.StatusInternalServerError, fault.NotFound: http.StatusNotFound,
	fault.Denied:   http.StatusForbidden,
	fault.Conflict: http.StatusConflict, fault.Invalid: http.StatusUnprocessableEntity,
	fault.TooMany: http.StatusTooManyRequests,
}

var pageWords = map[fault.Kind]string{
	fault.Internal: "internal", fault.NotFound: "absent", fault.Denied: "denied", fault.Conflict: "conflict",
	fault.Invalid: "invalid", fault.TooMany: "too_many",
}

// shell frames a page for the person asking.
func (w *wrapper) shell(out http.ResponseWriter, r *http.Request, rt route.Route, guest authz.Guest) ui.Shell {
	v := route.Voice(r)
	s := ui.Shell{Voice: v, Zone: route.Zone(r), Secure: w.service.secure(),
		Participant: guest.Actor.Account == "" || guest.Actor.Participant != ""}
	if w.service.Banner != "" {
		s.Banner = v.Say(w.service.Banner)
		s.BannerLink = ui.Link{Label: v.Say("demo.switch"), Path: w.service.Switch}
	}
	if guest.Actor.Account != "" {
		s.Organisation, s.SignedInAs, s.SignOut = guest.Home.Name, guest.Name, "/sign-out"
	}
	s.PageOf = ui.Hidden{Name: form.PageOfField, Value: guest.PageOf}
	s = framed(s, guest, r.URL.Path)
	if r.Method == http.MethodGet && rt.Pattern != "" {
		s.Notice = ui.TakeNotice(out, r, v, s.Secure)
	}
	return s
}

// framed is s with what guest is offered at path.
func framed(s ui.Shell, guest authz.Guest, path string) ui.Shell {
	m := menu(s.Voice, guest, path)
	s.Nav, s.Below, s.Own = m.main, m.below, m.own
	return s
}

// absent answers every address that no route has.
var absent = route.Open("", "", "what is not there is open to nobody",
	func(*http.Request, authz.Actor) (ui.Response, error) {
		return ui.Response{}, fault.Absent
	})

// foreign answers a form that another site sent.
var foreign = route.Open("", "", "another site's form is refused before anything is read",
	func(*http.Request, authz.Actor) (ui.Response, error) {
		return ui.Response{}, fault.New(fault.Denied, "fault.denied")
	})
