package course

import (
	"net/http"
	"slices"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

const OwnLettersPath = "/my-letters"

func lettersPath(participant id.Participant) string { return person.Path(participant) + "/letters" }
func letterPath(base string, kind course.LetterKind, to course.Recipient) string {
	return base + "/" + string(kind) + "/" + string(to)
}

// getLetters handles GET /people/{participant}/letters.
func (h *handlers) getLetters(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	record, err := h.care.SeeLetters(r.Context(), who, participant)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	t := letterTeller{v, record, "letter", lettersPath(participant)}
	return ui.ListPage{
		Back:  ui.Link{Label: v.Say("visits.back"), Path: person.Path(participant)},
		Title: v.Say("letter.heading", person.Name(v, record.Person)), Lead: v.Say("letter.lead"),
		Parts: append(person.GoesOnAbove(v, route.Zone(r), record.GoingOn), t.lists(t.why())...),
	}.Under(v.Say("letter.title")), nil
}

// getOwnLetters handles GET /my-letters.
func (h *handlers) getOwnLetters(r *http.Request, who authz.Actor) (ui.Response, error) {
	record, err := h.care.SeeOwnLetters(r.Context(), who)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	t := letterTeller{v, record, "letter.own", OwnLettersPath}
	var why []string
	switch standing := record.Writer.Standing; {
	case record.Instead:
		why = []string{v.Say("same_person.goes_on_own")}
	case !standing.TakesPart && !record.Person.State.Left():
		why = []string{v.Say("letter.own.not_yet")}
	case !standing.TakesPart:
		why = []string{v.Say("letter.own.stopped")}
	case !standing.Agrees(course.LettersItem):
		why = []string{v.Say("letter.own.refused")}
	}
	parts := t.lists(why)
	for _, e := range record.Earlier {
		was := letterTeller{v, e.Of, "letter.own", earlierLettersPath(e.Of.Person.Course)}
		was.record.Staff = record.Staff
		parts = append(parts, ui.Heading(person.EarlierTitle(v, e.Number, e.From, e.Until)))
		parts = append(parts, was.before()...)
	}
	return ui.ListPage{Title: v.Say("letter.own.title"), Lead: v.Say("letter.own.lead"), Parts: parts}.Render(), nil
}

func earlierLettersPath(of id.Course) string { return OwnLettersPath + "/earlier/" + string(of) }

// before are the letters of an earlier course: those to read, and those that went.
// None waits to be sent.
func (t letterTeller) before() []ui.Control {
	var parts []ui.Control
	if read := t.may(); len(read.Rows) > 0 {
		read.Columns = read.Columns[:2]
		for i := range read.Rows {
			read.Rows[i].Cells = read.Rows[i].Cells[:2]
		}
		parts = append(parts, read)
	}
	if len(t.record.Sent) > 0 {
		parts = append(parts, t.went())
	}
	return parts
}

// A letterTeller puts somebody's letters in words, staff's or their own.
type letterTeller struct {
	v      say.Voice
	record appcare.LetterRecord
	noun   string // where the words stand that differ
	base   string // the page that the letters lead back to
}

// lists are the letters that may go to somebody, after why others can't, and
// those that went.
func (t letterTeller) lists(why []string) []ui.Control {
	var parts []ui.Control
	for _, text := range why {
		parts = append(parts, ui.Text(text))
	}
	return append(parts, ui.Heading(t.v.Say(t.noun+".may")), t.may(), ui.Heading(t.v.Say("letter.went")), t.went())
}

// why is what can't go to whom, and why not.
func (t letterTeller) why() []string {
	w, name := t.record.Writer, t.record.Person.Identity.CalledName()
	if t.record.Person.Standing.Died() {
		return []string{t.v.Say("letter.died")}
	}
	if t.record.Instead {
		return []string{t.v.Say("letter.goes_on")}
	}
	if !w.Standing.TakesPart {
		return []string{t.v.Say("letter.not_yet", name)}
	}
	var list []string
	switch others := len(course.Recipients(w.Definition, course.LetterStart, w.Standing, w.Referral)) - 1; {
	case !w.Standing.Agrees(course.LettersItem):
		list = append(list, t.v.Say("letter.refused", name))
	case others == 0:
		list = append(list, t.v.Say("letter.nobody"))
	}
	switch {
	case !w.Visits:
	case t.record.Ending.ID == "":
		list = append(list, t.v.Say("letter.ending_later"))
	case t.record.Ending.Kind == course.EndedDeath:
		list = append(list, t.v.Say("letter.ending_death"))
	case w.Definition.Study():
		list = append(list, t.v.Say("letter.ending_study"))
	}
	return list
}

// may is each letter that can go now, with when it last went.
func (t letterTeller) may() ui.Table {
	table := ui.Table{
		Caption: t.v.Say(t.noun + ".may"), Quiet: true,
		Columns: []ui.Column{{Label: t.v.Say("letter.table.to")}, {Label: t.v.Say("letter.table.which")},
			{Label: t.v.Say("letter.table.state")}},
		Empty: ui.Empty{Title: t.v.Say(t.noun + ".none_may")},
	}
	if t.noun == "letter.own" && !t.record.Instead {
		table.Empty.Text = t.v.Say("letter.own.none_may_text")
	}
	for _, kind := range course.LetterKinds() {
		for _, to := range t.record.Recipients(kind) {
			which := t.v.Say("letter.kind." + string(kind))
			table.Rows = append(table.Rows, ui.Row{Cells: []ui.Cell{
				{Link: ui.Link{Label: t.v.Say(t.noun + ".to." + string(to)), Hidden: which, Path: letterPath(t.base, kind, to)}},
				{Text: which}, {Tag: t.state(kind, to)},
			}})
		}
	}
	return table
}

// state is whether a letter went, and when it did so last.
func (t letterTeller) state(kind course.LetterKind, to course.Recipient) ui.Tag {
	for _, x := range slices.Backward(t.record.Sent) {
		if x.Fact.Kind == kind && x.Fact.To == to {
			return ui.Tag{Label: t.v.Say(t.noun+".state.sent", t.v.ShortDay(x.Fact.On.Time())), State: ui.Done}
		}
	}
	return ui.Tag{Label: t.v.Say(t.noun + ".state.open"), State: ui.Waiting}
}

// went is every letter that went, the newest first. What somebody agreed to
// then stays readable, whatever they say now.
func (t letterTeller) went() ui.Table {
	table := ui.Table{Caption: t.v.Say("letter.went"), Quiet: true, Empty: ui.Empty{Title: t.v.Say(t.noun + ".none_sent")}}
	for _, column := range []string{"on", "which", "to", "by"} {
		table.Columns = append(table.Columns, ui.Column{Label: t.v.Say("letter.table." + column)})
	}
	for _, x := range slices.Backward(t.record.Sent) {
		which, to := t.v.Say("letter.kind."+string(x.Fact.Kind)), t.v.Say(t.noun+".to."+string(x.Fact.To))
		row := ui.Texts(t.v.ShortDay(x.Fact.On.Time()), which, to, t.record.Staff[x.Fact.By])
		if x.Fact.Said != nil {
			row.Cells[0] = ui.Cell{Link: ui.Link{Label: row.Cells[0].Text, Hidden: which + ", " + to,
				Path: t.sentPath(x.Fact)}}
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// A LettersPart is what a record says of letters; empty for anybody who may not
// know.
type LettersPart struct {
	Lines []string
	Link  ui.Link
}

func LettersOf(v say.Voice, participant id.Participant, sent []ledger.Received[course.SentLetter]) LettersPart {
	part := LettersPart{Link: ui.Link{Label: v.Say("letter.open"), Path: lettersPath(participant)}}
	if len(sent) == 0 {
		part.Lines = []string{v.Say("letter.none_sent")}
	}
	for _, x := range sent {
		part.Lines = append(part.Lines, v.Say("letter.sent_line", v.Say("letter.kind."+string(x.Fact.Kind)),
			v.Say("letter.to."+string(x.Fact.To)), v.ShortDay(x.Fact.On.Time())))
	}
	return part
}

// A letterView is a letter as it is printed.
type letterView struct {
	Back    ui.Link
	ByHand  string // why it isn't posted, on the screen alone
	Doubted string // what of it somebody said is wrong, likewise
	AsSent  string // that this is how it was sent, likewise
	Differs string // likewise, that today's would say something else
	Today   ui.Link
	From    []string
	Ring    []ui.Contact // the service's telephone, under its address
	To      []string     // who it goes to, and where they live
	Day     string
	Title   string
	Facts   ui.SummaryList // to find the right record; none in the person's own
	Dear    string
	Texts   []string
	Plan    []planPart // the person's own words, in their copy alone
	Help    ui.CareCard
	Signed  string
	Sign    ui.SignHere
	Actions []ui.Button
}

// A planPart is one thing that was written down before parting.
type planPart struct {
	Title string
	Lines []string
}

var letterPage = ui.NewPage[letterView]("letter")

// letterHandlers are those of one kind of letter, for staff.
type letterHandlers struct {
	*handlers
	kind         course.LetterKind
	opens, sends authz.Action
}

// letterForms are the letters that staff open, and send.
func (h *handlers) letterForms() []route.Route {
	var routes []route.Route
	for _, of := range []letterHandlers{
		{h, course.LetterStart, authz.OpenLetter, authz.SendLetter}, {h, course.LetterEnding, authz.OpenSummary,
			authz.SendSummary},
	} {
		routes = append(routes, route.Get(letterPath(lettersPath("{participant}"), of.kind, "{to}"), of.opens, of.get))
		routes = append(routes, route.Get(letterPath(lettersPath("{participant}"), of.kind, "{to}")+"/sent/{sent}", of.opens,
			of.getSent))
		routes = append(routes, of.sentForm().Routes()...)
	}
	return routes
}

func recipient(r *http.Request) (course.Recipient, error) {
	to := course.Recipient(r.PathValue("to"))
	if !to.Valid() {
		return "", fault.Absent
	}
	return to, nil
}

// get handles GET /people/{participant}/letters/start/{to}, and likewise the
// ending summary.
func (h letterHandlers) get(r *http.Request, who authz.Actor) (ui.Response, error) {
	k, err := inLetter(r, who)
	if err != nil {
		return ui.Response{}, err
	}
	letter, err := h.care.OpenLetter(r.Context(), who, k.participant, h.kind, k.to)
	if err != nil && fault.Of(err) == fault.Conflict {
		return stoppedLetter(r, lettersPath(k.participant), err), nil
	}
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	view := letterOf(v, route.Zone(r), h.care.Kernel.Now(), letter)
	view.Back, view.ByHand, view.Doubted = letterBack(v, letter.Record), byHand(v, letter), doubtedIn(v, letter)
	view.Actions = []ui.Button{
		{Label: v.Say("letter.record"), Path: letterPath(lettersPath(k.participant), h.kind, k.to) + "/sent"},
		{Label: v.Say("letter.print"), Kind: ui.Secondary, Print: true},
	}
	return letterPage.Render(view, v.Say("letter.kind."+string(h.kind))), nil
}

// getOwnLetter handles GET /my-letters/{letter}/{to}.
func (h *handlers) getOwnLetter(r *http.Request, who authz.Actor) (ui.Response, error) {
	return ownLetter(r, h.care.Kernel.Now(), func(kind course.LetterKind, to course.Recipient) (appcare.Letter, error) {
		return h.care.OpenOwnLetter(r.Context(), who, kind, to)
	})
}

// getEarlierLetter handles GET /my-letters/earlier/{course}/{letter}/{to}.
func (h *handlers) getEarlierLetter(r *http.Request, who authz.Actor) (ui.Response, error) {
	of, err := route.ID[id.Course](r, "course")
	if err != nil {
		return ui.Response{}, err
	}
	return ownLetter(r, h.care.Kernel.Now(), func(kind course.LetterKind, to course.Recipient) (appcare.Letter, error) {
		return h.care.OpenEarlierLetter(r.Context(), who, of, kind, to)
	})
}

func ownLetter(r *http.Request, now time.Time,
	open func(course.LetterKind, course.Recipient) (appcare.Letter, error)) (ui.Response, error) {
	kind := course.LetterKind(r.PathValue("letter"))
	to, err := recipient(r)
	if err != nil || !kind.Valid() {
		return ui.Response{}, fault.Absent
	}
	letter, err := open(kind, to)
	if err != nil && fault.Of(err) == fault.Conflict {
		return ui.Response{}, fault.Absent // what isn't written isn't there
	}
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	view := letterOf(v, route.Zone(r), now, letter)
	view.Back = ui.Link{Label: v.Say("letter.own.title"), Path: OwnLettersPath}
	view.Actions = []ui.Button{{Label: v.Say("letter.print"), Kind: ui.Secondary, Print: true}}
	return letterPage.Render(view, v.Say("letter.kind."+string(kind))), nil
}

// letterBack leads to all letters, or, with the summary alone, to where
// they came from.
func letterBack(v say.Voice, record appcare.LetterRecord) ui.Link {
	if record.May.List {
		return ui.Link{Label: v.Say("letter.back"), Path: lettersPath(record.Person.ID)}
	}
	return ui.Link{Label: v.Say("visits.to_visits"), Path: person.VisitsPath(record.Person.ID)}
}

func stoppedLetter(r *http.Request, path string, err error) ui.Response {
	v := route.Voice(r)
	view := ui.ErrorView{
		Title: v.Say("letter.stopped.title"), Texts: []string{v.Say(fault.KeyOf(err))},
		Action: ui.Button{Label: v.Say("letter.stopped.back"), Path: path},
	}
	return ui.ErrorPage.With(http.StatusConflict, view, view.Title)
}
