package people

import (
	"context"
	"net/http"
	"slices"
	"strings"

	apppeople "footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
	"footbridge.org/footbridge/internal/workforce"
)

// workerForms are what is recorded of a worker.
func (h *handlers) workerForms() []route.Route {
	return form.Routes(h.clearanceForm(), h.trainingForm(), h.detailsForm(), h.inErrorForm())
}

// A workerKey is which worker an address names, and which entry about them.
type workerKey struct {
	account id.Account
	entry   string
}

func (k workerKey) path() string { return person.WorkerPath(k.account) }

func inWorker(r *http.Request, _ authz.Actor) (workerKey, error) {
	account, err := route.ID[id.Account](r, "account")
	return workerKey{account, strings.TrimSpace(r.FormValue("entry"))}, err
}

// A workerAsked is a worker, and the entry that a form is about, if it is.
type workerAsked struct {
	apppeople.Worker
	entry workforce.WorkerFact
	held  bool // the entry is there, and holds
}

type workerForm = form.Step[workerKey, workerAsked, workforce.WorkerFact]

// ofWorker completes a form about a worker. Its words stand under workers.NOUN.
func ofWorker(h *handlers, last, noun string, s workerForm) workerForm {
	s.Path, s.Noun, s.Draws = "/workers/{account}/"+last, "workers."+noun, form.Draws(h.kernel, "worker_form/"+noun)
	s.Looks, s.Sends, s.About, s.Home = authz.SeeWorker, authz.RecordWorker, inWorker, workerKey.path
	s.Look = func(ctx context.Context, who authz.Actor, k workerKey) (workerAsked, error) {
		w, err := h.people.SeeWorker(ctx, who, k.account)
		if err == nil && w.Left {
			err = fault.New(fault.Conflict, "worker.no_worker")
		}
		a := workerAsked{Worker: w}
		for _, f := range w.CurrentEntries() {
			if f.Key() == k.entry {
				a.entry, a.held = f, true
			}
		}
		return a, err
	}
	s.Send = func(ctx context.Context, who authz.Actor, k workerKey, f workforce.WorkerFact) error {
		return h.people.RecordWorker(ctx, who, k.account, f)
	}
	s.Then = func(_ authz.Actor, k workerKey, _ workforce.WorkerFact) ui.Response {
		return ui.Redirect(k.path()).Saying("workers.saved")
	}
	s.Reword = func(_ *form.Fields, _ workerAsked, problems fault.Problems) fault.Problems {
		told := slices.Clone(problems)
		for i, p := range told {
			told[i].Field = strings.TrimPrefix(p.Field, "stated.")
		}
		return told
	}
	return s
}

// aboutWorker asks about a worker, or says what is on record of them.
func aboutWorker(f *form.Fields, a workerAsked, fields ...ui.Control) form.View {
	title := f.Words("title", a.Name)
	return form.View{
		Window: title, Title: title, Lead: f.Words("lead"), Back: ui.Link{Label: a.Name,
			Path: person.WorkerPath(a.Account.ID)},
		Fields: fields, Leave: ui.Link{Label: f.Voice.Say("workers.leave")},
	}
}

func (h *handlers) clearanceForm() workerForm {
	return ofWorker(h, "clearance", "clearance", workerForm{
		Draw: func(f *form.Fields, a workerAsked) form.View {
			key := f.Radios("key", "")
			for _, c := range a.Asked {
				key.Options = append(key.Options, ui.Option{Value: c.Key, Label: c.Text})
			}
			return aboutWorker(f, a, key, f.Day("issued", programme.Date{}), f.Day("expires", programme.Date{}))
		},
		Read: func(_ workerKey, s *form.Sent) workforce.WorkerFact {
			return workforce.WorkerFact{Clearance: &workforce.Clearance{
				ID: id.Clearance(s.ID), Key: s.Text("key"), Issued: s.Day("issued", programme.InWork),
				Expires: s.OptionalDay("expires", programme.ToHold),
			}}
		},
	})
}

func (h *handlers) trainingForm() workerForm {
	return ofWorker(h, "training", "training", workerForm{
		Draw: func(f *form.Fields, a workerAsked) form.View {
			return aboutWorker(f, a, f.RadiosSaid("kind", "", "worker.training.",
				ui.Values(workforce.TrainingKinds())...),
				f.Day("on", programme.Date{}), f.Checkboxes("completes", nil, "yes"))
		},
		Read: func(_ workerKey, s *form.Sent) workforce.WorkerFact {
			return workforce.WorkerFact{Training: &workforce.Training{
				ID: id.Training(s.ID), Kind: workforce.TrainingKind(s.Text("kind")), On: s.Day("on", programme.InWork),
				Completes: s.Ticked("completes"),
			}}
		},
	})
}

func (h *handlers) detailsForm() workerForm {
	return ofWorker(h, "details", "details", workerForm{
		Draw: func(f *form.Fields, a workerAsked) form.View {
			var introduction, where, minutes string
			if a.ContractedMinutes > 0 {
				introduction, where, minutes = a.Introduction, districts(a.Worker), hours(a.ContractedMinutes)
			}
			return aboutWorker(f, a, f.Textarea("introduction", introduction), f.Textarea("districts", where),
				f.Input("contracted_minutes", minutes))
		},
		Read: func(_ workerKey, s *form.Sent) workforce.WorkerFact {
			w := workforce.Worker{Introduction: s.Paragraphs("introduction"),
				ContractedMinutes: s.Minutes("contracted_minutes")}
			for _, typed := range strings.FieldsFunc(s.Paragraphs("districts"),
				func(r rune) bool { return strings.ContainsRune(", \r\n\t;", r) }) {
				w.Districts = append(w.Districts, workforce.District(strings.ToUpper(typed)))
			}
			return workforce.WorkerFact{Details: &workforce.Details{ID: id.Details(s.ID), Worker: w}}
		},
	})
}

// inErrorForm takes an entry back. Which kind it is, its form says.
func (h *handlers) inErrorForm() workerForm {
	return ofWorker(h, "in-error", "in_error", workerForm{
		Draw: func(f *form.Fields, a workerAsked) form.View {
			view := aboutWorker(f, a)
			if view.Closed = !a.held; view.Closed {
				return view
			}
			cells := factCells(f.Voice, a.Worker, a.entry)
			view.Lead = f.Words("which", cells[0].Text, cells[1].Text)
			view.Fields = []ui.Control{f.Carried("entry", a.entry.Key()), f.Carried("of", a.entry.Kind())}
			view.Save = ui.Button{Label: f.Words("save"), Kind: ui.Warning}
			return view
		},
		Read: func(k workerKey, s *form.Sent) workforce.WorkerFact {
			if s.Text("of") == "training" {
				return workforce.WorkerFact{Training: &workforce.Training{
					ID:         id.Training(s.ID),
					Correction: workforce.Correction[id.Training]{Replaces: id.Training(k.entry), InError: true},
				}}
			}
			return workforce.WorkerFact{Clearance: &workforce.Clearance{
				ID:         id.Clearance(s.ID),
				Correction: workforce.Correction[id.Clearance]{Replaces: id.Clearance(k.entry), InError: true},
			}}
		},
	})
}
