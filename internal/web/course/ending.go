package course

import (
	"context"
	"slices"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/form"
	weblife "footbridge.org/footbridge/internal/web/life"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

func EndingPath(participant id.Participant) string { return person.Path(participant) + "/ending" }

// An endingView is how somebody's visits are to end, and that they did.
type endingView struct {
	Problems  ui.ErrorSummary
	Back      ui.Link
	Title     string
	Lead      string
	Over      ui.SummaryList // how they ended; empty while they go on
	Summaries []ui.Link      // the letters that may go now
	GoesOn    ui.Questions
	Undo      ui.Link // where it is taken back without visits that go on
	Plan      ui.Questions
	Earlier   []earlierPlan
	End       ui.Questions
	Died      ui.Link // where a death is recorded, before the visits can end with it
}

// An earlierPlan is one that a later one replaced. It stays readable.
type earlierPlan struct {
	Title string
	Parts []planPart
}

var endingPage = ui.NewPage[endingView]("ending")

// endingForms are the page about how visits end, and the forms on it.
func (h *handlers) endingForms() []route.Route {
	page := form.Page("/people/{participant}/ending", authz.SeeEnding,
		form.In[id.Participant]("participant"), h.showEnding)
	return append(form.Routes(h.endingPlan(), h.ending(), h.goingOn()), page)
}

// onEnding completes a form that stands on that page.
func onEnding[F any](h *handlers, last string, p form.Post[id.Participant, appcare.EndingRecord,
	F]) form.Post[id.Participant, appcare.EndingRecord, F] {
	p.Path = "/people/{participant}/ending" + last
	p.About, p.Home, p.Show = form.In[id.Participant]("participant"), EndingPath, h.showEnding
	p.Together = true
	draw := p.Draw
	p.Draw = func(f *form.Fields, r appcare.EndingRecord) form.View {
		view := draw(f, r)
		view.Action = EndingPath(r.Person.ID) + last
		return view
	}
	return p
}

// endingPlan writes down what is left before parting. When somebody else wrote
// one meanwhile, what was typed stays on the form, above theirs.
func (h *handlers) endingPlan() form.Post[id.Participant, appcare.EndingRecord, course.EndingPlan] {
	return onEnding(h, "/plan", form.Post[id.Participant, appcare.EndingRecord, course.EndingPlan]{
		Noun: "ending.plan", Draws: form.Draws(h.kernel, "visit_form/ending_plan"), Sends: authz.PlanEnding, Beside: "helped",
		May: func(r appcare.EndingRecord) bool { return r.MayPlan },
		Draw: func(f *form.Fields, r appcare.EndingRecord) form.View {
			now, _ := r.Ending.Plan()
			written := map[string]string{
				"helped": now.Helped, "keeps": now.Keeps, "still_open": now.StillOpen, "where_to_turn": now.WhereToTurn,
				"goodbye": now.Goodbye,
			}
			view := form.View{}
			for _, name := range endingBoxes() {
				view.Fields = append(view.Fields, f.Textarea(name, written[name]).Room(2))
			}
			view.Fields = append(view.Fields, f.Basis("replaces", string(now.ID)))
			return view
		},
		Read: func(_ id.Participant, s *form.Sent) course.EndingPlan {
			return course.EndingPlan{
				ID: id.EndingPlan(s.ID), Replaces: id.EndingPlan(s.Text("replaces")),
				Helped: s.Paragraphs("helped"), Keeps: s.Paragraphs("keeps"), StillOpen: s.Paragraphs("still_open"),
				WhereToTurn: s.Paragraphs("where_to_turn"), Goodbye: s.Paragraphs("goodbye"),
			}
		},
		Send: h.care.PlanEnding,
	})
}

// An endingSent is how the visits ended, and whether that cancels those planned.
type endingSent struct {
	ending   course.Ending
	callsOff bool
}

// ending says that the visits are over. That somebody has died is recorded
// elsewhere, where it stops everything else, and can be how they ended after that.
func (h *handlers) ending() form.Post[id.Participant, appcare.EndingRecord, endingSent] {
	return onEnding(h, "", form.Post[id.Participant, appcare.EndingRecord, endingSent]{
		Noun: "ending", Draws: form.Draws(h.kernel, "visit_form/ending"), Sends: authz.EndVisits,
		May: func(r appcare.EndingRecord) bool { return r.MayEnd && !isOver(r) },
		Draw: func(f *form.Fields, r appcare.EndingRecord) form.View {
			kinds, kind, day := slices.DeleteFunc(course.EndingKinds(), course.EndingKind.IsDeath), "", r.Today
			if now := r.Person.Standing; now.Died() {
				kinds, kind, day = []course.EndingKind{course.EndedDeath}, string(course.EndedDeath), now.Since
			}
			callsOff := f.Checkboxes("calls_off", nil)
			callsOff.Options = []ui.Option{{Value: "yes", Label: f.Words("calls_off.yes", r.Planned)}}
			return form.View{
				Save: ui.Button{Label: f.Words("save"), Kind: ui.Warning}, Leave: ui.Link{Label: f.Words("leave"),
					Path: person.VisitsPath(r.Person.ID)},
				Fields: []ui.Control{
					f.Radios("kind", kind, ui.Values(kinds)...), f.Day("on", day), f.Textarea("note", "").Room(3),
					form.If(r.Planned > 0, callsOff),
				},
			}
		},
		Read: func(_ id.Participant, s *form.Sent) endingSent {
			e := course.Ending{ID: id.Ending(s.ID), Kind: course.EndingKind(s.Text("kind")), On: s.Day("on", programme.InCourse),
				Note: s.Paragraphs("note")}
			return endingSent{ending: e, callsOff: s.Ticked("calls_off")}
		},
		Send: func(ctx context.Context, who authz.Actor, participant id.Participant, s endingSent) error {
			return h.care.EndVisits(ctx, who, participant, s.ending, s.callsOff)
		},
	})
}

// goingOn takes it back that the visits were over.
func (h *handlers) goingOn() form.Post[id.Participant, appcare.EndingRecord, course.Ending] {
	return onEnding(h, "/goes-on", form.Post[id.Participant, appcare.EndingRecord, course.Ending]{
		Noun: "ending.goes_on", Draws: form.Draws(h.kernel, "visit_form/ending"), Sends: authz.EndVisits,
		May: func(r appcare.EndingRecord) bool { return r.MayGoOn },
		Draw: func(f *form.Fields, r appcare.EndingRecord) form.View {
			now, _ := r.Ending.Ending()
			return form.View{Save: ui.Button{Label: f.Words("save"), Kind: ui.Secondary},
				Fields: []ui.Control{f.Basis("goes_on", string(now.ID))}}
		},
		Read: func(_ id.Participant, s *form.Sent) course.Ending {
			return course.Ending{ID: id.Ending(s.ID), Replaces: id.Ending(s.Text("goes_on")), InError: true}
		},
		Send: func(ctx context.Context, who authz.Actor, participant id.Participant, e course.Ending) error {
			return h.care.EndVisits(ctx, who, participant, e, false)
		},
	})
}

func isOver(r appcare.EndingRecord) bool {
	_, over := r.Ending.Ending()
	return over
}

func (h *handlers) showEnding(q form.Request[id.Participant]) (ui.Response, error) {
	record, err := h.care.SeeEnding(q.Context(), q.Who, q.Key)
	if err != nil {
		return ui.Response{}, err
	}
	v, t := q.Voice(), endingTeller{q.Voice(), q.Zone(), record}
	plan, end, goesOn := h.endingPlan().Part(q, record), h.ending().Part(q, record), h.goingOn().Part(q, record)
	view := endingView{
		Problems: form.Problems(q, plan, end, goesOn), Back: ui.Link{Label: v.Say("visits.to_visits"),
			Path: person.VisitsPath(q.Key)},
		Title: v.Say("ending.heading", person.ShortName(v, record.Person)), Lead: t.lead(),
		Plan: plan.Questions, End: end.Questions, GoesOn: goesOn.Questions,
	}
	if view.End.Any() && !record.Person.Standing.Died() {
		view.Died = ui.Link{Label: v.Say("ending.died"), Path: weblife.EnterPath(q.Key)}
	}
	if record.MayEnd {
		view.Earlier = t.earlier(plan.Again || !record.MayPlan)
		t.sayOver(&view)
	}
	return form.Show(q, endingPage, view, v.Say("ending.title"), plan, end, goesOn), nil
}

// endingBoxes are the five things of an ending plan, in their order.
func endingBoxes() []string {
	return []string{"helped", "keeps", "still_open", "where_to_turn", "goodbye"}
}

// An endingTeller asks how somebody's visits end, and says how they did.
type endingTeller struct {
	v      say.Voice
	zone   *time.Location
	record appcare.EndingRecord
}

func (t endingTeller) lead() string {
	if !t.record.MayEnd {
		return t.v.Say("ending.nothing")
	}
	return tellProgress(t.v, t.zone, t.record.VisitProgress).Count()
}

// earlier are the plans that a later one replaced, the newest first. The one that
// holds is read in the form, unless what somebody typed is there.
func (t endingTeller) earlier(typed bool) []earlierPlan {
	var list []earlierPlan
	now, _ := t.record.Ending.Plan()
	for _, x := range slices.Backward(t.record.Ending) {
		if x.Fact.Plan == nil || x.Fact.Plan.ID == now.ID && !typed {
			continue
		}
		list = append(list, earlierPlan{
			Title: t.v.Say("ending.plan.of", t.v.Moment(x.At.In(t.zone)), t.record.Staff[id.Account(x.By)]),
			Parts: planOf(t.v, "ending.part.", *x.Fact.Plan),
		})
	}
	return list
}

func (t endingTeller) sayOver(view *endingView) {
	now, over := t.record.Ending.Ending()
	if !over {
		return
	}
	view.Over = t.over(now)
	if t.record.MayUndo {
		view.Undo = ui.Link{Label: t.v.Say("undo.link"), Path: person.UndoPath(t.record.Person.ID)}
	}
	for _, to := range t.record.Summaries {
		view.Summaries = append(view.Summaries, ui.Link{
			Label: t.v.Say("ending.summary", t.v.Say("letter.to."+string(to))), Path: letterPath(lettersPath(t.record.Person.ID),
				course.LetterEnding, to),
		})
	}
}

// over is how the visits ended, and who said so.
func (t endingTeller) over(e course.Ending) ui.SummaryList {
	f := person.Facts{Voice: t.v}
	f.Add("ending.kind.label", t.v.Say("ending.kind."+string(e.Kind)))
	f.Day("ending.on.label", e.On)
	f.Add("ending.fact.note", e.Note)
	x, _ := t.record.Ending.Ended()
	f.Add("ending.fact.by", t.v.Say("life.fact.entered", t.record.Staff[id.Account(x.By)], t.v.Moment(x.At.In(t.zone))))
	return f.List
}
