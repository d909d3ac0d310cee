package pathway

import (
	"cmp"
	"net/http"
	"slices"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	webcourse "footbridge.org/footbridge/internal/web/course"
	weblife "footbridge.org/footbridge/internal/web/life"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// A personView is the record of one person.
type personView struct {
	Name         string
	Standing     ui.Tag
	Left         ui.Tag // while a start is still to be made
	Next         string
	Actions      []ui.Button
	Careful      ui.Callout
	Facts        ui.SummaryList
	Contact      ui.SummaryList
	Care         ui.SummaryList
	Decisions    []ui.SummaryList
	Asked        ui.Details // holds the eligibility
	Eligibility  ui.Table
	HomeNote     ui.Link
	UndoneBefore ui.Details // holds what was taken back
	Undone       []ui.SummaryList
	Moves        string    // that they are going to, or that messages and follow-ups wait
	GoesOn       ui.Notice // that another record of theirs does
	NotFollowed  string    // why nobody asks later what became of them
	Pathway      ui.Timeline
	SignIn       []ui.Form // ways to bring them to sign in
	CardEnds     string    // what a card given now would end
	SigningIn    ui.Link   // to what can be stopped of it
	SignInNote   string    // that they sign in with a card from now on, or nowhere but in another record
	Visits       visitsPart
	Letters      webcourse.LettersPart
	Links        recordLinks
}

// The recordLinks are the ways on from a record, each below what it is about.
type recordLinks struct{ Ways, Visits, Contact, Identity, Care, Answers, Records, Undo []ui.Link }

// A visitsPart is what a record says of visits; empty where there is nothing to
// say, or for anybody who may not know.
type visitsPart struct {
	Text  string
	Strip ui.Strip
	Ring  ui.SummaryList // who makes the visits, and who supervises them
}

var personPage = ui.NewPage[personView]("person")

// getPerson handles GET /people/{participant}.
func (h *handlers) getPerson(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	record, err := h.care.SeePerson(r.Context(), who, participant)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	card := person.CardForm(v, h.kernel, who, participant, ui.Secondary)
	return personPage.Render(personOf(v, route.Zone(r), record, card), v.Say("person.record.title")), nil
}

func personOf(v say.Voice, zone *time.Location, record appcare.Record, card ui.Form) personView {
	p, referral := record.Person, record.Referral.Fact
	answers := referral.Eligibility
	view := personView{
		Name: person.Name(v, p), Standing: person.Standing(v, p.Standing),
		Next:    person.Says(v, p.Standing, "person.next.", "standing.next."),
		Careful: person.CarefulOf(v, p.Standing, p.Contact), Facts: factsOf(v, zone, p, referral, record.Records),
		Contact: person.ContactOf(v, p.Standing, p.Contact), Care: careOf(v, referral),
		Pathway: pathwayOf(v, zone, record), GoesOn: person.GoesOn(v, zone, record.GoingOn),
	}
	if record.Halts(p) {
		view.Next = ""
	}
	if p.Standing.WaitsToStart() && !record.Instead && !record.SaidNo {
		view.Left = timeLeft(v, course.StartBy(record.Definition, p.Discharged), record.Today)
	}
	view.Links = linksOf(v, zone, record)
	view.Actions = actionsOf(v, record)
	if record.Visits != nil && webcourse.Visited(*record.Visits) {
		t := webcourse.Tell(v, zone, *record.Visits)
		view.Visits = visitsPart{t.Who() + " " + t.Count(), t.Strip(), person.HelpersOf(v, p, record.Visits.Helpers)}
	}
	if record.MayGiveCard {
		if !record.NoSignIn {
			view.SignIn, view.CardEnds = signInOf(v, p, card), v.Say("invite.card_ends")
		}
		view.SigningIn = ui.Link{Label: v.Say("signing_in.link"), Path: person.SigningInPath(p.ID)}
	}
	switch {
	case record.NoSignIn:
		view.SignInNote = v.Say("same_person.no_sign_in")
	case record.CardOnly:
		view.SignInNote = v.Say("invite.only_card")
	}
	if record.NotFollowed {
		view.NotFollowed = v.Say("person.record.not_followed")
	}
	if record.Letters != nil {
		view.Letters = webcourse.LettersOf(v, p.ID, record.Letters.Sent)
	}
	if record.Undo != nil {
		view.Undone = undoneOf(v, zone, *record.Undo)
	}
	if record.Life != nil {
		view.Moves = cmp.Or(weblife.MovesOn(v, *record.Life, p), weblife.WaitsOn(v, *record.Life, p))
	}
	if p.Asked() && p.Standing.OfLife() && !record.Halts(p) {
		view.Next = v.Say("person.next." + string(p.State))
	}
	if p.Standing.Died() {
		view.SignIn, view.SignInNote, view.CardEnds = nil, "", ""
	}
	if record.MaySeeNote && !p.Standing.Died() {
		view.HomeNote = ui.Link{Label: v.Say("person.home_note.title"), Path: person.HomeNotePath(p.ID)}
	}
	for _, x := range record.Decisions {
		answers = append(answers[:len(answers):len(answers)], x.Fact.Settled...)
		view.Decisions = append(view.Decisions, decidedOf(v, zone, record.Definition, x))
	}
	view.Eligibility = eligibilityOf(v, record.Definition, answers)
	view.Asked = ui.Details{Label: v.Say("referral.eligibility.title")}
	view.UndoneBefore = ui.Details{Label: v.Say("undo.undone")}
	return view
}

// linksOf are the ways on from a record, for who is looking.
func linksOf(v say.Voice, zone *time.Location, record appcare.Record) recordLinks {
	p := record.Person
	right := putRightOf(v, p, record.MayPutRight, record.MaySeeCorrections)
	right.Wrong = person.DoubtLink(v, record.MayDoubt && !record.MayPutRight && !p.Standing.Died(), p.ID)
	links := recordLinks{
		Ways:    ui.Links(weblife.Link(v, record.Life != nil, p.ID), weblife.WorryLink(v, record.MayWorry, p.ID)),
		Contact: ui.Links(right.Contact, right.Wrong, right.Safety),
		Answers: ui.Links(right.Answers), Identity: ui.Links(right.Identity), Care: ui.Links(right.Care, right.Made),
		Visits: []ui.Link{{Label: v.Say("visits.open"), Path: person.VisitsPath(p.ID)}},
	}
	for _, o := range record.Joined {
		links.Records = append(links.Records, ui.Link{Path: person.Path(o.ID),
			Label: otherRecord(v, zone, o, record.Records)})
	}
	if record.MayJoin {
		links.Records = append(links.Records, ui.Link{Label: v.Say("same_person.link"), Path: samePersonPath(p.ID)})
	}
	if record.Person.Earlier {
		links.Records = append(links.Records, ui.Link{Label: v.Say(earlierWords(record.Person, "link")),
			Path: person.Path(p.ID) + "/earlier"})
	}
	if record.Undo != nil {
		links.Undo = []ui.Link{{Label: v.Say("undo.link"), Path: person.UndoPath(p.ID)}}
	}
	return links
}

// otherRecord names another record of the same person, apart from all of theirs.
func otherRecord(v say.Voice, zone *time.Location, other programme.Person, records []programme.Person) string {
	return v.Say("same_person.other_record", other.Identity.FullName(), ui.Referred(v, zone, other, records))
}

// actionsOf is what can be done next, and by the person looking: the one thing that
// the pathway waits for, and the way to what was agreed. Anybody can stop at any time.
func actionsOf(v say.Voice, record appcare.Record) []ui.Button {
	p := record.Person
	var list []ui.Button
	wasAsked := p.State.TakesPart() && !p.Standing.Died() || record.MayStopBefore
	if p.Asked() {
		list = nextOf(v, record)
		wasAsked = p.Returned() || reached[p.State] >= reached[programme.Invited]
	}
	if record.MaySeeConsents && wasAsked {
		consent := ui.Button{Label: v.Say("person.record.consent"), Path: consentPath(p.ID), Kind: ui.Secondary}
		if p.State == programme.Invited && p.Asked() && !record.Halts(p) {
			consent.Kind = ui.Primary
		}
		list = append(list, consent)
	}
	if record.MayStopBefore {
		list = append(list, ui.Button{Label: v.Say("consent.record.stop_before"), Path: consentPath(p.ID) + "/stop",
			Kind: ui.Secondary})
	}
	return list
}

// nextOf is the one thing that the pathway waits for, if there is one but an answer.
func nextOf(v say.Voice, record appcare.Record) []ui.Button {
	p, x := record.Person, record.Visits
	switch {
	case p.State == programme.Referred && record.MayScreen:
		return []ui.Button{{Label: v.Say("screening.list.decide"), Path: screeningPath(p.ID)}}
	case p.State == programme.Accepted && record.MayInvite && !record.Instead:
		invite := ui.Button{Label: v.Say("consent.record.invite"), Path: invitePath(p.ID)}
		if record.SaidNo {
			invite.Kind = ui.Secondary
		}
		return []ui.Button{invite}
	case reached[p.State] < reached[programme.Invited] || x == nil:
		return nil
	case x.May.Match:
		return []ui.Button{{Label: v.Say("match.open"), Path: webcourse.MatchPath(p.ID)}}
	case x.May.Plan && len(x.Course.Appointments) == 0:
		return []ui.Button{{Label: v.Say("visits.plan_them"), Path: webcourse.PlanPath(p.ID)}}
	}
	return nil
}

func decidedOf(v say.Voice, zone *time.Location, d programme.Definition,
	x ledger.Received[pathway.Decision]) ui.SummaryList {
	f := person.Facts{Voice: v}
	f.Add("person.decision.at", v.ShortDay(x.At.In(zone)))
	f.Add("person.decision.verdict", v.Say("person.decision."+string(x.Fact.Verdict)))
	if reason, known := d.DeclineReason(x.Fact.Reason); known {
		f.Add("person.decision.reason", reason.Text)
	}
	f.Add("person.decision.note", x.Fact.Note)
	return f.List
}

// pathwayOf is the way from discharge to taking part, as far as it is known.
func pathwayOf(v say.Voice, zone *time.Location, record appcare.Record) ui.Timeline {
	p := record.Person
	decided := ui.Step{}
	if n := len(record.Decisions); n > 0 {
		decided.When = v.ShortDay(record.Decisions[n-1].At.In(zone))
	}
	steps := []ui.Step{
		{When: v.ShortDay(p.Discharged.Time())},
		{When: v.ShortDay(p.ReferredAt.In(zone)), Text: p.TeamName},
		decided, {}, {},
	}
	for i, key := range []string{"discharged", "referred", "decided", "invited", "consented"} {
		steps[i].Title = v.Say("person.pathway." + key)
		steps[i].State = stepState(i, reached[p.State], p)
		steps[i].Word = v.Say("person.pathway.word." + steps[i].State.Name())
	}
	if p.Standing.Over() || record.Halts(p) {
		steps = slices.DeleteFunc(steps, func(s ui.Step) bool { return s.State == ui.Waiting || s.State == ui.Underway })
	} else if p.Discharged.After(record.Today) {
		steps[0].State, steps[0].Word = ui.Waiting, v.Say("person.pathway.word.waiting")
	}
	if p.State == programme.Withdrawn {
		steps = append(steps, ui.Step{Title: v.Say("person.pathway.withdrawn"), State: ui.Stopped,
			Word: v.Say("person.pathway.word.stopped")})
	}
	steps = append(steps, lifeSteps(v, zone, record)...)
	for i := range len(steps) - 1 { // one end closes it, the last
		if steps[i].State == ui.Stopped && steps[len(steps)-1].State == ui.Stopped {
			steps[i].State, steps[i].Word = ui.Done, v.Say("person.pathway.word.done")
		}
	}
	return ui.Timeline{Label: v.Say("person.pathway.title"), Steps: steps}
}

// lifeSteps are what had everything wait since they were referred, with its days, and
// what does now: to those who may not know of what is over, that alone.
func lifeSteps(v say.Voice, zone *time.Location, record appcare.Record) (steps []ui.Step) {
	p := record.Person
	if record.Life != nil {
		turns := record.Life.Turns
		for i, t := range turns {
			over := i < len(turns)-1
			if t.State == life.GoesOn || over && turns[i+1].From.Before(programme.Of(p.ReferredAt, zone)) {
				continue
			}
			if over {
				until := v.Say("person.pathway.between", v.ShortDay(t.From.Time()), v.ShortDay(turns[i+1].From.Time()))
				steps = append(steps, ui.Step{Title: v.Say("person.pathway.was." + string(t.State)), When: until,
					State: ui.Done, Word: v.Say("person.pathway.word.done")})
				continue
			}
			if !p.Standing.OfLife() { // of who has left, or whose visits have ended
				steps = append(steps, ui.Step{Title: v.Say("person.pathway.was." + string(t.State)),
					When: v.Say("life.pathway", v.ShortDay(t.From.Time())), State: ui.Waiting,
					Word: v.Say("person.pathway.word.underway")})
			}
		}
	}
	switch {
	case p.Standing.Died():
		steps = append(steps, ui.Step{Title: person.StandingWords(v, p.Standing), State: ui.Stopped,
			Word: v.Say("person.pathway.word.stopped")})
	case p.Standing.OfLife():
		steps = append(steps, ui.Step{Title: person.StandingWords(v, p.Standing), State: ui.Waiting,
			Word: v.Say("person.pathway.word.underway")})
	}
	return steps
}

// reached is the step that somebody in a state stands on.
var reached = map[programme.State]int{
	programme.Referred: 2, programme.Declined: 2, programme.TakenBack: 2, programme.Accepted: 3, programme.Invited: 4,
	programme.NotConsented: 4, programme.Consented: 5, programme.WithoutVisits: 5, programme.Withdrawn: 5,
}

func stepState(i, at int, p programme.Person) ui.State {
	switch {
	case i < at:
		return ui.Done
	case i > at:
		return ui.Waiting
	case person.Shapes[programme.Stands(p.State)] == ui.Stopped:
		return ui.Stopped
	}
	return ui.Underway
}
