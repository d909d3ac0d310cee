package pathway

import (
	"net/http"
	"strings"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// A searchView finds somebody.
type searchView struct {
	Box     ui.SearchBox
	Asked   bool
	Found   string
	Results ui.Table
}

var searchPage = ui.NewPage[searchView]("people")

// getSearch handles GET /people: an empty box.
func (h *handlers) getSearch(r *http.Request, who authz.Actor) (ui.Response, error) {
	return h.search(r, who, "")
}

// postSearch handles POST /people. What was searched for stands in no address.
func (h *handlers) postSearch(r *http.Request, who authz.Actor) (ui.Response, error) {
	return h.search(r, who, r.PostForm.Get("find"))
}

func (h *handlers) search(r *http.Request, who authz.Actor, typed string) (ui.Response, error) {
	found, err := h.care.FindPeople(r.Context(), who, typed)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	view := searchView{Asked: typed != "", Found: person.FoundWords(v, found), Results: resultsOf(v, typed, found.People)}
	view.Box = ui.SearchBox{
		Action: person.FindPath, Name: "find", Value: typed,
		Label: v.Say("person.find.label"), Hint: v.Say("person.find.hint"), Button: v.Say("person.find.button"),
	}
	return searchPage.Render(view, v.Say("person.find.title")), nil
}

// noteOf is what stands under a name: that it was another one that was sought, what
// somebody is called, and that there is another record of them.
func noteOf(v say.Voice, p programme.Person) string {
	var notes []string
	if p.Formerly {
		notes = append(notes, v.Say("person.find.formerly"))
	}
	if p.Identity.KnownAs != "" {
		notes = append(notes, p.Identity.KnownAs)
	}
	if p.Joined {
		notes = append(notes, v.Say("same_person.short"))
	}
	return strings.Join(notes, ". ")
}

func resultsOf(v say.Voice, typed string, list []programme.Person) ui.Table {
	t := ui.Table{
		Caption: v.Say("person.find.results"), Quiet: true,
		Columns: []ui.Column{{Label: v.Say("referral.list.name")}, {Label: v.Say("person.fact.birth_date")},
			{Label: v.Say("person.fact.nhs_number")}, {Label: v.Say("screening.form.team")},
			{Label: v.Say("person.find.standing")}},
		Empty: person.NobodyFound(v, typed, "person.find.none"),
	}
	for _, p := range list {
		number := p.Identity.NHSNumber.String()
		if number == "" {
			number = v.Say("person.number_status.none")
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{
			{Link: ui.Link{Label: person.Name(v, p), Path: person.Path(p.ID)}, Note: noteOf(v, p)},
			{Text: v.ShortDay(p.Identity.BirthDate.Time())}, {Text: number}, {Text: p.TeamName},
			{Tag: person.Standing(v, p.Standing)},
		}})
	}
	return t
}
