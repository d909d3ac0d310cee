package pathway

import (
	"context"
	"slices"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/ui"
)

func samePersonPath(participant id.Participant) string {
	return person.Path(participant) + "/same-person"
}

// A joining is what is said of two records, and whether somebody is sure where one of
// them says that the person has died.
type joining struct {
	said pathway.SamePerson
	sure bool
}

// samePersonForm says that another record is of the same person, or takes it back.
func (h *handlers) samePersonForm() form.Step[id.Participant, appcare.JoinRecord, joining] {
	return form.Step[id.Participant, appcare.JoinRecord, joining]{
		Path: "/people/{participant}/same-person", Noun: "same_person", Draws: form.Draws(h.kernel, "same_person"),
		Looks: authz.AskJoin, Sends: authz.JoinRecords, About: form.In[id.Participant]("participant"), Home: person.Path,
		Look: h.care.AskJoin, Draw: drawSamePerson, Instead: sureOfJoining,
		Read: func(participant id.Participant, s *form.Sent) joining {
			return joining{pathway.Joining(id.SamePerson(s.ID), participant, id.Participant(s.Text("other")),
				s.Text("same") == "no"), s.Ticked("sure")}
		},
		Send: func(ctx context.Context, who authz.Actor, participant id.Participant, j joining) error {
			return h.care.JoinRecords(ctx, who, participant, j.said, j.sure)
		},
	}
}

// sureOfJoining asks once more before a death that one record says holds for another, and
// before two records that both say it are taken apart.
func sureOfJoining(f *form.Fields, r appcare.JoinRecord, err error) (ui.Response, bool) {
	problems, _ := fault.AsProblems(err)
	if _, unsure := problems.On("sure"); !unsure {
		return ui.Response{}, false
	}
	words := "sure"
	if f.Sent.Text("same") == "no" {
		words = "sure_apart"
	}
	two := []programme.Person{r.Person}
	for _, p := range slices.Concat(r.Joined, r.Likely, r.Apart) {
		if string(p.ID) == f.Sent.Text("other") {
			two = append(two, p)
		}
	}
	died := two[0]
	if !died.Standing.Died() {
		died = two[len(two)-1]
	}
	return f.Sure(form.View{
		Window: f.Words("title"), Save: ui.Button{Label: f.Words(words + ".save"), Kind: ui.Warning},
		Title: f.Words(words+".title", died.Identity.FullName(), f.Voice.ShortDay(died.Standing.Since.Time())),
		Above: []ui.Control{recordsTable(f, f.Words("two"), two), ui.Text(f.Words(words + ".text")),
			ui.Text(f.Words(words + ".does"))},
		Leave: ui.Link{Label: f.Words("leave"), Path: person.Path(r.Person.ID)},
	}), true
}

func drawSamePerson(f *form.Fields, r appcare.JoinRecord) form.View {
	name := person.Name(f.Voice, r.Person)
	view := form.View{
		Back: ui.Link{Label: name, Path: person.Path(r.Person.ID)}, Title: f.Words("heading", name), Lead: f.Words("lead"),
	}
	all := slices.Concat(r.Joined, r.Likely, r.Apart)
	if len(all) == 0 {
		view.Above, view.Closed = []ui.Control{ui.Text(f.Words("nobody"))}, true
		return view
	}
	other := f.Radios("other", "")
	for i, p := range all {
		said := ""
		if i < len(r.Joined) {
			said = f.Words("joined")
		} else if i >= len(r.Joined)+len(r.Likely) {
			said = f.Words("apart")
		}
		other.Options = append(other.Options, whoElse(f, p, said, append(all[:len(all):len(all)], r.Person)))
	}
	view.Above = []ui.Control{recordsTable(f, f.Words("listed"), all, r.Person)}
	view.Fields = []ui.Control{other, f.Radios("same", "yes", "yes", "no")}
	return view
}

// whoElse is one of the records that may be of the same person, told apart from the others,
// with what was said of it.
func whoElse(f *form.Fields, p programme.Person, said string, records []programme.Person) ui.Option {
	return ui.Option{Value: string(p.ID), Hint: said, Label: f.Words("one", p.Identity.FullName(),
		f.Voice.ShortDay(p.Identity.BirthDate.Time()), ui.Referred(f.Voice, f.Zone, p, records))}
}
