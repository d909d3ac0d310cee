package course

import (
	"net/http"
	"reflect"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

func ownSentPath(letter id.Letter) string { return OwnLettersPath + "/sent/" + string(letter) }

// sentPath is where l is read as it was sent.
func (t letterTeller) sentPath(l course.SentLetter) string {
	if t.noun == "letter.own" {
		return ownSentPath(l.ID)
	}
	return letterPath(lettersPath(t.record.Person.ID), l.Kind, l.To) + "/sent/" + string(l.ID)
}

// getSent handles GET /people/{participant}/letters/start/{to}/sent/{sent}, and
// likewise of the ending summary.
func (h letterHandlers) getSent(r *http.Request, who authz.Actor) (ui.Response, error) {
	k, err := inLetter(r, who)
	if err != nil {
		return ui.Response{}, err
	}
	sent, err := route.ID[id.Letter](r, "sent")
	if err != nil {
		return ui.Response{}, err
	}
	letter, err := h.care.OpenSentLetter(r.Context(), who, k.participant, h.kind, sent)
	if err != nil {
		return ui.Response{}, err
	}
	if letter.To != k.to {
		return ui.Response{}, fault.Absent
	}
	return sentLetter(r, letter, letterBack(route.Voice(r), letter.Record), lettersPath(k.participant)), nil
}

// getOwnSentLetter handles GET /my-letters/sent/{sent}.
func (h *handlers) getOwnSentLetter(r *http.Request, who authz.Actor) (ui.Response, error) {
	sent, err := route.ID[id.Letter](r, "sent")
	if err != nil {
		return ui.Response{}, err
	}
	letter, err := h.care.OpenOwnSentLetter(r.Context(), who, sent)
	if err != nil {
		return ui.Response{}, err
	}
	back := ui.Link{Label: route.Voice(r).Say("letter.own.title"), Path: OwnLettersPath}
	return sentLetter(r, letter, back, OwnLettersPath), nil
}

// sentLetter shows a letter as it was sent, and whether today's would say something else.
func sentLetter(r *http.Request, letter appcare.SentCopy, back ui.Link, base string) ui.Response {
	v, zone := route.Voice(r), route.Zone(r)
	view := letterOf(v, zone, letter.Then, letter.Letter)
	view.AsSent = v.Say("letter.as_sent.title", view.Day)
	if letter.Now != nil {
		now := letterOf(v, zone, letter.Then, *letter.Now)
		if now.Day, now.AsSent = view.Day, view.AsSent; !reflect.DeepEqual(now, view) {
			view.Differs = v.Say("letter.as_sent.differs")
			view.Today = ui.Link{Label: v.Say("letter.as_sent.today"), Path: letterPath(base, letter.Kind, letter.To)}
		}
	}
	view.Back = back
	view.Actions = []ui.Button{{Label: v.Say("letter.print"), Kind: ui.Secondary, Print: true}}
	return letterPage.Render(view, v.Say("letter.kind."+string(letter.Kind)))
}
