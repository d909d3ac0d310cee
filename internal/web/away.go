package web

import (
	"net/http"

	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/life"
	"footbridge.org/footbridge/internal/web/people"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// away says that the database didn't answer, or that it can't be known whether it saved what
// was sent. The page holds that, to be sent once more as it was: who is signed in may not be
// known, so that nothing else could hold it.
func (w *wrapper) away(rt route.Route, r *http.Request, kind fault.Kind) ui.Response {
	v := route.Voice(r)
	word := "error.unavailable"
	if kind == fault.Uncertain {
		word = "error.uncertain"
	}
	view := ui.ErrorView{Title: v.Say(word + ".title")}
	if r.Method == http.MethodPost {
		typed := w.typed(rt, r)
		text := word + ".text"
		if kind == fault.Unavailable {
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
	return ui.ErrorPage.With(http.StatusServiceUnavailable, view, view.Title).Header("Retry-After", "5")
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
