package workbook

import (
	"net/http"
	"slices"
	"time"

	appworkbook "footbridge.org/footbridge/internal/app/workbook"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

const whoSeesPath = "/who-can-see"

// A whoSeesView is who can see what of somebody, for themselves.
type whoSeesView struct {
	Back   ui.Link
	Book   bool // they have a workbook
	Who    string
	Shared []sharedView
	None   string
	Others []readerView
	Looked ui.Link
}

// A readerView is who can look at something of somebody's, and at what.
type readerView struct {
	Name string
	Sees []string
}

// A sharedView is one page that is shared, with the switch to take it back.
type sharedView struct {
	Page   ui.Link
	Switch ui.ShareSwitch
}

var whoSeesPage = ui.NewPage[whoSeesView]("who_sees")

// getWhoSees handles GET /who-can-see.
func (h *handlers) getWhoSees(r *http.Request, who authz.Actor) (ui.Response, error) {
	all, err := h.book.SeeSharing(r.Context(), who)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	view := whoSeesView{
		Back: ui.Link{Label: v.Say("my_workbook.home"), Path: "/home"}, Book: all.Person.State.HasWorkbook(),
		Who:    bookSeen(v, all.Access),
		Shared: h.sharedNow(v, route.Zone(r), who, all), Others: readers(v, all),
		Looked: ui.Link{Label: v.Say("home.looks"), Path: "/who-has-looked"},
	}
	if all.Access.Worker != "" && len(view.Shared) == 0 {
		view.None = v.Say("who_sees.none", all.Access.Worker)
	}
	return whoSeesPage.Render(view, v.Say("who_sees.title")), nil
}

// bookSeen is who can see what somebody writes, in a sentence.
func bookSeen(v say.Voice, s appworkbook.PageAccess) string {
	if s.Worker == "" {
		return v.Say("my_workbook.seen.only")
	}
	return v.Say("my_workbook.seen.shared", s.Worker)
}

// sharedNow is every page that is shared, the newest first, or was with a worker
// who no longer visits: those can be shared with the one who does.
func (h *handlers) sharedNow(v say.Voice, zone *time.Location, who authz.Actor,
	all appworkbook.AccessOverview) []sharedView {
	var list []sharedView
	seen := map[string]bool{}
	for _, s := range slices.Backward(all.Access.Shared) {
		m, p, there := all.Definition.Page(s.Page)
		if !there || seen[s.Page] {
			continue
		}
		seen[s.Page] = true
		w := h.sharing(v, zone, who, all.Access, m.Key, p.Key)
		w.Hidden = append(w.Hidden, ui.Hidden{Name: "from", Value: fromAll})
		w.Button.Hidden = p.Title
		w.Notes = w.Notes[:1] // what stopping does is said once, above
		list = append(list, sharedView{ui.Link{Label: p.Title, Path: pagePath(m.Key, p.Key)}, w})
	}
	return list
}

// readers are the people who can look at something of somebody's, each with what.
func readers(v say.Voice, all appworkbook.AccessOverview) []readerView {
	var list []readerView
	for _, other := range all.Others {
		view := readerView{Name: readerName(v, all, other.Role)}
		for _, look := range other.Sees {
			if key := "who_sees.can." + look.Name; say.Has(key) && !slices.Contains(view.Sees, v.Say(key)) {
				view.Sees = append(view.Sees, v.Say(key))
			}
		}
		list = append(list, view)
	}
	return list
}

func readerName(v say.Voice, all appworkbook.AccessOverview, role authz.Role) string {
	switch {
	case role == authz.Referrer:
		return v.Say("looks.role.team", all.Person.TeamName)
	case role == authz.PeerWorker && all.Access.Worker != "":
		return v.Say("who_sees.worker", all.Access.Worker)
	case role == authz.Supervisor:
		return v.Say("who_sees.supervisor") // in words that tell of no visits
	}
	return v.Say("looks.role." + string(role))
}
