package people

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	apppeople "footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
	"footbridge.org/footbridge/internal/workforce"
)

const workersPath = "/workers"

// getWorkers handles GET /workers: who may visit, and what is missing.
func (h *handlers) getWorkers(r *http.Request, who authz.Actor) (ui.Response, error) {
	list, err := h.people.ListWorkers(r.Context(), who)
	if err != nil {
		return ui.Response{}, err
	}
	accounts := make([]identity.Account, len(list))
	for i, w := range list {
		accounts[i] = w.Account
	}
	apart := identity.TellApart(accounts)
	v := route.Voice(r)
	n := form.Narrow(r, who, h.kernel.Now(), workersPath)
	ready := form.ChosenOf(n, "ready", readinesses...)
	n.OfferKeys("ready", readinesses...)
	list = slices.DeleteFunc(list, func(w apppeople.Worker) bool { return ready != "" && ready != readinessOf(w) })
	slices.SortStableFunc(list, func(a, b apppeople.Worker) int {
		return strings.Compare(strings.ToLower(a.Account.Name), strings.ToLower(b.Account.Name))
	})
	table := ui.Table{Caption: v.Say("workers.title"), Quiet: true,
		Empty: ui.Empty{Title: v.Say("workers.none"), Text: v.Say("workers.none_text")}}
	for _, column := range []string{"name", "ready", "missing", "room"} {
		table.Columns = append(table.Columns, ui.Column{Label: v.Say("workers.table." + column)})
	}
	if n.Narrows() {
		table.Empty = person.NobodyOf(v)
	}
	for _, w := range list {
		table.Rows = append(table.Rows, ui.Row{Cells: []ui.Cell{
			{Link: ui.Link{Label: apart[w.Account.ID], Path: person.WorkerPath(w.Account.ID)},
				Note: number(v, w.Account)}, {Tag: readiness(v, w)},
			{Text: strings.Join(outstanding(v, w), " "), None: v.Say("workers.nothing")}, {Text: places(v, w), Note: week(v, w)},
		}})
	}
	return ui.ListPage{Title: table.Caption, Lead: v.Say("workers.lead"),
		Parts: []ui.Control{n.Filter(), table}}.Render(), nil
}

// readinesses is whether a worker may visit, in a word.
var readinesses = []string{"ready", "expiring", "not_ready"}

func readinessOf(w apppeople.Worker) string {
	switch {
	case !w.Ready:
		return "not_ready"
	case len(w.Expiring) > 0:
		return "expiring"
	}
	return "ready"
}

// number is what rings a colleague, as it is read.
func number(v say.Voice, a identity.Account) string {
	var list []string
	for _, c := range ui.Contacts(a.Phone) {
		list = append(list, c.Reads())
	}
	return cmp.Or(strings.Join(list, ", "), v.Say("helper.none"))
}

func readiness(v say.Voice, w apppeople.Worker) ui.Tag {
	is := readinessOf(w)
	return ui.Tag{Label: v.Say("workers.state." + is), State: map[string]ui.State{"not_ready": ui.Stopped,
		"expiring": ui.Attention, "ready": ui.Done}[is]}
}

// outstanding is what is missing and what runs out, in sentences.
func outstanding(v say.Voice, w apppeople.Worker) []string {
	var texts []string
	for _, m := range w.Missing {
		texts = append(texts, m.In(v))
	}
	for _, e := range w.Expiring {
		texts = append(texts, e.In(v))
	}
	return texts
}

func places(v say.Voice, w apppeople.Worker) string {
	if w.ContractedMinutes == 0 {
		return v.Say("workers.no_hours")
	}
	return v.Say("workers.places", w.Hours.Places())
}

func week(v say.Voice, w apppeople.Worker) string {
	if w.ContractedMinutes == 0 {
		return ""
	}
	return v.Say("workers.week", hours(w.Hours.Used()), hours(w.Hours.Contracted), w.Hours.People)
}

// hours writes minutes as hours, as in 22.5.
func hours(minutes int) string {
	return strings.TrimSuffix(strconv.FormatFloat(float64(minutes)/60, 'f', 1, 64), ".0")
}

// A workerView is what is recorded of one worker.
type workerView struct {
	Back    ui.Link
	Title   string
	State   ui.Tag
	Lead    string
	Actions []ui.Button
	Missing []string
	Facts   ui.SummaryList
	Table   ui.Table

	Supervision []string // on a worker's own page, how it goes
	Came        []string // and the days of the sessions they came to
}

var workerPage = ui.NewPage[workerView]("worker")

// getWorker handles GET /workers/{account}.
func (h *handlers) getWorker(r *http.Request, who authz.Actor) (ui.Response, error) {
	a, err := route.ID[id.Account](r, "account")
	if err != nil {
		return ui.Response{}, err
	}
	w, err := h.people.SeeWorker(r.Context(), who, a)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	view := workerOf(v, w, !w.Left)
	view.Back = ui.Link{Label: v.Say("workers.back"), Path: workersPath}
	if w.Left {
		return workerPage.Render(leftOf(v, route.Zone(r), view, w), view.Title), nil
	}
	for i, step := range []string{"clearance", "training", "details"} {
		kind := ui.Secondary
		if i == 0 {
			kind = ui.Primary
		}
		view.Actions = append(view.Actions, ui.Button{Label: v.Say("workers." + step + ".open"),
			Path: person.WorkerPath(a) + "/" + step, Kind: kind})
	}
	view.Actions = append(view.Actions, ui.Button{Label: v.Say("departure.open"), Path: person.HandOverPath(a),
		Kind: ui.Secondary})
	return workerPage.Render(view, view.Title), nil
}

// leftOf is the page of a worker who visits nobody any more: what was recorded, and why
// nothing can be done.
func leftOf(v say.Voice, zone *time.Location, view workerView, w apppeople.Worker) workerView {
	view.State, view.Missing = ui.Tag{Label: v.Say("workers.state.left"), State: ui.Neutral}, nil
	view.Lead = v.Say("workers.left")
	if !w.Account.EndedAt.IsZero() {
		view.Lead = v.Say("workers.closed", v.ShortDay(w.Account.EndedAt.In(zone)))
	}
	view.Facts = ui.Facts(known(v.Say("workers.details.districts.label"), districts(w),
		v.Say("workers.details.introduction.label"), w.Introduction)...)
	return view
}

// getOwnTraining handles GET /my-training.
func (h *handlers) getOwnTraining(r *http.Request, who authz.Actor) (ui.Response, error) {
	own, err := h.people.SeeOwnTraining(r.Context(), who)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	view := workerOf(v, own.Worker, false)
	view.Supervision = nextSupervision(v, own.Supervision, own.Today)
	for _, s := range own.Came {
		view.Came = append(view.Came, v.Day(s.On.Time()))
	}
	view.Title, view.Lead = v.Say("workers.own.title"), v.Say("workers.own.text")
	return workerPage.Render(view, view.Title), nil
}

func workerOf(v say.Voice, w apppeople.Worker, keeps bool) workerView {
	lines := []string{v.Say("workers.details.room"), places(v, w), v.Say("workers.details.week"), week(v, w)}
	lines = append(lines, v.Say("workers.details.districts.label"), districts(w),
		v.Say("workers.details.introduction.label"), w.Introduction)
	return workerView{Title: w.Name, State: readiness(v, w), Missing: outstanding(v, w),
		Facts: ui.Facts(known(lines...)...), Table: heldBy(v, w, keeps)}
}

// known are those of pairs, key and value, of which there is a value.
func known(pairs ...string) (list []string) {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			list = append(list, pairs[i], pairs[i+1])
		}
	}
	return list
}

func districts(w apppeople.Worker) string {
	var list []string
	for _, d := range w.Districts {
		list = append(list, string(d))
	}
	return strings.Join(list, ", ")
}

// heldBy is what is on record and holds, each with a way to take it back.
func heldBy(v say.Voice, w apppeople.Worker, keeps bool) ui.Table {
	t := ui.Table{Caption: v.Say("workers.held"), Quiet: true, Empty: ui.Empty{Text: v.Say("workers.held_none")}}
	for _, column := range []string{"what", "on", "until"} {
		t.Columns = append(t.Columns, ui.Column{Label: v.Say("workers.table." + column)})
	}
	if keeps {
		t.Columns = append(t.Columns, ui.Column{Label: v.Say("workers.table.correct")})
	}
	for _, f := range w.CurrentEntries() {
		row := ui.Row{Cells: factCells(v, w, f)}
		if keeps {
			row.Cells = append(row.Cells, ui.Cell{Link: ui.Link{Label: v.Say("workers.in_error.open"), Hidden: row.Cells[0].Text,
				Path: person.WorkerPath(w.Account.ID) + "/in-error?entry=" + f.Key()}})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func factCells(v say.Voice, w apppeople.Worker, f workforce.WorkerFact) []ui.Cell {
	if t := f.Training; t != nil {
		what := ui.Cell{Text: v.Say("worker.training." + string(t.Kind))}
		if t.Completes {
			what.Note = v.Say("worker.training.completes")
		}
		return []ui.Cell{what, {Text: v.ShortDay(t.On.Time())}, {None: v.Say("workers.no_end")}}
	}
	c, until := f.Clearance, ui.Cell{None: v.Say("workers.no_end")}
	if !c.Expires.IsZero() {
		until.Text = v.ShortDay(c.Expires.Time())
	}
	return []ui.Cell{{Text: asked(w, c.Key)}, {Text: v.ShortDay(c.Issued.Time())}, until}
}

// asked is the programme's words for a clearance. One that it asks for no more
// is told by its key.
func asked(w apppeople.Worker, key string) string {
	for _, a := range w.Asked {
		if a.Key == key {
			return a.Text
		}
	}
	return key
}
