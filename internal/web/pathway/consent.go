package pathway

import (
	"net/http"
	"slices"
	"strings"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// A consentView is how somebody stands, for staff or for themselves.
type consentView struct {
	Back     ui.Link
	Title    string
	Standing ui.Tag
	Stands   string
	GoesOn   ui.Notice // that another record of theirs does
	Sheet    ui.Link
	Actions  []ui.Button
	Holds    ui.Table // what they agree to now
	Headings consentHeadings
	Steps    []consentStep
	Empty    ui.Empty
	Earlier  []earlierConsents
}

// earlierConsents are what somebody said in an earlier course.
type earlierConsents struct {
	Title string
	Steps []consentStep
}

// consentHeadings are the page's subtitles, in staff's words or in their own.
type consentHeadings struct{ Holds, History string }

// A consentStep is one entry of the history.
type consentStep struct {
	Title string
	Facts ui.SummaryList
	Said  ui.Table // item by item, for a consent
	Label ui.Details
}

var consentPage = ui.NewPage[consentView]("consent")

// getConsent handles GET /people/{participant}/consent.
func (h *handlers) getConsent(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	record, err := h.care.SeeConsents(r.Context(), who, participant)
	if err != nil {
		return ui.Response{}, err
	}
	v, p := route.Voice(r), record.Person
	t := consentTeller{v, route.Zone(r), record, "consent"}
	view := t.view()
	view.Back = ui.Link{Label: v.Say("consent.record.back"), Path: person.Path(participant)}
	view.Title = v.Say("consent.record.heading", person.Name(v, p))
	view.Headings = consentHeadings{v.Say("consent.record.holds"), v.Say("consent.record.history")}
	if p.Standing.Died() {
		view.Headings.Holds = v.Say("consent.record.held")
	}
	view.Empty = ui.Empty{Title: v.Say("consent.record.none"), Text: v.Say("consent.record.none_text")}
	if record.Undecided && !p.Standing.Died() {
		view.Stands += " " + v.Say("consent.record.undecided")
	}
	view.GoesOn = person.GoesOn(v, route.Zone(r), record.GoingOn)
	view.Actions = staffSteps(v, record)
	return consentPage.Render(view, v.Say("consent.record.title")), nil
}

// staffSteps offers what can be done from where somebody stands, the likeliest first.
func staffSteps(v say.Voice, record appcare.ConsentRecord) []ui.Button {
	var list []ui.Button
	offer := func(may bool, key, step string) {
		if may {
			b := ui.Button{Label: v.Say(key), Path: consentPath(record.Person.ID) + "/" + step}
			if len(list) > 0 {
				b.Kind = ui.Secondary
			}
			list = append(list, b)
		}
	}
	first := record.Person.State == programme.Invited
	offer(record.May.Consent && first, "consent.record.consent", "record")
	offer(record.May.Invite && !first, "consent.record.invite", "invite")
	offer(record.May.Consent && !first, "consent.record.consent_again", "record")
	offer(record.May.SayNo, "consent.record.say_no", "no")
	stop := "consent.record.stop"
	if record.StopsBefore() {
		stop = "consent.record.stop_before"
	}
	offer(record.May.Stop, stop, "stop")
	offer(record.May.Invite && first, "consent.record.invite_again", "invite")
	offer(record.May.Consent, "consent.record.paper", "paper")
	offer(record.May.ConsentBefore, "consent.record.consent_before", "record")
	return list
}

// getOwnConsent handles GET /my-consents.
func (h *handlers) getOwnConsent(r *http.Request, who authz.Actor) (ui.Response, error) {
	record, err := h.care.SeeOwnConsents(r.Context(), who, who.Participant)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	t := consentTeller{v, route.Zone(r), record, "my_consents"}
	view := t.view()
	view.Standing = ui.Tag{}
	view.Title = v.Say("my_consents.title")
	view.Headings = consentHeadings{v.Say("my_consents.holds"), v.Say("my_consents.history")}
	view.Empty = ui.Empty{Title: v.Say("my_consents.none"), Text: v.Say("my_consents.none_text")}
	if key := "my_consents.elsewhere." + string(record.Person.State); record.Elsewhere && say.Has(key) {
		view.Stands = elsewhere(v, record, key)
	}
	offer := func(may bool, key, step string, kind ui.ButtonKind) {
		if may {
			view.Actions = append(view.Actions, ui.Button{Label: v.Say(key), Path: ownConsentPath + "/" + step, Kind: kind})
		}
	}
	invited := record.Person.State == programme.Invited
	offer(record.May.Consent && invited, "my_consents.agree", "agree", ui.Primary)
	offer(record.May.Consent && record.Standing.TakesPart, "my_consents.again", "agree", ui.Secondary)
	offer(record.May.SayNo && invited, "my_consents.say_no", "no", ui.Secondary)
	offer(record.May.Stop && record.May.StopVisits, "my_consents.stop", "stop", ui.Secondary)
	all := "my_consents.stop_all"
	if record.StopsBefore() {
		all = "my_consents.stop_before"
	}
	offer(record.May.Stop && !record.May.StopVisits, all, "stop", ui.Secondary)
	return consentPage.Render(view, view.Title), nil
}

// A consentTeller puts somebody's consents in words: staff's ("consent") or
// their own ("my_consents").
type consentTeller struct {
	v      say.Voice
	zone   *time.Location
	record appcare.ConsentRecord
	noun   string
}

func (t consentTeller) own() bool { return t.noun == "my_consents" }

func (t consentTeller) view() consentView {
	state := t.record.Person.State
	now := t.record.Person.Standing
	view := consentView{Standing: person.Standing(t.v, now), Stands: t.v.Say(t.noun + ".stands." + string(state))}
	switch {
	case now.Died():
		view.Stands = t.v.Say("standing.next.died")
	case t.own() && t.record.Asks(t.record.Person):
		view.Stands = t.v.Say("same_person.goes_on_own_answer")
	case t.own() && t.record.SaidNo && state == programme.Accepted: // nobody means to ask them
		view.Stands = t.v.Say("my_consents.stands.referred")
	case !t.own() && t.record.Halts(t.record.Person):
		view.Stands = "" // what holds instead is said beside it
	}
	if t.record.StopsBefore() && !now.Died() {
		view.Stands = strings.TrimSpace(view.Stands + " " + t.v.Say(t.noun+".agreed_before"))
	}
	if invited := t.record.History.Invited(); invited != nil {
		key, version := "consent.record.information", invited.Invitation.SheetVersion
		if t.own() {
			key = "my_consents.read"
		}
		view.Sheet = ui.Link{Label: t.v.Say(key, version), Path: informationPath(t.record.Definition, version)}
	}
	if last := t.record.History.Newest(); last != nil && t.record.Standing.TakesPart {
		view.Holds = t.holds(*last.Consent)
	}
	view.Steps = t.steps()
	for _, e := range t.record.Earlier {
		was := consentTeller{t.v, t.zone, e.Of, t.noun}
		was.record.Staff = t.record.Staff
		view.Earlier = append(view.Earlier,
			earlierConsents{person.EarlierTitle(t.v, e.Number, e.From, e.Until), was.steps()})
	}
	return view
}

// steps are what happened, the newest first.
func (t consentTeller) steps() []consentStep {
	var steps []consentStep
	for _, step := range slices.Backward(t.record.History) {
		steps = append(steps, t.step(step))
	}
	return steps
}

// holds is what c says now: a stop of the visits is newer than a yes to them.
func (t consentTeller) holds(c pathway.Consent) ui.Table {
	if t.record.Standing.State != programme.WithoutVisits {
		return t.said(c, nil)
	}
	key := "consent.record.no_visits"
	if t.own() {
		key = "my_consents.no_visits"
	}
	return t.said(c, map[string]string{pathway.VisitsItem: t.v.Say(key)})
}

// said is what somebody said to each item, in the words of their own version,
// or the words since, where that no longer holds.
func (t consentTeller) said(c pathway.Consent, since map[string]string) ui.Table {
	item, answer := "consent.record.item", "consent.record.answer"
	if t.own() {
		item, answer = "my_consents.item", "my_consents.answer"
	}
	table := ui.Table{
		Caption: t.v.Say(t.noun+".step.items", t.v.ShortDay(c.At.In(t.zone))), Quiet: true,
		Columns: []ui.Column{{Label: t.v.Say(item)}, {Label: t.v.Say(answer)}},
	}
	place := func(a pathway.ItemAnswer) int {
		return slices.IndexFunc(t.record.Definition.Consent, func(i programme.ConsentItem) bool { return i.Key == a.Item })
	}
	for _, a := range slices.SortedStableFunc(slices.Values(c.Items),
		func(a, b pathway.ItemAnswer) int { return place(a) - place(b) }) {
		words := a.Item
		if known, ok := t.record.Definition.Item(a.Item); ok && known.Version == a.Version {
			words = known.Text
		}
		tag := ui.Tag{Label: t.v.Say("consent.record.no"), State: ui.Neutral}
		if words, stopped := since[a.Item]; stopped {
			tag.Label = words
		} else if a.Given {
			tag = ui.Tag{Label: t.v.Say("consent.record.yes"), State: ui.Done}
		}
		table.Rows = append(table.Rows,
			ui.Row{Cells: []ui.Cell{{Text: words, Note: t.v.Say("consent.record.version", a.Version)}, {Tag: tag}}})
	}
	return table
}

func (t consentTeller) step(s pathway.Step) consentStep {
	f := person.Facts{Voice: t.v}
	told := consentStep{Title: t.v.Say(t.noun + ".step." + stepWord(s))}
	switch {
	case s.Invitation != nil:
		if !t.own() {
			told.Title = t.v.Say("consent.step.invitation", t.v.Say("consent.way."+string(s.Invitation.How)))
		}
		f.Day("consent.step.day", s.Invitation.On)
		f.Add("consent.step.sheet", t.v.Say("consent.record.version", s.Invitation.SheetVersion))
	case s.Consent != nil:
		f.Add("consent.step.day", t.v.ShortDay(s.Consent.At.In(t.zone)))
		f.Add("consent.step.how", t.v.Say("consent.taking."+string(s.Consent.How)))
		f.Add("consent.step.witness", s.Consent.Witness)
		f.Add("consent.step.taken_by", t.who(s.Consent.TakenBy))
		if holds := t.record.History.Newest().Number == s.Number &&
			t.record.Standing.TakesPart; !holds { // what holds stands above
			told.Said, told.Label = t.said(*s.Consent, nil),
				ui.Details{Label: t.v.Say(t.noun+".step.items", t.v.ShortDay(s.Consent.At.In(t.zone)))}
		}
	case s.Declining != nil:
		f.Day("consent.step.day", s.Declining.On)
		f.Add("consent.step.reason", s.Declining.Reason)
	case s.Withdrawal != nil:
		f.Day("consent.step.day", s.Withdrawal.On)
		f.Add("consent.step.reason", s.Withdrawal.Reason)
	}
	f.Add("consent.step.recorded", t.v.Say("consent.step.recorded_by", t.v.Moment(s.At.In(t.zone)),
		t.who(id.Account(s.By))))
	told.Facts = f.List
	return told
}

func stepWord(s pathway.Step) string {
	switch s.Event() {
	case pathway.EventInvite:
		return "invitation"
	case pathway.EventConsent, pathway.EventConsentNoVisits:
		return "consent"
	case pathway.EventWithdrawFromVisits:
		return "visits"
	case pathway.EventWithdraw:
		return "stop"
	}
	return "declining"
}

// who is what somebody who did a step is called. Anybody who is not of the staff
// is the person themselves: nobody else can.
func (t consentTeller) who(a id.Account) string {
	if name := t.record.Staff[a]; name != "" {
		return name
	}
	if t.own() {
		return t.v.Say("my_consents.step.you")
	}
	return t.v.Say("consent.step.themselves")
}
