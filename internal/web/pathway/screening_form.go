package pathway

import (
	"cmp"
	"slices"
	"strings"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/ui"
)

// decisionForm decides about one referral.
func (h *handlers) decisionForm() form.Step[id.Participant, appcare.Record, pathway.Decision] {
	return form.Step[id.Participant, appcare.Record, pathway.Decision]{
		Path: "/people/{participant}/screening", Noun: "screening", Draws: form.Draws(h.kernel, "decision_form"),
		Looks: authz.SeeScreening, Sends: authz.Screen, About: form.In[id.Participant]("participant"), Home: person.Path,
		Look: h.care.SeeScreening,
		May: func(r appcare.Record) bool {
			return r.Person.State == programme.Referred && !r.Person.Standing.Died()
		},
		Draw: drawDecision,
		Read: func(_ id.Participant, s *form.Sent) pathway.Decision {
			d := pathway.Decision{
				ID: id.Decision(s.ID), Verdict: pathway.Verdict(s.Text("verdict")), Reason: s.Text("reason"),
				Note:    s.Paragraphs("note"),
				Settled: readAnswers(s),
			}
			if d.Verdict == pathway.Accept {
				d.Reason = "" // of declining, which is no longer meant
			}
			return d
		},
		Send: h.care.Screen,
		Then: func(_ authz.Actor, participant id.Participant, d pathway.Decision) ui.Response {
			return ui.Redirect(person.Path(participant)).Saying("screening.saved." + string(d.Verdict))
		},
		Moved: func(f *form.Fields, _ id.Participant, r appcare.Record, _ error) ui.ErrorView {
			p, now := r.Person, person.StandingWords(f.Voice, r.Person.Standing)
			return ui.ErrorView{
				Title: f.Words("moved.title"), Texts: []string{f.Words("moved.text", p.Identity.FullName(), now)},
				Action: ui.Button{Label: f.Words("moved.open"), Path: person.Path(p.ID)},
			}
		},
	}
}

func drawDecision(f *form.Fields, r appcare.Record) form.View {
	p, d, v := r.Person, r.Definition, f.Voice
	start := startOf(v, d, p, r.Today)
	if r.Instead {
		start = ui.Tag{}
	}
	view := form.View{
		Window: f.Words("form.title"), Back: ui.Link{Label: f.Words("form.back"), Path: "/screening"},
		Title: f.Words("form.heading", person.Name(f.Voice, p)),
		Above: []ui.Control{
			ui.Tagged{Tag: start, Text: sinceDischarge(v, p.Discharged, r.Today)},
			ui.Facts(v.Say("person.fact.birth_date"), v.ShortDay(p.Identity.BirthDate.Time()), v.Say("person.fact.discharged"),
				v.ShortDay(p.Discharged.Time()),
				f.Words("form.team"), p.TeamName, f.Words("form.start_by"), v.ShortDay(course.StartBy(d, p.Discharged).Time())),
			ui.Heading(f.Words("form.answers")), eligibilityOf(v, d, r.Referral.Fact.Eligibility),
		},
		Action: screeningPath(p.ID), Save: ui.Button{Label: f.Words("form.save")},
		Leave:     ui.Link{Label: f.Words("form.record")},
		Summarise: sayWhichLine(f, d),
	}
	if r.Answered != nil {
		view.Above = append(view.Above, ui.Heading(f.Words("form.answered")))
		for _, c := range r.Answered.Corrections {
			view.Above = append(view.Above, changesOf(v, f.Zone, *r.Answered, c))
		}
	}
	view.Above = append(view.Above, supportedBefore(f, r)...)
	if r.SignIn != nil {
		card := f.Words("form.card")
		view.Above = append(view.Above, ui.Heading(f.Words("form.sign_in")),
			ui.Text(f.Words("form.sign_in_text", cmp.Or(r.SignIn.Was, card), cmp.Or(r.SignIn.Is, card))))
	}
	if len(r.Likely) > 0 {
		view.Above = append(view.Above, ui.Heading(f.Words("form.likely")), ui.Quiet(f.Words("form.likely_text")),
			recordsTable(f, f.Words("form.likely"), r.Likely, r.Person),
			ui.Link{Label: v.Say("same_person.decide"), Path: samePersonPath(p.ID)})
	}
	if open := pathway.UnmetCriteria(d, r.Referral.Fact.Eligibility); len(open) > 0 {
		view.Fields = append(view.Fields, ui.Heading(f.Words("form.settle")), ui.Quiet(f.Words("form.settle_text")))
		for _, key := range open {
			line, _ := d.Line(key)
			view.Fields = append(view.Fields, askLine(f, line, ""))
		}
	}
	reason := f.Radios("reason", "").OrNone()
	for _, x := range d.DeclineReasons {
		option := ui.Option{Value: x.Key, Label: x.Text}
		if x.NeedsNote {
			option.Hint = f.Words("form.say_more")
		}
		reason.Options = append(reason.Options, option)
	}
	verdicts := []string{string(pathway.Accept), string(pathway.Decline)}
	if r.Instead {
		verdicts = verdicts[1:]
		view.Above = append(view.Above, person.GoesOnAbove(v, f.Zone, r.GoingOn)...)
	}
	view.Fields = append(view.Fields, ui.Heading(f.Words("form.decision")), f.Radios("verdict", "", verdicts...), reason,
		f.Textarea("note", "").Room(3))
	return view
}

// supportedBefore is how it was for somebody who was here before, as their record tells
// it. That it speaks against nobody is said above it: who reads that somebody stopped
// could take it for a no.
func supportedBefore(f *form.Fields, r appcare.Record) []ui.Control {
	var parts []ui.Control
	if len(r.Earlier) > 0 {
		parts = append(timesBefore(f, r.Earlier), ui.Link{Label: f.Words("form.before_all"),
			Path: person.Path(r.Person.ID) + "/earlier"})
	}
	for _, o := range r.Elsewhere {
		parts = append(parts, ui.Link{Path: person.Path(o.Now.Person.ID),
			Label: otherRecord(f.Voice, f.Zone, o.Now.Person, r.Records)},
			earlierOf(f.Voice, f.Zone, appcare.EarlierOf[appcare.EarlierCourse]{Of: o.Now}))
		parts = append(parts, timesBefore(f, o.Earlier)...)
	}
	if len(parts) == 0 {
		return nil
	}
	heading, text := "form.referred_before", f.Words("form.before_text")
	_, _, goesOn := r.GoesOnInstead()
	switch {
	case goesOn:
		heading, text = "form.goes_on", "" // nothing new begins, as is said above
	case tookPartBefore(r):
		heading = "form.before"
	}
	return append([]ui.Control{ui.Heading(f.Words(heading)), ui.Quiet(text), studiedBefore(f, r.StudyBefore)}, parts...)
}

// studiedBefore says what a study of before decides about this time, and for how long.
func studiedBefore(f *form.Fields, s *appcare.StudyBefore) ui.Control {
	if s == nil {
		return nil
	}
	until := f.Voice.ShortDay(s.Until.Time())
	switch {
	case !s.Decides:
		return ui.Text(f.Words("form.before_study.over"))
	case s.Visits == nil:
		return ui.Text(f.Words("form.before_study.unknown", until))
	case *s.Visits:
		return ui.Text(f.Words("form.before_study.visits", until))
	}
	return ui.Text(f.Words("form.before_study.alone", until))
}

// tookPartBefore tells whether there was any support before: a referral that led nowhere
// was none.
func tookPartBefore(r appcare.Record) bool {
	took := func(e appcare.EarlierOf[appcare.EarlierCourse]) bool { return e.Of.Person.State.HasWorkbook() }
	return slices.ContainsFunc(r.Earlier, took) || slices.ContainsFunc(r.Elsewhere, func(o appcare.JoinedCourses) bool {
		return o.Now.Person.State.HasWorkbook() || slices.ContainsFunc(o.Earlier, took)
	})
}

func timesBefore(f *form.Fields, times []appcare.EarlierOf[appcare.EarlierCourse]) []ui.Control {
	var parts []ui.Control
	for _, e := range times {
		parts = append(parts, ui.Text(person.EarlierTitle(f.Voice, e.Number, e.From, e.Until)),
			earlierOf(f.Voice, f.Zone, e))
	}
	return parts
}

// recordsTable lists records that are, or may be, of one person, to compare: each is told apart from
// the rest of them, and from those of others, which it doesn't list.
func recordsTable(f *form.Fields, caption string, list []programme.Person, others ...programme.Person) ui.Table {
	v := f.Voice
	table := ui.Table{Caption: caption, Columns: []ui.Column{
		{Label: v.Say("referral.list.name")}, {Label: v.Say("person.fact.birth_date")}, {Label: v.Say("screening.form.team")},
		{Label: v.Say("referral.list.referred")}, {Label: v.Say("referral.list.became")},
	}}
	records := slices.Concat(list, others)
	for _, p := range list {
		note := ""
		when, ending := ui.ReferredAt(v, f.Zone, p, records)
		if ending != "" {
			ending = v.Say("person.referred.record", ending)
		}
		if p.Formerly {
			note = v.Say("referral.likely.formerly")
		}
		table.Rows = append(table.Rows, ui.Row{Cells: []ui.Cell{
			{Link: ui.Link{Label: p.Identity.FullName(), Path: person.Path(p.ID)}, Note: note},
			{Text: v.ShortDay(p.Identity.BirthDate.Time())}, {Text: p.TeamName},
			{Text: when, Note: ending}, {Tag: person.Standing(v, p.Standing)},
		}})
	}
	return table
}

// askLine asks one eligibility line, in the programme's own words: for the
// first time, or again where the referral left it open or answered it the other
// way.
func askLine(f *form.Fields, line programme.EligibilityLine, now programme.Reply) ui.Radios {
	name := "eligibility." + line.Key
	r := ui.Radios{Name: name, Legend: line.Text, Error: f.Error(name), Value: f.Value(name, string(now)), Inline: true}
	for _, reply := range programme.Replies() {
		r.Options = append(r.Options, ui.Option{Value: string(reply), Label: f.Voice.Say("referral.reply." + string(reply))})
	}
	return r
}

// askLines asks all of d's, beside what was answered before.
func askLines(f *form.Fields, d programme.Definition, before []pathway.Answer) (list []ui.Control) {
	now := map[string]programme.Reply{}
	for _, a := range before {
		now[a.Line] = a.Reply
	}
	for _, line := range d.Eligibility {
		list = append(list, askLine(f, line, now[line.Key]))
	}
	return list
}

// readAnswers reads the eligibility lines that were answered.
func readAnswers(s *form.Sent) []pathway.Answer {
	var list []pathway.Answer
	for _, reply := range s.Replies("eligibility.") {
		list = append(list, pathway.Answer{Line: reply.To, Reply: programme.Reply(reply.Text)})
	}
	return list
}

// sayWhichLine has the summary say which eligibility line it speaks of: the same
// sentence six times over would lead nowhere in particular.
func sayWhichLine(f *form.Fields, d programme.Definition) func(field, text string) string {
	return func(field, text string) string {
		if line, known := d.Line(strings.TrimPrefix(field, "eligibility.")); known &&
			strings.HasPrefix(field, "eligibility.") {
			return f.Voice.Say("referral.eligibility.problem", line.Text, text)
		}
		return text
	}
}
