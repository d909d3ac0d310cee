package web

import (
	"errors"
	"net/http"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/life"
	"footbridge.org/footbridge/internal/web/people"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// later tells whether err asks for the same once more, later: the page of it holds what was sent.
func later(err error) bool { return fault.Away(err) || errors.Is(err, kernel.ErrTooFast) }

// away says that the database didn't answer, that there is no room, that too much came at once,
// or that it can't be known whether what was sent was saved. The page holds that, to be sent once
// more as it was: who is signed in may not be known, so that nothing else could hold it.
func (w *wrapper) away(rt route.Route, r *http.Request, err error) ui.Response {
	v := route.Voice(r)
	status, word, after := http.StatusServiceUnavailable, "error.unavailable", "5"
	switch {
	case errors.Is(err, kernel.ErrTooFast):
		status, word, after = http.StatusTooManyRequests, "error.too_fast", "60"
	case fault.Of(err) == fault.Uncertain:
		word = "error.uncertain"
	case fault.KeyOf(err) == "fault.full":
		word, after = "error.full", "60"
	}
	view := ui.ErrorView{Title: v.Say(word + ".title")}
	if r.Method == http.MethodPost {
		typed := w.typed(rt, r)
		text := word + ".text"
		if fault.Of(err) != fault.Uncertain {
			text = word + ".sent"
		}
		view.Texts = []string{v.Say(text)}
		view.Again = ui.Form{Action: r.URL.RequestURI(), Hidden: sentAgain(r),
			Buttons: []ui.Button{{Label: v.Say("error.unavailable.send")}}}
		if rt.Open == "" {
			view.Typed = people.DraftWords(v, typed)
		}
		if help, err := content.Help(w.service.Help); typed.IsWorry() && err == nil {
			view.Ring = life.Ring(v, help)
		}
	} else {
		view.Texts = []string{v.Say(word + ".text")}
		view.Action = ui.Button{Label: v.Say("error.unavailable.again"), Path: r.URL.RequestURI(), Kind: ui.Secondary}
	}
	return ui.ErrorPage.With(status, view, view.Title).Header("Retry-After", after)
}

// sentAgain is what was sent, to go with a form once more, and whose page that was on.
func sentAgain(r *http.Request) (list []ui.Hidden) {
	for _, name := range form.InOrder(form.OrderOf(r), r.PostForm) {
		for _, value := range r.PostForm[name] {
			list = append(list, ui.Hidden{Name: name, Value: value})
		}
	}
	if of := form.PageOf(r); of != "" {
		list = append(list, ui.Hidden{Name: form.PageOfField, Value: of})
	}
	return list
}
