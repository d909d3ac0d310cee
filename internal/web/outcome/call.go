package outcome

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"time"

	appstudy "footbridge.org/footbridge/internal/app/study"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

func callFormPath(participant id.Participant, f id.FollowUp) string {
	return followUpPath(participant) + "/calls/" + string(f)
}

func callCorrectionPath(participant id.Participant, c id.Call) string {
	return followUpPath(participant) + "/calls/" + string(c) + "/correct"
}

// callsTable is every call at a follow-up, as it was entered.
func callsTable(v say.Voice, zone *time.Location, f appstudy.PersonFollowUps, tried appstudy.FollowUpRecord) ui.Table {
	t := ui.NewTable(v, "call.list", "at", "result", "by", "correct")
	entered := ledger.Facts(tried.Calls)
	current := outcome.CurrentCalls(entered)
	for _, c := range tried.Calls {
		if c.Fact.InError {
			continue // it says only that another was a mistake
		}
		at := c.Fact.At.In(zone)
		row := ui.Row{Cells: []ui.Cell{{Text: v.ShortDay(at), Note: at.Format("15:04")}, resultCell(v, c.Fact),
			{Text: f.Staff[id.Account(c.By)]}, {}}}
		if slices.ContainsFunc(current, func(x outcome.Call) bool { return x.ID == c.Fact.ID }) {
			if !f.Visited {
				row.Cells[3].Link = ui.Link{
					Label: v.Say("call.list.correct"), Path: callCorrectionPath(f.Participant, c.Fact.ID),
					Hidden: v.Say("call.list.correct_what", v.ShortDay(at)),
				}
			}
		} else {
			row.Cells[3].Text = v.Say(insteadOf(entered, c.Fact.ID))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// insteadOf says what became of an entry that no longer holds.
func insteadOf(entered []outcome.Call, c id.Call) string {
	if slices.ContainsFunc(entered, func(x outcome.Call) bool { return x.Replaces == c && x.InError }) {
		return "call.list.mistake"
	}
	return "call.list.corrected"
}

func resultCell(v say.Voice, c outcome.Call) ui.Cell {
	cell := ui.Cell{Text: v.Say("call.result." + string(c.Result)), Note: c.Note}
	if !c.CallOn.IsZero() {
		cell.Text = v.Say("call.list.later", v.ShortDay(c.CallOn.Time()))
	}
	return cell
}

// A callAsked is what the form is about: one follow-up of somebody's, and the
// entry that is corrected, if one is.
type callAsked struct {
	appstudy.PersonFollowUps
	about  appstudy.FollowUpRecord
	before outcome.Call
}

// open tells whether anybody is still to call about it.
func (a callAsked) open() bool {
	s := a.about.Standing.State
	return s != outcome.FollowUpDone && s != outcome.FollowUpSaidNo
}

// A callKey is which follow-up of whose, or which call of it, an address names.
type callKey struct {
	participant id.Participant
	followUp    id.FollowUp
	call        id.Call
}

func (k callKey) path() string { return followUpPath(k.participant) }

// callForm records a call.
func (h *handlers) callForm() form.Step[callKey, callAsked, outcome.Call] {
	return ofCall(h, form.Step[callKey, callAsked, outcome.Call]{
		Path: "/follow-up/{participant}/calls/{follow_up}", Sends: authz.RecordCall,
		About: func(r *http.Request, _ authz.Actor) (callKey, error) {
			participant, err := route.ID[id.Participant](r, "participant")
			if err != nil {
				return callKey{}, err
			}
			followUp, err := route.ID[id.FollowUp](r, "follow_up")
			return callKey{participant: participant, followUp: followUp}, err
		},
		Look: func(ctx context.Context, who authz.Actor, k callKey) (callAsked, error) {
			f, err := h.toRecord(ctx, who, k.participant)
			i := slices.IndexFunc(f.FollowUps, func(t appstudy.FollowUpRecord) bool { return t.ID == k.followUp })
			if err != nil || i < 0 {
				return callAsked{}, cmp.Or(err, fault.Absent)
			}
			return callAsked{PersonFollowUps: f, about: f.FollowUps[i]}, nil
		},
		May: callAsked.open,
		Draw: func(f *form.Fields, a callAsked) form.View {
			now := programme.LocalTimeOf(h.kernel.Now(), f.Zone)
			view := drawCall(f, a, "form", outcome.Call{}, now)
			view.Lead = f.Words("form.lead", a.Identity.FullName(), a.about.Name, f.Voice.ShortDay(a.about.From.Time()),
				f.Voice.ShortDay(a.about.Until.Time()))
			view.Below = append(view.Below, person.DoubtLink(f.Voice, true, a.Participant))
			return view
		},
		Read: func(k callKey, s *form.Sent) outcome.Call {
			c := readCall(s)
			c.Participant, c.FollowUp = k.participant, k.followUp
			return c
		},
		Send: func(ctx context.Context, who authz.Actor, k callKey, c outcome.Call) error {
			return h.study.RecordCall(ctx, who, k.participant, c)
		},
		Then: saidOf[callKey, outcome.Call]("call.form.saved"),
	})
}

// callCorrection corrects one that was recorded.
func (h *handlers) callCorrection() form.Step[callKey, callAsked, outcome.Call] {
	return ofCall(h, form.Step[callKey, callAsked, outcome.Call]{
		Path: "/follow-up/{participant}/calls/{call}/correct", Sends: authz.CorrectCall,
		About: func(r *http.Request, _ authz.Actor) (callKey, error) {
			participant, err := route.ID[id.Participant](r, "participant")
			if err != nil {
				return callKey{}, err
			}
			call, err := route.ID[id.Call](r, "call")
			return callKey{participant: participant, call: call}, err
		},
		Look: func(ctx context.Context, who authz.Actor, k callKey) (callAsked, error) {
			f, err := h.toRecord(ctx, who, k.participant)
			if err != nil {
				return callAsked{}, err
			}
			return entered(f, k.call)
		},
		Draw: func(f *form.Fields, a callAsked) form.View {
			view := drawCall(f, a, "correct", a.before, programme.LocalTimeOf(a.before.At, f.Zone))
			view.Lead = f.Words("correct.lead", a.Identity.FullName(), a.about.Name)
			view.Fields = append([]ui.Control{f.YesNo("in_error", "no")}, view.Fields...)
			return view
		},
		Read: func(k callKey, s *form.Sent) outcome.Call {
			c := outcome.Call{ID: id.Call(s.ID), InError: true} // keeps what the entry said
			if !s.Ticked("in_error") {
				c = readCall(s)
			}
			c.Participant, c.Replaces = k.participant, k.call
			return c
		},
		Send: func(ctx context.Context, who authz.Actor, k callKey, c outcome.Call) error {
			return h.study.CorrectCall(ctx, who, k.participant, c)
		},
		Then: saidOf[callKey, outcome.Call]("call.correct.saved"),
	})
}

// ofCall completes a form about a call.
func ofCall(h *handlers, s form.Step[callKey, callAsked, outcome.Call]) form.Step[callKey, callAsked, outcome.Call] {
	s.Noun, s.Draws, s.Looks, s.Home, s.Over = "call", form.Draws(h.kernel, "form/call"), authz.SeeFollowUp,
		callKey.path, "call.over"
	s.Check = func(f *form.Fields, a callAsked, c outcome.Call) fault.Problems {
		c.FollowUp = a.about.ID // a correction is of the entry's own
		return c.Check(a.about.DueFollowUp, a.about.Agreed, f.Zone, h.kernel.Now())
	}
	s.Reword = func(_ *form.Fields, _ callAsked, p fault.Problems) fault.Problems { return withoutTime(p) }
	s.Moved = func(f *form.Fields, k callKey, _ callAsked, err error) ui.ErrorView {
		return form.Elsewhere(f, "call.over_title", err, "call.over_open", k.path())
	}
	return s
}

// withoutTime says nothing of a time where the day it belongs to can't be read.
func withoutTime(problems fault.Problems) fault.Problems {
	if _, noDay := problems.On("on"); !noDay {
		return problems
	}
	return slices.DeleteFunc(slices.Clone(problems), func(p fault.Problem) bool { return p.Field == "at" })
}

// entered finds an entry that says something, with the follow-up it is about.
func entered(f appstudy.PersonFollowUps, key id.Call) (callAsked, error) {
	for _, tried := range f.FollowUps {
		for _, c := range tried.Calls {
			if c.Fact.ID == key && !c.Fact.InError {
				return callAsked{f, tried, c.Fact}, nil
			}
		}
	}
	return callAsked{}, fault.Absent
}

// drawCall asks what came of a call. It opens with what c says, at a time.
func drawCall(f *form.Fields, a callAsked, words string, c outcome.Call, at programme.LocalTime) form.View {
	return form.View{
		Window: f.Words(words + ".title"), Title: f.Words(words + ".title"), Back: ui.Link{Label: a.Identity.FullName(),
			Path: followUpPath(a.Participant)},
		Above: []ui.Control{phoneOf(f.Voice, a.FollowUp, a.Contact)},
		Fields: []ui.Control{
			f.Radios("result", string(c.Result), ui.Values(outcome.CallResultsFor(a.about.Agreed))...),
			f.Day("call_on", c.CallOn), f.Day("on", at.Date), f.Input("at", at.At.String()).Wide(10),
			f.Textarea("note", c.Note).Room(2),
		},
		Save: ui.Button{Label: f.Words(words + ".save")}, Leave: ui.Link{Label: f.Words(words + ".leave")},
	}
}

// readCall reads what came of a call. A day to call again counts only when they
// asked for one.
func readCall(s *form.Sent) outcome.Call {
	c := outcome.Call{
		ID: id.Call(s.ID), Result: outcome.CallResult(s.Text("result")), At: s.Moment("on", "at", programme.InCourse),
		Note: s.Paragraphs("note"), Sure: s.Sure(),
	}
	if c.Result == outcome.CallLater || !c.Result.Valid() {
		c.CallOn = s.OptionalDay("call_on", programme.ToCome)
	}
	return c
}
