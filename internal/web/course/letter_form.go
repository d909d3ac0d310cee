package course

import (
	"context"
	"net/http"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/ui"
)

// A letterKey is to whom a letter about somebody goes.
type letterKey struct {
	participant id.Participant
	to          course.Recipient
}

func inLetter(r *http.Request, _ authz.Actor) (letterKey, error) {
	participant, err := form.In[id.Participant]("participant")(r, authz.Actor{})
	if err != nil {
		return letterKey{}, err
	}
	to, err := recipient(r)
	return letterKey{participant, to}, err
}

// sentForm asks on which day a letter went.
func (h letterHandlers) sentForm() form.Step[letterKey, appcare.Letter, course.SentLetter] {
	path := func(k letterKey) string { return letterPath(lettersPath(k.participant), h.kind, k.to) }
	return form.Step[letterKey, appcare.Letter, course.SentLetter]{
		Path: letterPath(lettersPath("{participant}"), h.kind, "{to}") + "/sent", Noun: "letter",
		Draws: form.Draws(h.kernel, "visit_form/letter/"+string(h.kind)),
		Looks: h.opens, Sends: h.sends, About: inLetter, Home: path, Beside: "on",
		Look: func(ctx context.Context, who authz.Actor, k letterKey) (appcare.Letter, error) {
			return h.care.OpenLetter(ctx, who, k.participant, h.kind, k.to)
		},
		Draw: func(f *form.Fields, letter appcare.Letter) form.View {
			return form.View{
				Window: f.Words("send.title"), Back: letterBack(f.Voice, letter.Record),
				Title:  f.Words("send.heading", f.Words("kind."+string(h.kind)), letter.Head().Addressee),
				Lead:   f.Words("send.lead", person.Name(f.Voice, letter.Record.Person)),
				Fields: []ui.Control{f.Day("on", letter.Record.Today)},
				Save:   ui.Button{Label: f.Words("send.save")}, Leave: ui.Link{Label: f.Words("send.leave")},
			}
		},
		Read: func(k letterKey, s *form.Sent) course.SentLetter {
			return course.SentLetter{ID: id.Letter(s.ID), Kind: h.kind, To: k.to, On: s.Day("on", programme.InCourse)}
		},
		Send: func(ctx context.Context, who authz.Actor, k letterKey, l course.SentLetter) error {
			return h.care.SendLetter(ctx, who, k.participant, l)
		},
		Then: func(who authz.Actor, k letterKey, _ course.SentLetter) ui.Response {
			return ui.Redirect(afterLetter(who, k.participant)).Saying("letter.send.saved")
		},
		Moved: func(f *form.Fields, k letterKey, _ appcare.Letter, err error) ui.ErrorView {
			return form.Elsewhere(f, "letter.stopped.title", err, "letter.stopped.back", lettersPath(k.participant))
		},
	}
}

// afterLetter is where one goes on: a worker, who sees no other letters, with the
// visits.
func afterLetter(who authz.Actor, participant id.Participant) string {
	for _, role := range []authz.Role{authz.Lead, authz.Supervisor, authz.Coordinator} {
		if who.Has(role) {
			return lettersPath(participant)
		}
	}
	return person.VisitsPath(participant)
}
