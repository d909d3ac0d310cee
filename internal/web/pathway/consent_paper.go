package pathway

import (
	"net/http"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// A consentPaperView is the consent form to be signed by hand.
type consentPaperView struct {
	Back   ui.Link
	Lead   string // on the screen alone
	Print  ui.Button
	From   []string
	Ring   []ui.Contact
	Title  string
	Facts  ui.SummaryList
	Sheet  string
	Study  string // what a study of before has decided
	Items  []ui.Blank
	Person ui.SignHere
	Taken  ui.SignHere
}

var consentPaperPage = ui.NewPage[consentPaperView]("consent_paper")

// getConsentPaper handles GET /people/{participant}/consent/paper.
func (h *handlers) getConsentPaper(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	form, err := h.care.SeeConsentForm(r.Context(), who, participant)
	v := route.Voice(r)
	if fault.Of(err) == fault.Conflict {
		view := ui.ErrorView{Title: v.Say("visits.moved.title"), Texts: []string{v.Say(fault.KeyOf(err))},
			Action: ui.Button{Label: v.Say("consent.moved.open"), Path: consentPath(participant)}}
		return ui.ErrorPage.With(http.StatusConflict, view, view.Title), nil
	}
	if err != nil {
		return ui.Response{}, err
	}
	return consentPaperPage.Render(consentPaper(v, form), v.Say("consent.paper.title")), nil
}

func consentPaper(v say.Voice, form appcare.ConsentForm) consentPaperView {
	p := form.Person
	f := person.Facts{Voice: v}
	f.Add("consent.paper.name", p.Identity.FullName())
	f.Day("letter.text.born", p.Identity.BirthDate)
	f.Add("letter.text.number", p.Identity.NHSNumber.String())
	view := consentPaperView{
		Back: ui.Link{Label: v.Say("consent.paper.back"), Path: consentPath(p.ID)}, Lead: v.Say("consent.paper.lead"),
		Print: ui.Button{Label: v.Say("paper.print"), Kind: ui.Secondary, Print: true},
		From:  append([]string{form.Organisation}, form.From.Written()...), Ring: ui.Contacts(form.From.Phone),
		Title: v.Say("consent.paper.heading", form.Definition.Title), Facts: f.List,
		Sheet:  v.Say("consent.paper.sheet", form.Definition.InformationSheet.Version),
		Study:  aboutStudy(v, "my_consents", form.ConsentRecord),
		Person: ui.SignHere{Text: v.Say("consent.paper.person"), Labels: signed(v, "paper.name")},
		Taken:  ui.SignHere{Text: v.Say("consent.paper.taken"), Labels: signed(v, "paper.name_and_role")},
	}
	answers := []string{v.Say("consent.record.yes"), v.Say("consent.record.no")}
	for i, item := range askedItems(form.ConsentRecord) {
		view.Items = append(view.Items, ui.Blank{Title: v.Say("consent.form.numbered", i+1, item.Text),
			Parts: []ui.BlankPart{{Ticks: answers}}})
	}
	return view
}

// signed is who signs, and when.
func signed(v say.Voice, name string) []string {
	return []string{v.Say(name), v.Say("paper.signature"), v.Say("paper.day")}
}
