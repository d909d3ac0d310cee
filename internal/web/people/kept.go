package people

import (
	"cmp"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	apppeople "footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

const (
	KeptPath   = "/kept"
	HandedPath = person.HandedPath

	discardPath = KeptPath + "/discard"
	handPath    = KeptPath + "/hand"
)

// keptRoutes are the pages of what somebody wrote and could not be saved.
func (h *handlers) keptRoutes() []route.Route {
	return []route.Route{
		route.Get(KeptPath, authz.SeeDrafts, h.getKept),
		route.Post(discardPath, authz.DiscardDraft, h.postDiscard),
		route.Get(handPath, authz.SeeDrafts, h.getHand),
		route.Post(handPath, authz.HandDraft, h.postHand),
		route.Get(HandedPath, authz.ListHandedDrafts, h.getHanded),
		route.Post(HandedPath+"/{account}/settle", authz.SettleDraft, h.postSettle),
	}
}

// A keptView is a list of what was written and could not be saved.
type keptView struct {
	Title string
	Text  string
	Empty ui.Empty
	List  []keptLine
	Pages ui.Pagination
}

type keptLine struct {
	Title string
	What  string // the form that it was typed into, where it has a name
	About string // whom it is about, as far as who reads it may know
	Note  string
	Words ui.SummaryList
	Hand  ui.Button // to the lead
	Raise ui.Button // as a worry
	Open  ui.Link
	Forms []ui.Form
}

var keptPage = ui.NewPage[keptView]("kept")

// getKept handles GET /kept.
func (h *handlers) getKept(r *http.Request, who authz.Actor) (ui.Response, error) {
	own, err := h.people.ListDrafts(r.Context(), who, h.asksOf(who))
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	view := keptView{Title: v.Say("draft.title"), Text: v.Say("draft.text")}
	if who.Participant == "" {
		view.Text += " " + v.Say("draft.text_staff")
	}
	if who.ByCard {
		view.Text += " " + v.Say("draft.text_by_card")
	}
	if len(own.Waiting) == 0 && !who.ByCard {
		view.Text, view.Empty = "", ui.Empty{Title: v.Say("draft.none")}
	}
	for _, d := range own.Waiting {
		line := keptOf(r, d)
		aloud := aloudOf(line, d)
		line.Open = ui.Link{Label: v.Say("draft.put_in_link"), Hidden: aloud, Path: DraftPath(d.Page, d.ID)}
		if d.Stays() { // a right that was lost may have been given back
			line.Note, line.Open.Label = v.Say("draft.closed"), v.Say("draft.try")
		}
		if !d.Open || d.About() != "" && d.Of == "" {
			line.Open = ui.Link{} // it answers that there is no such page, or that it isn't theirs
		}
		switch {
		case d.Over && d.OnOwnPage(): // which says that it can't be sent
			line.Note, line.Open = v.Say("draft.closed_form"), ui.Link{}
		case d.Over:
			line.Note = v.Say("draft.closed_over")
		}
		if d.Stays() && (!who.Has(authz.Lead) || who.Masked()) {
			line.Note += " " + v.Say("draft.give")
			line.Hand = ui.Button{Label: v.Say("draft.hand"), Hidden: aloud, Kind: ui.Secondary,
				Path: handPath + "?draft=" + string(d.ID)}
		}
		throw := ThrowAway(v, d.ID, KeptPath)
		throw.Buttons[0].Hidden, line.Forms = aloud, []ui.Form{throw}
		view.List = append(view.List, line)
	}
	for _, d := range own.Given {
		view.List = append(view.List, givenOf(r, d))
	}
	return keptPage.Render(view, view.Title), nil
}

// aloudOf says which of several lines a button is for.
func aloudOf(line keptLine, d apppeople.OwnDraft) string {
	named := slices.DeleteFunc([]string{line.What, d.Of, line.Title}, func(s string) bool { return s == "" })
	return strings.Join(named, ", ")
}

// givenOf is what its author reads of what was handed over: who has the words, and not these.
func givenOf(r *http.Request, d apppeople.GivenDraft) keptLine {
	v, zone := route.Voice(r), route.Zone(r)
	line := keptOf(r, d.OwnDraft)
	line.Words = ui.SummaryList{}
	became := Readers(d.With)
	switch {
	case d.Sent && d.IsWorry():
		became = "raised"
	case !d.Settled.IsZero():
		became = "settled"
	}
	line.Note = v.Say("draft.given."+became, v.Moment(d.Handed.In(zone)), v.Moment(d.Settled.In(zone)))
	return line
}

func (h *handlers) asksOf(who authz.Actor) apppeople.Asks {
	return func(t identity.Typed) (authz.Action, kernel.Subject) {
		action := h.asks(t.Form)
		return action, subjectOf(who, action, t)
	}
}

// subjectOf is what the form of t is about, of the kind that its action is asked of; nil
// where its address doesn't say.
func subjectOf(who authz.Actor, action authz.Action, t identity.Typed) kernel.Subject {
	path := strings.Split(t.Path(), "/")
	for i, name := range strings.Split(t.Form, "/") {
		if name == "{"+action.On+"}" && i < len(path) {
			return addressed{action.On, path[i]}
		}
	}
	for _, own := range []kernel.Subject{who.Organisation, who.Account, who.Participant} {
		if own.Kind() == action.On {
			return own
		}
	}
	return nil
}

// What is addressed is named by an address.
type addressed struct{ kind, id string }

func (a addressed) Kind() string   { return a.kind }
func (a addressed) String() string { return a.id }

// keptOf is what the author of d reads of it.
func keptOf(r *http.Request, d apppeople.OwnDraft) keptLine {
	v := route.Voice(r)
	line := keptLine{Title: v.Say("draft.when", v.Moment(d.At.In(route.Zone(r)))), What: formOf(v, d.Typed),
		Words: DraftWords(v, d.Typed)}
	switch {
	case d.Of != "":
		line.About = v.Say("draft.handed.of", d.Of)
	case d.About() != "":
		line.About = v.Say("draft.about_hidden")
	}
	return line
}

// getHand handles GET /kept/hand: what is given away for good, before it is. What isn't
// there any more, or can still be sent where it was typed, leads back to the list.
func (h *handlers) getHand(r *http.Request, who authz.Actor) (ui.Response, error) {
	d, err := h.people.SeeDraft(r.Context(), who, id.Draft(r.URL.Query().Get("draft")), h.asksOf(who))
	if fault.Of(err) == fault.NotFound || err == nil && !d.Stays() {
		return ui.Redirect(KeptPath), nil
	}
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	line := keptOf(r, d)
	hand := draftForm(v, handPath, "draft.sure.hand", d.ID)
	hand.Buttons[0].Kind, line.Forms = ui.Warning, []ui.Form{hand}
	line.Open = ui.Link{Label: v.Say("draft.sure.leave"), Path: KeptPath}
	view := keptView{Title: v.Say("draft.sure.title"), Text: v.Say("draft.sure.text"), List: []keptLine{line}}
	return keptPage.Render(view, view.Title), nil
}

// DraftPath is the address of a page with a draft put in its form.
func DraftPath(page string, d id.Draft) string {
	path, query, _ := strings.Cut(page, "?")
	asks, err := url.ParseQuery(query)
	if err != nil {
		asks = url.Values{}
	}
	asks.Set(form.DraftField, string(d))
	return path + "?" + asks.Encode()
}

func draftForm(v say.Voice, path, label string, d id.Draft) ui.Form {
	return ui.Form{Action: path, Hidden: []ui.Hidden{{Name: "draft", Value: string(d)}},
		Buttons: []ui.Button{{Label: v.Say(label), Kind: ui.Secondary}}}
}

// ThrowAway is the button that throws a draft away, and leads on to page.
func ThrowAway(v say.Voice, d id.Draft, page string) ui.Form {
	f := draftForm(v, discardPath, "draft.throw", d)
	f.Hidden = append(f.Hidden, ui.Hidden{Name: "page", Value: page})
	return f
}

// postDiscard handles POST /kept/discard. It leads back to where the button was.
func (h *handlers) postDiscard(r *http.Request, who authz.Actor) (ui.Response, error) {
	d := id.Draft(r.PostForm.Get("draft"))
	handed, err := h.people.DiscardDraft(r.Context(), who, d)
	if handed {
		return ui.Redirect(KeptPath).Saying("draft.handed_before"), err
	}
	return ui.Redirect(r.PostForm.Get("page")).Saying("draft.thrown"), err
}

// postHand handles POST /kept/hand.
func (h *handlers) postHand(r *http.Request, who authz.Actor) (ui.Response, error) {
	d := id.Draft(r.PostForm.Get("draft"))
	kept, err := h.people.HandDraft(r.Context(), who, d)
	if kept.ID == "" {
		return ui.Redirect(KeptPath).Saying("draft.handed.saved.gone"), err
	}
	return ui.Redirect(KeptPath).Saying("draft.handed.saved." + Readers(kept.With)), err
}

// Readers is what the catalogue calls those who can read what was handed over.
func Readers(to authz.Role) string { return cmp.Or(string(to), "nobody") }

// getHanded handles GET /handed-words: what the lead was handed.
func (h *handlers) getHanded(r *http.Request, who authz.Actor) (ui.Response, error) {
	page := route.Page(r)
	drafts, count, err := h.people.ListHandedDrafts(r.Context(), who, page)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	view := keptView{Title: v.Say("draft.handed.title"), Text: v.Say("draft.handed.text"),
		Pages: ui.Paginate(v, HandedPath, page, count)}
	if len(drafts) == 0 {
		view.Text, view.Empty = "", view.Pages.InPlaceOf(ui.Empty{Title: v.Say("draft.handed.none")})
	}
	for _, d := range drafts {
		view.List = append(view.List, handedLine(r, d))
	}
	return keptPage.Render(view, view.Title), nil
}

func handedLine(r *http.Request, d apppeople.HandedDraft) keptLine {
	v, zone := route.Voice(r), route.Zone(r)
	settle := draftForm(v, HandedPath+"/"+string(d.Author)+"/settle", "draft.settle", d.ID)
	settle.Buttons[0].Hidden = d.Name
	line := keptLine{Title: d.Name, What: formOf(v, d.Typed), Open: recordOf(v, d.Typed),
		Words: DraftWords(v, d.Typed), Forms: []ui.Form{settle},
		Note: v.Say("draft.handed.when", v.Moment(d.At.In(zone)), v.Moment(d.Handed.In(zone)))}
	if d.IsWorry() {
		line.Raise = ui.Button{Label: v.Say("draft.handed.raise"), Hidden: d.Name, Path: DraftPath(d.Page, d.ID)}
		line.Note = v.Say("draft.handed.unsent") + " " + line.Note
	}
	if d.Of != "" {
		line.About = v.Say("draft.handed.of", d.Of)
	}
	return line
}

// InTheirWords is a worry that was handed over, as the lead raises it: it says first who
// wrote it, and when.
func InTheirWords(v say.Voice, zone *time.Location, d apppeople.HandedDraft) identity.Draft {
	d.Values = maps.Clone(d.Values)
	d.Values.Set("words", v.Say("draft.handed.wrote", d.Name, v.Moment(d.At.In(zone)), d.Values.Get("words")))
	return d.Draft
}

// recordOf leads to the record of the person whom the page was about, if it was about
// one. Who it is, the record says, to anybody who may see it.
func recordOf(v say.Voice, t identity.Typed) ui.Link {
	if t.About() == "" {
		return ui.Link{}
	}
	return ui.Link{Label: v.Say("draft.handed.about"), Path: "/people/" + string(t.About())}
}

// postSettle handles POST /handed-words/{account}/settle.
func (h *handlers) postSettle(r *http.Request, who authz.Actor) (ui.Response, error) {
	author, err := route.ID[id.Account](r, "account")
	if err != nil {
		return ui.Response{}, err
	}
	d := id.Draft(r.PostForm.Get("draft"))
	return ui.Redirect(HandedPath).Saying("draft.settled"), h.people.SettleDraft(r.Context(), who, author, d, false)
}
