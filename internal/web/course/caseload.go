package course

import (
	"net/http"
	"strings"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

const CaseloadPath = "/caseloads"

// visitedStands is where somebody who is being visited can be.
var visitedStands = []programme.Stands{programme.TakingPart, programme.Paused, programme.Away}

// A caseloadsView is everybody who is being visited.
type caseloadsView struct {
	Lead  string
	Find  ui.SearchBox
	Only  ui.Filter
	Cards []caseCard
	Empty ui.Empty
	Pages ui.Pagination
}

// A caseCard is one of them: who visits, how far they are, and what is amiss.
type caseCard struct {
	Who    ui.Link
	Tags   []ui.Tag // what somebody should look at; none is well
	Text   string
	Window string
	Strip  ui.Strip
}

var caseloadsPage = ui.NewPage[caseloadsView]("caseloads")

// getCaseloads handles GET /caseloads.
func (h *handlers) getCaseloads(r *http.Request, who authz.Actor) (ui.Response, error) {
	n := form.Narrow(r, who, h.kernel.Now(), CaseloadPath)
	page := route.Page(r)
	page.Only = programme.Only{
		Worker: form.ChosenID[id.Account](n, "worker"), Team: form.ChosenID[id.Team](n, "team"),
		Stands: form.ChosenOf(n, "state", visitedStands...), ByName: form.ChosenOf(n, "order", "name") != "",
	}
	found, err := h.care.ListCaseloads(r.Context(), who, page)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	n.Offer("worker", person.StaffOptions(found.Workers)...)
	n.Offer("team", person.TeamOptions(found.Teams)...)
	n.Offer("state", person.StandsOptions(v, visitedStands)...)
	n.OfferAlways("order", ui.Option{Value: "name", Label: n.Words("order.name")})
	view := caseloadsView{Find: caseloadSearch(v, ""), Only: n.Filter(),
		Pages: ui.Paginate(v, n.Path(), found.Page, found.Count)}
	view.Empty = view.Pages.InPlaceOf(ui.Empty{Title: v.Say("caseload.none"), Text: v.Say("caseload.none_text")})
	switch {
	case found.Count == 0 && n.Narrows():
		view.Empty = person.NobodyOf(v)
	case found.Count > 0:
		key, people := "caseload.lead", found.Count-found.Beside
		if page.Only != (programme.Only{ByName: page.Only.ByName}) { // who is away, for one, is not being visited
			key, people = "caseload.narrowed", found.Count
		}
		if found.ByName {
			key += "_by_name"
		}
		view.Lead = strings.TrimSpace(v.Say(key, people) + " " + strings.TrimSpace(beside(v, found)+" "+unrecorded(v, found)))
	}
	view.Cards = caseCards(r, found)
	return caseloadsPage.Render(view, v.Say("caseload.title")), nil
}

// postFindInCaseloads handles POST /caseloads: who is sought among those who are being
// visited. What was searched for stands in no address.
func (h *handlers) postFindInCaseloads(r *http.Request, who authz.Actor) (ui.Response, error) {
	typed := r.PostForm.Get("find")
	if fault.Blank(typed) { // everybody is sought
		return h.getCaseloads(r, who)
	}
	found, err := h.care.FindInCaseloads(r.Context(), who, typed)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	view := caseloadsView{Find: caseloadSearch(v, typed), Lead: person.FoundWords(v, found.Found),
		Cards: caseCards(r, found), Empty: nobodyFound(v)}
	view.Only.Clear = ui.Link{Label: v.Say("filter.clear"), Path: CaseloadPath}
	return caseloadsPage.Render(view, v.Say("caseload.title")), nil
}

// unrecorded says of how many of those who are listed the visits are over, as the service
// report counts it, where all are on the page: they stay until somebody has recorded it.
func unrecorded(v say.Voice, found appcare.Caseloads) string {
	over := 0
	for _, p := range found.People {
		if p.Over() {
			over++
		}
	}
	if over == 0 || found.Count != len(found.People) {
		return ""
	}
	return v.Say("caseload.unrecorded", over)
}

// beside says that somebody is listed for two records.
func beside(v say.Voice, found appcare.Caseloads) string {
	if found.Beside == 0 {
		return ""
	}
	return v.Say("caseload.beside", found.Beside)
}

// nobodyFound says among whom was searched, and where everybody else is found.
func nobodyFound(v say.Voice) ui.Empty {
	return ui.Empty{Title: v.Say("caseload.none_found"), Text: v.Say("caseload.none_found_text"),
		Action: ui.Button{Label: v.Say("person.find.title"), Path: person.FindPath, Kind: ui.Secondary}}
}

func caseloadSearch(v say.Voice, typed string) ui.SearchBox {
	return ui.SearchBox{
		Action: CaseloadPath, Name: "find", Value: typed,
		Label: v.Say("person.find.label"), Hint: v.Say("person.find.hint"), Button: v.Say("person.find.button"),
	}
}

func caseCards(r *http.Request, found appcare.Caseloads) (cards []caseCard) {
	v := route.Voice(r)
	names := person.NamesIn(v, route.Zone(r), found.People)
	for _, p := range found.People {
		cards = append(cards, tellProgress(v, route.Zone(r), p).card(names))
	}
	return cards
}

// card is somebody's visits at a glance.
func (t progressTeller) card(names person.Names) caseCard {
	p, c := t.progress.Person, t.progress.Course
	card := caseCard{
		Who: ui.Link{Label: names.Of(p), Path: person.VisitsPath(p.ID)}, Tags: t.amiss(),
		Text: t.Who() + " " + t.Count(), Window: t.window(), Strip: t.Strip(),
	}
	if card.Window == "" && t.progress.Elsewhere {
		card.Window = t.Voice.Say("same_person.goes_on")
	}
	if next, is := c.Next(t.progress.Now); is {
		when := t.Voice.Moment(next.Start.In(t.Zone))
		if next.Covers != "" {
			card.Text += " " + t.Voice.Say("cover.next_on_card", when, t.progress.Staff[next.Worker])
		} else {
			card.Text += " " + t.Voice.Say("caseload.next", when)
		}
	}
	return card
}

// amiss is what somebody should look at, in a word each.
func (t progressTeller) amiss() []ui.Tag {
	var tags []ui.Tag
	add := func(is bool, label string) {
		if is {
			tags = append(tags, ui.Tag{Label: label, State: ui.Attention})
		}
	}
	c := t.progress.Course
	unwritten, open := len(c.ToWriteUp(t.progress.Now)), t.progress.ToPlan()
	add(unwritten > 0, t.Voice.Say("caseload.unwritten", unwritten))
	if now := t.progress.Person.Standing; !now.GoesOn() {
		return append(tags, person.Standing(t.Voice, now))
	}
	add(open > 0 && t.progress.Expected(), t.Voice.Say("visits.list.to_plan", open))
	if t.progress.Elsewhere {
		tags = append(tags, person.OtherGoesOn(t.Voice))
	}
	add(t.progress.Over(), t.Voice.Say("caseload.record"))
	add(!t.progress.Over() && t.progress.Window.DaysLeft(t.progress.Today) < 0, t.Voice.Say("caseload.over"))
	return tags
}
