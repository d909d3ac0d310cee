package admin

import (
	"net/http"
	"strconv"
	"strings"

	appadmin "footbridge.org/footbridge/internal/app/admin"
	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// getTrail handles GET /trail: ?chain= is change or read, ?before= a place.
func (h *handlers) getTrail(r *http.Request, who authz.Actor) (ui.Response, error) {
	q := r.URL.Query()
	chain := audit.Chain(q.Get("chain"))
	if chain != audit.Changes && chain != audit.Reads {
		chain = ""
	}
	before := readPlace(q.Get("before"))
	found, err := h.admin.SeeTrail(r.Context(), who, chain, before)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	var pages ui.Pagination
	if before != (appadmin.Place{}) {
		pages.Previous = ui.Link{Label: v.Say("trail.newest"), Path: at("/trail", "chain", string(chain))}
	}
	if found.More {
		pages.Next = ui.Link{Label: v.Say("trail.older"), Path: at("/trail", "chain", string(chain), "before",
			placeWords(found.Next))}
	}
	return ui.ListPage{Title: v.Say("trail.title"), Lead: v.Say("trail.text"), Parts: []ui.Control{
		chainTabs(v, chain), entriesTable(r, found), pages,
	}}.Render(), nil
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

func chainTabs(v say.Voice, chosen audit.Chain) ui.Tabs {
	t := ui.Tabs{Label: v.Say("trail.tabs"),
		Links: []ui.Link{{Label: v.Say("trail.both"), Path: "/trail", Current: chosen == ""}}}
	for _, c := range []audit.Chain{audit.Changes, audit.Reads} {
		t.Links = append(t.Links, ui.Link{Label: v.Say("trail." + string(c)), Path: at("/trail", "chain", string(c)),
			Current: chosen == c})
	}
	return t
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
			{Text: actorOf(v, found, e)}, what, {Text: subjectOf(v, found, e)},
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

// actorOf names staff by name, and a participant by the end of a number.
func actorOf(v say.Voice, found appadmin.Trail, e audit.Entry) string {
	if name, staff := found.Staff[id.Account(e.Actor)]; staff {
		return name
	}
	if len(e.Actor) == id.Length {
		return v.Say("trail.participant_actor", v.Say("trail.numbered", v.Say("trail.kind.account"), ending(e.Actor)))
	}
	return actorWords(v, e.Actor)
}

func subjectOf(v say.Voice, found appadmin.Trail, e audit.Entry) string {
	kind := e.SubjectKind
	if key := "trail.kind." + kind; say.Has(key) {
		kind = v.Say(key)
	}
	if name, staff := found.Staff[id.Account(e.Subject)]; staff {
		return name
	}
	if name, team := found.Teams[id.Team(e.Subject)]; team {
		return name
	}
	if e.SubjectKind == id.Organisation("").Kind() {
		return kind
	}
	return v.Say("trail.numbered", kind, ending(e.Subject))
}

// ending is enough of an id to tell two things of a page apart.
func ending(s string) string { return s[max(0, len(s)-6):] }
