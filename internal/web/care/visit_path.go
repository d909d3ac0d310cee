package care

import (
	"net/http"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

const (
	visitListPath = "/visits"
	ownVisitsPath = "/my-visits"
)

func visitsPath(participant id.Participant) string { return personPath(participant) + "/visits" }
func planPath(participant id.Participant) string   { return visitsPath(participant) + "/plan" }
func visitPath(participant id.Participant, a id.Appointment) string {
	return visitsPath(participant) + "/" + string(a)
}

// readVisit takes what was sent. An id that is missing or malformed is drawn
// anew: then there was nothing to send twice.
func (h *handlers) readVisit(r *http.Request, who authz.Actor, name string, participant id.Participant) consentSent {
	s := consentSent{values: r.PostForm, zone: route.Zone(r), unread: &fault.Problems{}}
	var err error
	if s.id, err = id.Parse[string](s.values.Get("id")); err != nil {
		k := h.care.Kernel
		s.id = kernel.NewID[string](k, "visit_form/"+name+"/"+string(participant)+"/"+string(who.Account)+"/"+k.Now().String())
	}
	return s
}

// sent tells whether the form was sent, rather than opened.
func (s consentSent) was() bool { return s.values.Has("id") }

// or is what was typed, or what the form opens with.
func (s consentSent) or(name, first string) string {
	if s.was() {
		return s.text(name)
	}
	return first
}

// day asks for a day, and opens with first.
func (s consentSent) day(f ui.Fields, name string, first programme.Date) ui.DateInput {
	if s.was() {
		return f.Date(name, ui.ReadDate(s.values, name))
	}
	return f.Date(name, ui.Typed(first))
}

// clock reads a time of day. One that cannot be read is a problem, and no time.
func (s consentSent) clock(name string) programme.TimeOfDay {
	if s.text(name) == "" {
		return programme.TimeOfDay{}
	}
	t, err := programme.ParseTimeOfDay(s.text(name))
	if err != nil {
		*s.unread = append(*s.unread, fault.Problem{Field: name, Key: fault.KeyOf(err)})
	}
	return t
}

// moment reads a day and a time as the clocks show them where the organisation is.
func (s consentSent) moment(day, clock string) time.Time {
	local := programme.LocalTime{Date: s.date(day), At: s.clock(clock)}
	t, real := local.In(s.zone)
	if !local.IsZero() && !real {
		*s.unread = append(*s.unread, fault.Problem{Field: clock, Key: "appointment.start.unreal"})
	}
	return t
}

// number reads a whole number; what is none is a number that nothing allows.
func (s consentSent) number(name string) int {
	n := 0
	for _, r := range s.text(name) {
		if r < '0' || r > '9' || n > 1_000_000 {
			return -1
		}
		n = n*10 + int(r-'0')
	}
	return n
}

// elsewhere says, on a page with 409, that somebody stands elsewhere than a form
// thought.
func elsewhere(r *http.Request, path, title string, err error) ui.Response {
	v := route.Voice(r)
	view := ui.ErrorView{
		Title: v.Say(title), Texts: []string{v.Say(fault.KeyOf(err))},
		Action: ui.Button{Label: v.Say("visits.moved.open"), Path: path},
	}
	return ui.ErrorPage.With(http.StatusConflict, view, view.Title)
}
