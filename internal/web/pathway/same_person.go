package pathway

import (
	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
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

// samePersonForm says that another record is of the same person, or takes it back.
func (h *handlers) samePersonForm() form.Step[id.Participant, appcare.JoinRecord, pathway.SamePerson] {
	return form.Step[id.Participant, appcare.JoinRecord, pathway.SamePerson]{
		Path: "/people/{participant}/same-person", Noun: "same_person", Draws: form.Draws(h.kernel, "same_person"),
		Looks: authz.AskJoin, Sends: authz.JoinRecords, About: form.In[id.Participant]("participant"), Home: person.Path,
		Look: h.care.AskJoin, Draw: drawSamePerson,
		Read: func(participant id.Participant, s *form.Sent) pathway.SamePerson {
			return pathway.Joining(id.SamePerson(s.ID), participant, id.Participant(s.Text("other")), s.Text("same") == "no")
		},
		Send: h.care.JoinRecords,
	}
}

func drawSamePerson(f *form.Fields, r appcare.JoinRecord) form.View {
	name := r.Person.Identity.FullName()
	view := form.View{
		Back: ui.Link{Label: name, Path: person.Path(r.Person.ID)}, Title: f.Words("heading", name), Lead: f.Words("lead"),
	}
	all := append(r.Joined[:len(r.Joined):len(r.Joined)], r.Likely...)
	if len(all) == 0 {
		view.Above, view.Closed = []ui.Control{ui.Text(f.Words("nobody"))}, true
		return view
	}
	other := f.Radios("other", "")
	for i, p := range all {
		other.Options = append(other.Options, whoElse(f, p, i < len(r.Joined)))
	}
	view.Above = []ui.Control{likelyTable(f, f.Words("listed"), all)}
	view.Fields = []ui.Control{other, f.Radios("same", "yes", "yes", "no")}
	return view
}

// whoElse is one of those who may be the same person.
func whoElse(f *form.Fields, p programme.Person, joined bool) ui.Option {
	o := ui.Option{Value: string(p.ID), Label: f.Words("one", p.Identity.FullName(),
		f.Voice.ShortDay(p.Identity.BirthDate.Time()))}
	if joined {
		o.Hint = f.Words("joined")
	}
	return o
}
