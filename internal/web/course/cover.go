package course

import (
	"context"
	"slices"
	"strings"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/safety"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

const coveredPattern = "/people/{participant}/covering/{appointment}"

func (k appointmentKey) coveredPath() string { return coveredPath(k.participant, k.appointment) }

// coverRoutes are who makes one visit in a colleague's place, and what they do about it.
func (h *handlers) coverRoutes() []route.Route {
	return append(form.Routes(h.coverForm(), h.giveBackForm(), h.recordCovered(), h.copyCovered(), h.supportCovered()),
		form.Page(coveredPattern, authz.SeeCoveredVisit, inAppointment, h.showCoveredVisit))
}

// A coverAsked is what the form that asks who comes is drawn from.
type coverAsked struct {
	appointmentAsked
	free []identity.Account
}

// coverForm says that somebody else makes one visit, or that its own worker does after
// all.
func (h *handlers) coverForm() form.Step[appointmentKey, coverAsked, appcare.Cover] {
	return form.Step[appointmentKey, coverAsked, appcare.Cover]{
		Path: "/people/{participant}/visits/{appointment}/cover", Noun: "cover",
		Draws: form.Draws(h.kernel, "visit_form/cover"), About: inAppointment, Home: appointmentKey.path,
		Looks: authz.SeeVisits, Sends: authz.CoverVisit, Beside: "to", Over: "visit.moved.text",
		Look: func(ctx context.Context, who authz.Actor, k appointmentKey) (coverAsked, error) {
			record, b, free, err := h.care.SeeCovering(ctx, who, k.participant, k.appointment)
			return coverAsked{appointmentAsked{record, b}, free}, err
		},
		May:  func(a coverAsked) bool { return a.May.Cover && a.b.Changeable(a.Now) },
		Draw: drawCover,
		Read: func(k appointmentKey, s *form.Sent) appcare.Cover {
			v := readCover(k, s)
			v.To, v.Reason = id.Account(s.Text("to")), s.Paragraphs("reason")
			return v
		},
		Send: func(ctx context.Context, who authz.Actor, k appointmentKey, v appcare.Cover) error {
			return h.care.CoverVisit(ctx, who, k.participant, v)
		},
		Then: func(_ authz.Actor, k appointmentKey, _ appcare.Cover) ui.Response {
			return ui.Redirect(k.path()).Saying("cover.saved")
		},
		Moved: func(f *form.Fields, k appointmentKey, a coverAsked, err error) ui.ErrorView {
			if a.planned() && !a.b.Start.After(a.Now) {
				err = fault.New(fault.Conflict, "cover.begun")
			}
			return visitsMoved(f, k.path(), err)
		},
	}
}

func readCover(k appointmentKey, s *form.Sent) appcare.Cover {
	return appcare.Cover{ID: id.Move(s.ID), Appointment: k.appointment, From: s.Instant("from"),
		Instead: id.Account(s.Text("worker"))}
}

func drawCover(f *form.Fields, a coverAsked) form.View {
	names := identity.TellApart(a.free)
	to := f.Radios("to", "")
	for _, w := range a.free {
		to.Options = append(to.Options, ui.Option{Value: string(w.ID), Label: names[w.ID]})
	}
	if a.b.Covers != "" {
		to.Options = append(to.Options, ui.Option{Value: string(a.b.Covers),
			Label: f.Words("to.own", a.Staff[a.b.Covers])})
	}
	view := a.view(f, to, f.Textarea("reason", "").Room(2),
		f.Basis("from", form.Instant(a.b.Start)), f.Basis("worker", string(a.b.Worker)))
	view.Back = ui.Link{Label: f.Voice.Say("visits.to_visit"), Path: visitPath(a.Person.ID, a.b.ID)}
	if len(to.Options) == 0 {
		view.Fields, view.Closed = nil, true
		view.Above = []ui.Control{ui.Text(f.Words("nobody")), person.HelpersOf(f.Voice, a.Person, a.Helpers)}
	}
	return view
}

// ofCovered is a form about a visit for who makes it in a colleague's place.
func ofCovered[F any](h *handlers, name string, s appointmentForm[F]) appointmentForm[F] {
	s.Path, s.Draws = coveredPattern+"/"+name, form.Draws(h.kernel, "visit_form/covered/"+name)
	s.Looks, s.About, s.Home = authz.SeeCoveredVisit, inAppointment, appointmentKey.coveredPath
	s.Over = "visit.moved.text"
	s.Look = func(ctx context.Context, who authz.Actor, k appointmentKey) (appointmentAsked, error) {
		record, b, err := h.care.SeeCoveredVisit(ctx, who, k.participant, k.appointment)
		return appointmentAsked{record, b}, err
	}
	draw := s.Draw
	s.Draw = func(f *form.Fields, a appointmentAsked) form.View {
		view := draw(f, a)
		view.Back = ui.Link{Label: f.Voice.Say("visits.to_visit"), Path: a.teller(f).path(a.b)}
		return view
	}
	s.Moved = func(f *form.Fields, _ appointmentKey, _ appointmentAsked, err error) ui.ErrorView {
		return visitsMoved(f, VisitListPath, err)
	}
	return s
}

// giveBackForm says that who was to make a visit in a colleague's place can't.
func (h *handlers) giveBackForm() appointmentForm[appcare.Cover] {
	return ofCovered(h, "give-back", appointmentForm[appcare.Cover]{
		Noun: "cover.back", Sends: authz.GiveBackVisit, Beside: "reason",
		May: func(a appointmentAsked) bool { return a.May.GiveBack },
		Draw: func(f *form.Fields, a appointmentAsked) form.View {
			view := a.view(f, f.Textarea("reason", "").Room(2), f.Basis("from", form.Instant(a.b.Start)),
				f.Basis("worker", string(a.b.Worker)))
			view.Above = []ui.Control{ui.Text(f.Words("text", a.Staff[a.b.Covers])), person.HelpersOf(f.Voice, a.Person,
				a.Helpers)}
			return view
		},
		Read: func(k appointmentKey, s *form.Sent) appcare.Cover {
			v := readCover(k, s)
			v.Reason = s.Paragraphs("reason")
			return v
		},
		Send: func(ctx context.Context, who authz.Actor, k appointmentKey, v appcare.Cover) error {
			return h.care.GiveBackVisit(ctx, who, k.participant, v)
		},
		Then: func(authz.Actor, appointmentKey, appcare.Cover) ui.Response {
			return ui.Redirect(VisitListPath).Saying("cover.back.saved")
		},
	})
}

func (h *handlers) recordCovered() appointmentForm[course.Visit] {
	s := h.recordForm()
	s.Sends = authz.RecordCoveredVisit
	s.Send = func(ctx context.Context, who authz.Actor, k appointmentKey, v course.Visit) error {
		return h.care.RecordCoveredVisit(ctx, who, k.participant, v)
	}
	return ofCovered(h, "record", s)
}

func (h *handlers) supportCovered() appointmentForm[safety.SupportRequest] {
	return ofCovered(h, "support", h.askSupport())
}

// showCoveredVisit shows one visit to who makes it in a colleague's place.
func (h *handlers) showCoveredVisit(q form.Request[appointmentKey]) (ui.Response, error) {
	record, b, err := h.care.SeeCoveredVisit(q.Context(), q.Who, q.Key.participant, q.Key.appointment)
	if err != nil {
		return ui.Response{}, err
	}
	return shownVisit(q, appointmentAsked{record, b}, h.copyCovered()), nil
}

// copyCovered says that the text about such a visit has been copied.
func (h *handlers) copyCovered() noteForm {
	s := h.noteCopy()
	s.Path, s.Draws = coveredPattern+"/copied", form.Draws(h.kernel, "note_copy/covered")
	s.Sends, s.Home, s.Show = authz.CopyCoveredNote, appointmentKey.coveredPath, h.showCoveredVisit
	s.Send = func(ctx context.Context, who authz.Actor, k appointmentKey, c course.NoteCopy) error {
		return namingAVisit(h.care.CopyCoveredNote(ctx, who, k.participant, k.appointment, c))
	}
	s.Then = func(_ authz.Actor, k appointmentKey, _ course.NoteCopy) ui.Response {
		return ui.Redirect(k.coveredPath()).Saying("clinical_note.saved")
	}
	return s
}

// comes says who comes to b in whose place.
func (t Teller) comes(b course.Appointment) string {
	return t.Voice.Say("cover.comes", t.Record.Staff[b.Worker], t.Record.Staff[b.Covers])
}

// ownCover says to the person who comes to b this time, and why; that it is their own
// worker again, where there is a reason to read.
func (t Teller) ownCover(b course.Appointment) string {
	last, is := b.LastCover()
	says := t.Voice.Say("cover.own", person.Called(t.Record.Staff[b.Covers]), person.Called(t.Record.Staff[b.Worker]))
	if b.Covers == "" {
		if !is || strings.TrimSpace(last.Reason) == "" {
			return ""
		}
		says = t.Voice.Say("cover.own_again", person.Called(t.Record.Staff[b.Worker]))
	}
	return strings.TrimSpace(says + " " + strings.TrimSpace(last.Reason))
}

// whoCame says what m says of who comes.
func (t Teller) whoCame(m course.Move) string {
	if m.To.Covers == "" {
		return t.Voice.Say("cover.history_own", t.Record.Staff[m.To.Worker])
	}
	return t.Voice.Say("cover.history", t.Record.Staff[m.To.Worker], t.Record.Staff[m.To.Covers])
}

// inPlaceOf says in whose place the reader makes b; nothing where it is theirs anyway.
func (t visitTeller) inPlaceOf(staff map[id.Account]string, b course.Appointment) string {
	if !t.visits.Covers {
		return ""
	}
	return t.Voice.Say("cover.in_place", staff[b.Covers])
}

// coveredOf are the visits that a worker made in colleagues' places and wrote up, the
// newest first.
func coveredOf(names person.Names, v say.Voice, zone *time.Location, load appcare.Caseload) []ui.BoardLine {
	var list []call
	for _, p := range load.Covering {
		t := visitTeller{v, zone, load.Visits(p), names}
		for _, b := range p.Course.Appointments {
			if _, written := b.Visit(); written && p.Makes(b) {
				list = append(list, call{b.Begins(), ui.BoardLine{
					Who: ui.Link{Label: names.Of(p.Person), Path: t.path(b), Hidden: t.day(b)},
					Why: person.Aside(v, p.Standing) + t.inPlaceOf(load.Staff, b), When: v.Moment(b.Begins().In(zone)),
				}})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b call) int { return b.begins.Compare(a.begins) })
	lines := make([]ui.BoardLine, len(list))
	for i, c := range list {
		lines[i] = c.line
	}
	return lines
}
