package care

import (
	"net/http"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// A letterFormView asks on which day a letter went.
type letterFormView struct {
	Problems ui.ErrorSummary
	Back     ui.Link
	Title    string
	Lead     string
	Form     ui.Form
	On       ui.DateInput
}

var letterFormPage = ui.NewPage[letterFormView]("letter_form")

// getSent handles GET /people/{participant}/letters/start/{to}/sent.
func (h letterHandlers) getSent(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, to, err := h.asked(r)
	if err != nil {
		return ui.Response{}, err
	}
	return h.showSent(r, who, participant, to, h.readVisit(r, who, "letter/"+string(h.kind)+"/"+string(to), participant), nil)
}

// postSent handles POST /people/{participant}/letters/start/{to}/sent.
func (h letterHandlers) postSent(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, to, err := h.asked(r)
	if err != nil {
		return ui.Response{}, err
	}
	sent := h.readVisit(r, who, "letter/"+string(h.kind)+"/"+string(to), participant)
	err = h.care.SendLetter(r.Context(), who, participant, course.SentLetter{ID: id.Letter(sent.id), Kind: h.kind, To: to, On: sent.date("on")})
	if problems, refused := fault.AsProblems(err); refused {
		return h.showSent(r, who, participant, to, sent, ui.UnreadFirst(*sent.unread, problems))
	}
	if err != nil && fault.Of(err) == fault.Conflict {
		return stoppedLetter(r, letterPath(lettersPath(participant), h.kind, to), err), nil
	}
	return ui.Redirect(h.afterSent(who, participant)).Saying("letter.send.saved"), err
}

// afterSent is where one goes on: a worker, who sees no other letters, with the
// visits.
func (h letterHandlers) afterSent(who authz.Actor, participant id.Participant) string {
	for _, role := range []authz.Role{authz.Lead, authz.Supervisor, authz.Coordinator} {
		if who.Has(role) {
			return lettersPath(participant)
		}
	}
	return visitsPath(participant)
}

func (h letterHandlers) showSent(r *http.Request, who authz.Actor, participant id.Participant, to course.Recipient, sent consentSent, problems fault.Problems) (ui.Response, error) {
	letter, err := h.care.OpenLetter(r.Context(), who, participant, h.kind, to)
	if err != nil && fault.Of(err) == fault.Conflict {
		return stoppedLetter(r, lettersPath(participant), err), nil
	}
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	f := ui.NewFields(v, "letter", ui.InOrder(problems, []string{"on"}))
	path := letterPath(lettersPath(participant), h.kind, to)
	view := letterFormView{
		Problems: f.Summary(), Back: letterBack(v, letter.Record),
		Title: v.Say("letter.send.heading", v.Say("letter.kind."+string(h.kind)), letter.Head().Addressee),
		Lead:  v.Say("letter.send.lead", letter.Record.Person.Identity.FullName()),
		Form:  visitForm(r, "letter.send", sent, path), On: sent.day(f, "on", letter.Record.Today),
	}
	if problems.Any() {
		return letterFormPage.Invalid(view, v.Say("letter.send.title")), nil
	}
	return letterFormPage.Render(view, v.Say("letter.send.title")), nil
}
