package pathway

import (
	"net/http"
	"strconv"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	webcourse "footbridge.org/footbridge/internal/web/course"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// A homeView is a participant's own first page.
type homeView struct {
	Hello string
	Where string
	Back  []string // what was taken back lately, and what that means for them
	Next  string
	Act   ui.Button          // what there is for them to do, if anything
	Visit webcourse.OwnVisit // the next one; empty where there are none
	Soon  string             // that there will be some
	Book  homeBook           // their workbook, for anybody who takes part, with visits or without, or did
	Yours string             // whose all this is
	Links []ui.Link
	Ring  ui.SummaryList // who they can ring
	Help  ui.Notice
}

var homePage = ui.NewPage[homeView]("home")

// getHome handles GET /home.
func (h *handlers) getHome(r *http.Request, who authz.Actor) (ui.Response, error) {
	home, err := h.care.SeeHome(r.Context(), who)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	view := homeView{
		Hello: v.Say("home.hello", home.Person.Identity.CalledName()),
		Where: homeWords(v, "home.where.", home), Next: homeWords(v, "home.next.", home),
		Links: []ui.Link{{Label: v.Say("feedback.title"), Path: feedbackPath},
			{Label: v.Say("home.consents"), Path: ownConsentPath}, {Label: v.Say("who_sees.title"), Path: "/who-can-see"},
			{Label: v.Say("home.looks"), Path: "/who-has-looked"},
			{Label: v.Say("correction.own.title"), Path: ownCorrectionsPath}, {Label: v.Say("home.devices"), Path: "/devices"}},
		Help: ui.Notice{Title: v.Say("home.help.title"), Texts: []string{v.Say("home.help.text")},
			Links: []ui.Link{{Label: v.Say("home.help.link"), Path: ui.HelpPath}}},
	}
	if webcourse.Visited(home.Visits) {
		t := webcourse.Tell(v, route.Zone(r), home.Visits)
		view.Visit, view.Soon, _ = t.OwnNext()
		view.Links = append([]ui.Link{{Label: v.Say("visits.own.home"), Path: webcourse.OwnVisitsPath}}, view.Links...)
		if view.Visit.When != "" || view.Soon != "" {
			view.Next = "" // the visit is what comes next
		}
	}
	if home.GoingOn.Halts(home.Person) && home.Person.State == programme.Invited {
		view.Where = v.Say("home.where.invited_elsewhere") // nobody waits for their answer here
	}
	switch {
	case home.GoingOn.Asks(home.Person):
		view.Next = v.Say("same_person.goes_on_own_answer")
	case home.GoingOn.Instead:
		view.Next = v.Say("same_person.goes_on_own")
	case home.GoingOn.SaidNo:
		view.Next = v.Say("home.next.not_consented")
	}
	for _, u := range home.TakenBack {
		on := v.ShortDay(u.At.In(route.Zone(r)))
		view.Back = append(view.Back, v.Say("home.taken_back."+string(u.Fact.Of.Kind), on))
	}
	if home.MayAgree {
		view.Act = ui.Button{Label: v.Say("home.answer"), Path: ownConsentPath}
	}
	if home.Letters {
		view.Links = append([]ui.Link{{Label: v.Say("letter.own.title"), Path: webcourse.OwnLettersPath}}, view.Links...)
	}
	view.Ring = person.OwnHelpers(v, home.Person, home.Visits.Helpers)
	view.Book, view.Yours = h.homeBook(v, route.Zone(r), who, home), yours(v, home)
	return homePage.Render(view, v.Say("home.title")), nil
}

// homeWords are those of where somebody stands; a study has some of its own,
// because nobody can promise there what chance decides. Who was visited, and stopped it, can
// be told.
func homeWords(v say.Voice, prefix string, home appcare.Home) string {
	key := prefix + string(home.Person.State)
	stopped := home.Person.State == programme.WithoutVisits && len(home.Visits.History) > 0
	study := home.Study && !stopped && say.Has(key+"_study")
	alone := home.Alone && say.Has(key+"_alone")
	switch {
	case alone && (!study || home.Person.State == programme.Consented):
		key += "_alone"
	case study:
		key += "_study"
	}
	return v.Say(key)
}

// getLooks handles GET /who-has-looked: who has looked at somebody's record, for
// themselves.
func (h *handlers) getLooks(r *http.Request, who authz.Actor) (ui.Response, error) {
	before, err := strconv.ParseInt(r.URL.Query().Get("before"), 10, 64)
	if err != nil || before < 0 {
		before = 0
	}
	found, err := h.care.SeeLooks(r.Context(), who, who.Participant, before)
	if err != nil {
		return ui.Response{}, err
	}
	v, zone := route.Voice(r), route.Zone(r)
	table := ui.NewTable(v, "looks", "when", "who", "what")
	table.Rows = daily(v, zone, found.Lines)
	var pages ui.Pagination
	if before > 0 {
		pages.Previous = ui.Link{Label: v.Say("looks.newest"), Path: "/who-has-looked"}
	}
	if found.Earlier > 0 {
		pages.Next = ui.Link{Label: v.Say("looks.earlier"), Path: earlierPath("/who-has-looked", found.Earlier)}
	}
	parts := []ui.Control{table, pages}
	if len(found.Access) > 0 {
		access := ui.NewTable(v, "looks", "when", "who", "what")
		access.Caption = v.Say("looks.access.title")
		for _, l := range found.Access {
			access.Rows = append(access.Rows, ui.Texts(v.Moment(l.At.In(zone)), whoLooked(v, l),
				v.Say("looks.access."+l.Action)))
		}
		parts = append(parts, ui.Heading(access.Caption), access)
	}
	return ui.ListPage{Title: table.Caption, Lead: v.Say("looks.text"),
		Parts: append(parts, ui.Quiet(v.Say("looks.ask")))}.Render(), nil
}

// daily puts the looks of one day that are the same into one line, which says
// how many there were and stands where the last of them does.
func daily(v say.Voice, zone *time.Location, looks []appcare.Look) []ui.Row {
	type line struct {
		day programme.Date
		who appcare.Look
	}
	var rows []ui.Row
	at, times := map[line]int{}, map[line]int{}
	for _, l := range looks {
		did := whatFor(v, l.Action)
		if did == "" {
			continue
		}
		key := line{programme.Of(l.At, zone), appcare.Look{Action: l.Action, Role: l.Role, Team: l.Team}}
		if times[key]++; times[key] == 1 {
			at[key] = len(rows)
			rows = append(rows, ui.Texts(v.Moment(l.At.In(zone)), whoLooked(v, l), did))
			continue
		}
		rows[at[key]].Cells[2].Note = v.Say("looks.times", times[key])
	}
	return rows
}

func whoLooked(v say.Voice, l appcare.Look) string {
	key := "looks.role." + string(l.Role)
	switch {
	case l.Team != "":
		return v.Say("looks.role.team", l.Team)
	case l.Role != "" && say.Has(key):
		return v.Say(key)
	}
	return v.Say("looks.role.other")
}

// whatFor puts an action in words that a participant would use; nothing for one
// that no longer exists, which only an old trail holds.
func whatFor(v say.Voice, action string) string {
	if key := "looks.did." + action; say.Has(key) {
		return v.Say(key)
	}
	return ""
}
