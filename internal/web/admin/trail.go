package admin

import (
	"cmp"
	"net/http"
	"strconv"
	"strings"

	appadmin "footbridge.org/footbridge/internal/app/admin"
	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

const trailPath = "/trail"

func personTrailPath(p id.Participant) string { return trailPath + "/people/" + string(p) }
func staffTrailPath(a id.Account) string      { return trailPath + "/staff/" + string(a) }

// A trailPage is one of the pages that show the trails: what its address asks for.
type trailPage struct {
	*form.Narrowing
	asked appadmin.TrailAsked
	at    string
}

// trailAt reads the address of the page at path: ?chain= is change, read or both,
// ?before= a place. Of somebody, it is looks that are asked for first.
func (h *handlers) trailAt(r *http.Request, who authz.Actor, path string, first audit.Chain) trailPage {
	p := trailPage{Narrowing: form.Narrow(r, who, h.kernel.Now(), path), at: path}
	p.asked.Chain = first
	switch chain := r.URL.Query().Get("chain"); chain {
	case string(audit.Changes), string(audit.Reads):
		p.asked.Chain = audit.Chain(chain)
	case "both":
		p.asked.Chain = ""
	}
	p.asked.From, p.asked.To = p.Between()
	p.asked.Before = readPlace(r.URL.Query().Get("before"))
	return p
}

func chainWord(c audit.Chain) string { return cmp.Or(string(c), "both") }

// parts are the entries, with what leads to others.
func (p trailPage) parts(r *http.Request, found appadmin.Trail) []ui.Control {
	v, chain := p.Voice, chainWord(p.asked.Chain)
	tabs := ui.Tabs{Label: v.Say("trail.tabs")}
	for _, c := range []audit.Chain{"", audit.Changes, audit.Reads} {
		tabs.Links = append(tabs.Links, ui.Link{Label: v.Say("trail." + chainWord(c)), Current: c == p.asked.Chain,
			Path: p.Path("chain", chainWord(c))})
	}
	var pages ui.Pagination
	if p.asked.Before != (appadmin.Place{}) {
		pages.Previous = ui.Link{Label: v.Say("trail.newest"), Path: p.Path("chain", chain)}
	}
	if found.More {
		pages.Next = ui.Link{Label: v.Say("trail.older"), Path: p.Path("chain", chain, "before", placeWords(found.Next))}
	}
	return []ui.Control{p.Filter("chain", chain), tabs, entriesTable(r, found), pages}
}

// getTrail handles GET /trail.
func (h *handlers) getTrail(r *http.Request, who authz.Actor) (ui.Response, error) {
	p := h.trailAt(r, who, trailPath, "")
	found, err := h.admin.SeeTrail(r.Context(), who, p.asked)
	if err != nil {
		return ui.Response{}, err
	}
	v := p.Voice
	return ui.ListPage{Title: v.Say("trail.title"), Lead: v.Say("trail.text"),
		Parts: append([]ui.Control{trailSearch(v, "")}, p.parts(r, found)...)}.Render(), nil
}

// getPersonTrail handles GET /trail/people/{participant}: who looked at somebody.
func (h *handlers) getPersonTrail(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	p := h.trailAt(r, who, personTrailPath(participant), audit.Reads)
	about, found, err := h.admin.SeePersonTrail(r.Context(), who, participant, p.asked)
	if err != nil {
		return ui.Response{}, err
	}
	v := p.Voice
	return ui.ListPage{Back: ui.Link{Label: v.Say("trail.title"), Path: trailPath},
		Title: v.Say("trail.person.title", person.Born(v, about.Identity)), Lead: v.Say("trail.person.text"),
		Parts: p.parts(r, found)}.Under(v.Say("trail.person.window")), nil
}

// getStaffTrail handles GET /trail/staff/{account}: what a colleague looked at.
func (h *handlers) getStaffTrail(r *http.Request, who authz.Actor) (ui.Response, error) {
	staff, err := route.ID[id.Account](r, "account")
	if err != nil {
		return ui.Response{}, err
	}
	p := h.trailAt(r, who, staffTrailPath(staff), audit.Reads)
	account, found, err := h.admin.SeeStaffTrail(r.Context(), who, staff, p.asked)
	if err != nil {
		return ui.Response{}, err
	}
	v := p.Voice
	does := lastRoles(v, found.Roles[staff], found.Teams)
	return ui.ListPage{Back: ui.Link{Label: v.Say("trail.title"), Path: trailPath},
		Title: v.Say("trail.staff.title", account.Name), Lead: v.Say("trail.staff.text", does, account.Email),
		Parts: p.parts(r, found)}.Under(v.Say("trail.staff.window")), nil
}

// postFindInTrail handles POST /trail: whose part of it to read. What was searched for
// stands in no address.
func (h *handlers) postFindInTrail(r *http.Request, who authz.Actor) (ui.Response, error) {
	typed := strings.TrimSpace(r.PostForm.Get("find"))
	found, err := h.admin.FindInTrail(r.Context(), who, typed)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	people := ui.NewTable(v, "trail.found.people", "name", "team")
	for _, p := range found.People {
		people.Rows = append(people.Rows, ui.Row{Cells: []ui.Cell{
			{Link: ui.Link{Label: person.Born(v, p.Identity), Path: personTrailPath(p.ID)}}, {Text: p.TeamName}}})
	}
	people.Empty = person.NobodyFound(v, typed, "person.find.none")
	staff := ui.NewTable(v, "trail.found.staff", "name", "role")
	for _, a := range found.Staff {
		staff.Rows = append(staff.Rows, ui.Row{Cells: []ui.Cell{{Link: ui.Link{Label: a.Name, Path: staffTrailPath(a.ID)}},
			{Text: lastRoles(v, found.Roles[a.ID], found.Teams)}}})
	}
	return ui.ListPage{Back: ui.Link{Label: v.Say("trail.title"), Path: trailPath}, Title: v.Say("trail.found.title"),
		Parts: []ui.Control{
			trailSearch(v, typed), ui.Heading(people.Caption), ui.Quiet(person.FoundWords(v, found.Matches)), people,
			ui.Heading(staff.Caption), staff,
		}}.Render(), nil
}

func trailSearch(v say.Voice, typed string) ui.SearchBox {
	return ui.SearchBox{Action: trailPath, Name: "find", Value: typed, Label: v.Say("trail.find.label"),
		Hint: v.Say("trail.find.hint"), Button: v.Say("trail.find.button")}
}

// A place in the two trails is spelt 120-340: under change 120 and look 340.
func placeWords(p appadmin.Place) string {
	return strconv.FormatInt(p.Changes, 10) + "-" + strconv.FormatInt(p.Reads, 10)
}

// readPlace reads a place; one that cannot be read is the newest end.
func readPlace(s string) appadmin.Place {
	changes, reads, _ := strings.Cut(s, "-")
	c, err := strconv.ParseInt(changes, 10, 64)
	n, err2 := strconv.ParseInt(reads, 10, 64)
	if err != nil || err2 != nil || c < 0 || n < 0 {
		return appadmin.Place{}
	}
	return appadmin.Place{Changes: c, Reads: n}
}

func entriesTable(r *http.Request, found appadmin.Trail) ui.Table {
	v, zone := route.Voice(r), route.Zone(r)
	t := ui.Table{
		Caption: v.Say("trail.caption"), Quiet: true,
		Columns: []ui.Column{{Label: v.Say("trail.when")}, {Label: v.Say("trail.who")}, {Label: v.Say("trail.what")},
			{Label: v.Say("trail.about")}},
		Empty: ui.Empty{Title: v.Say("trail.nothing.title"), Text: v.Say("trail.nothing.text")},
	}
	for _, e := range found.Entries {
		when := e.At.In(zone)
		what := ui.Cell{Text: actionWords(v, e.Action)}
		if e.Refused {
			what.Tag = ui.Tag{Label: v.Say("trail.refused"), State: ui.Attention}
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{
			{Text: v.Clock(when), Note: v.Say("trail.number", v.ShortDay(when), v.Say("trail.chain."+string(e.Chain)), e.Seq)},
			actorCell(v, found, e.Entry), what, subjectCell(v, found, e),
		}})
	}
	return t
}

// actionWords are the words of an action. One that the service no longer knows
// stands as it was written down.
func actionWords(v say.Voice, name string) string {
	if key := "action." + name; say.Has(key) {
		return v.Say(key)
	}
	return name
}

// actorCell names staff by name and by the roles that they had at the time, and a participant by the end of a
// number.
func actorCell(v say.Voice, found appadmin.Trail, e audit.Entry) ui.Cell {
	account := id.Account(e.Actor)
	if name, staff := found.Staff[account]; staff {
		return ui.Cell{Link: ui.Link{Label: name, Path: staffTrailPath(account)},
			Note: rolesWords(v, found.Roles[account].At(e.At), found.Teams)}
	}
	if len(e.Actor) == id.Length {
		return ui.Cell{Text: v.Say("trail.participant_actor", v.Say("trail.numbered", v.Say("trail.kind.account"),
			ending(e.Actor)))}
	}
	return ui.Cell{Text: actorWords(v, e.Actor)}
}

// lastRoles are the roles that somebody holds now, or had until they left.
func lastRoles(v say.Voice, held authz.Tenures, teams map[id.Team]string) string {
	last, left := held.Last()
	if left {
		return v.Say("trail.had", rolesWords(v, last, teams))
	}
	return rolesWords(v, last, teams)
}

// rolesWords are roles in a line.
func rolesWords(v say.Voice, held []authz.Grant, teams map[id.Team]string) string {
	if len(held) == 0 {
		return v.Say("account.no_role")
	}
	words := make([]string, len(held))
	for i, g := range held {
		words[i] = roleIn(v, g, teams)
	}
	return strings.Join(words, "; ")
}

// subjectCell names staff and teams, and a person by the end of their number: who they
// are is asked on their own page.
func subjectCell(v say.Voice, found appadmin.Trail, e audit.Listed) ui.Cell {
	kind := e.SubjectKind
	if key := "trail.kind." + kind; say.Has(key) {
		kind = v.Say(key)
	}
	cell := ui.Cell{Text: v.Say("trail.numbered", kind, ending(e.Subject))}
	switch e.SubjectKind {
	case id.Participant("").Kind():
		cell = ui.Cell{Link: ui.Link{Label: cell.Text, Path: personTrailPath(id.Participant(e.Subject))}}
	case id.Organisation("").Kind():
		cell.Text = kind
	}
	if name, staff := found.Staff[id.Account(e.Subject)]; staff {
		cell = ui.Cell{Link: ui.Link{Label: name, Path: staffTrailPath(id.Account(e.Subject))}}
	}
	if name, team := found.Teams[id.Team(e.Subject)]; team {
		cell.Text = name
	}
	switch {
	case e.Shown > 0:
		cell.Note = v.Say("trail.shown", e.Shown)
	case e.Action == authz.FindPeople.Name && !e.Refused:
		cell.Note = v.Say("trail.found.people.none")
	}
	return cell
}

// ending is enough of an id to tell two things of a page apart.
func ending(s string) string { return s[max(0, len(s)-6):] }
