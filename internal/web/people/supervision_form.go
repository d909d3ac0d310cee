package people

import (
	"cmp"
	"context"
	"net/http"
	"strings"

	apppeople "footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
	"footbridge.org/footbridge/internal/workforce"
)

// supervisionForms are what supervisors write about sessions.
func (h *handlers) supervisionForms() []route.Route {
	return form.Routes(h.sessionForm(), h.sessionCorrection(), h.sessionInError())
}

type supervisionForm = form.Step[id.Supervision, apppeople.SupervisionForm, workforce.Supervision]

// ofSupervision completes a form about a session, whose own words stand under
// supervision.NAME.
func ofSupervision(h *handlers, last string, s supervisionForm) supervisionForm {
	s.Path, s.Noun, s.Draws = supervisionPath+"/"+last, "supervision", form.Draws(h.kernel, "worker_form/supervision")
	s.Looks, s.Sends, s.Look = authz.AskSupervision, authz.RecordSupervision, h.people.AskSupervision
	s.Home = func(id.Supervision) string { return supervisionPath }
	s.Send = func(ctx context.Context, who authz.Actor, _ id.Supervision, v workforce.Supervision) error {
		return h.people.RecordSupervision(ctx, who, v)
	}
	return s
}

// entryIn is which entry an address, or a form, names.
func entryIn(r *http.Request, _ authz.Actor) (id.Supervision, error) {
	return id.Supervision(strings.TrimSpace(r.FormValue("entry"))), nil
}

func noEntry(*http.Request, authz.Actor) (id.Supervision, error) { return "", nil }

func supervisionPageOf(f *form.Fields, words string, fields ...ui.Control) form.View {
	title := f.Words(words + ".title")
	return form.View{
		Window: title, Title: title, Lead: f.Words(words + ".lead"), Back: ui.Link{Label: f.Words("title"),
			Path: supervisionPath},
		Save: ui.Button{Label: f.Words(words + ".save")}, Fields: fields,
	}
}

// sessionForm records a session. The person who opens it led the session, as a rule.
func (h *handlers) sessionForm() supervisionForm {
	return ofSupervision(h, "new", supervisionForm{
		About: noEntry,
		Draw: func(f *form.Fields, found apppeople.SupervisionForm) form.View {
			found.Entry.Led = f.Who.Account
			return supervisionPageOf(f, "new", askSession(f, found)...)
		},
		Read: func(_ id.Supervision, s *form.Sent) workforce.Supervision { return readSession(s) },
	})
}

// sessionCorrection corrects one, and begins with what is there.
func (h *handlers) sessionCorrection() supervisionForm {
	return ofSupervision(h, "correct", supervisionForm{
		About: entryIn,
		Draw: func(f *form.Fields, found apppeople.SupervisionForm) form.View {
			if found.Entry.ID == "" {
				return gone(f, "correct")
			}
			entry := string(found.Entry.ID)
			view := supervisionPageOf(f, "correct", append(askSession(f, found), f.Carried("entry", entry))...)
			view.Below = []ui.Control{ui.Link{Label: f.Words("in_error.open"),
				Path: supervisionPath + "/in-error?entry=" + entry}}
			return view
		},
		Read: func(entry id.Supervision, s *form.Sent) workforce.Supervision {
			v := readSession(s)
			v.Replaces = replaced(entry, s)
			return v
		},
	})
}

// sessionInError takes one back, and asks nothing.
func (h *handlers) sessionInError() supervisionForm {
	return ofSupervision(h, "in-error", supervisionForm{
		About: entryIn,
		Draw: func(f *form.Fields, found apppeople.SupervisionForm) form.View {
			if found.Entry.ID == "" {
				return gone(f, "in_error")
			}
			view := supervisionPageOf(f, "in_error", f.Carried("entry", string(found.Entry.ID)))
			view.Above = []ui.Control{ui.Text(f.Words("in_error.which", f.Voice.ShortDay(found.Entry.On.Time()),
				found.Staff[found.Entry.Led]))}
			view.Save.Kind = ui.Warning
			return view
		},
		Read: func(entry id.Supervision, s *form.Sent) workforce.Supervision {
			v := workforce.Supervision{ID: id.Supervision(s.ID)}
			v.Replaces, v.InError = replaced(entry, s), true
			return v
		},
	})
}

// replaced is the entry that a form names. Check refuses one that names no other.
func replaced(entry id.Supervision, s *form.Sent) id.Supervision {
	return cmp.Or(entry, id.Supervision(s.ID))
}

// gone says that the entry no longer holds.
func gone(f *form.Fields, words string) form.View {
	view := supervisionPageOf(f, words)
	view.Lead, view.Closed = f.Words("gone"), true
	return view
}

func askSession(f *form.Fields, found apppeople.SupervisionForm) []ui.Control {
	var came []string
	for _, a := range found.Entry.Came {
		came = append(came, string(a))
	}
	who := f.Checkboxes("came", came)
	who.Options = offered(found, found.Workers, found.Entry.Came...)
	return []ui.Control{f.Day("on", found.Entry.On), f.Select("led", string(found.Entry.Led),
		offered(found, found.Leaders, found.Entry.Led)...), who}
}

func readSession(s *form.Sent) workforce.Supervision {
	return workforce.Supervision{
		ID: id.Supervision(s.ID), On: s.Day("on", programme.InWork), Led: id.Account(s.Text("led")),
		Came: form.List[id.Account](s, "came"),
	}
}

// offered are those who hold the role now, and those who are named in the entry
// although they hold it no more.
func offered(found apppeople.SupervisionForm, now []identity.Account, also ...id.Account) []ui.Option {
	var options []ui.Option
	there := map[id.Account]bool{"": true}
	apart := identity.TellApart(now)
	for _, a := range now {
		there[a.ID] = true
		options = append(options, ui.Option{Value: string(a.ID), Label: apart[a.ID]})
	}
	for _, a := range also {
		if name := found.Staff[a]; !there[a] && name != "" {
			options = append(options, ui.Option{Value: string(a), Label: name})
		}
	}
	return options
}
