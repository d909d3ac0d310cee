package admin

import (
	"strings"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/ui"
)

// toTheBoard is chosen in place of a worker: the lead chooses one for each person.
const toTheBoard = "board"

// handsOver has v say first whom it touches when d's account is closed or its role
// ends, and ask who visits them instead.
func handsOver(f *form.Fields, v form.View, d appcare.Departure, teams []identity.Team) form.View {
	for _, r := range d.Roles {
		v.Above = append(v.Above, roleLeft(f, r, teams))
	}
	if d.Worries > 0 {
		v.Above = append(v.Above, ui.Text(f.Voice.Say("departure.worries", d.Worries)))
	}
	if d.Handed > 0 {
		v.Above = append(v.Above, ui.Text(f.Voice.Say("departure.handed", d.Handed)))
	}
	if d.Support > 0 {
		v.Above = append(v.Above, ui.Text(f.Voice.Say("departure.support", d.Support)))
	}
	if d.Words > 0 {
		v.Above = append(v.Above, ui.Text(f.Voice.Say(wordsGo(d.Led), d.Words)))
	}
	if d.Hidden {
		v.Above, v.Closed = append(v.Above, ui.Text(f.Voice.Say("departure.masked"))), true
	}
	for _, line := range visitsLeft(f, d.Visits) {
		v.Above = append(v.Above, ui.Text(line))
	}
	for _, line := range staysBehind(f, d.Takes) {
		v.Above = append(v.Above, ui.Text(line))
	}
	if d.Asks() {
		v.Fields = append(v.Fields, whoInstead(f, d))
	}
	v.Fields = append(v.Fields, f.Basis("said", d.Digest()))
	return v
}

// visitsLeft says in numbers whom a worker visits, and what is left of their visits.
func visitsLeft(f *form.Fields, left appcare.VisitsLeft) (lines []string) {
	if left.People > 0 {
		lines = append(lines, f.Voice.Say("departure.visits", left.People))
	}
	if left.Planned > 0 {
		lines[0] += " " + f.Voice.Say("departure.planned", left.Planned, f.Voice.Moment(left.Next.In(f.Zone)))
	}
	if left.Covered > 0 {
		lines = append(lines, f.Voice.Say("departure.covered", left.Covered))
	}
	if left.Unwritten > 0 {
		lines = append(lines, f.Voice.Say("departure.unwritten", left.Unwritten))
	}
	if left.ToCopy > 0 {
		lines = append(lines, f.Voice.Say("departure.to_copy", left.ToCopy))
	}
	if left.Beside > 0 {
		lines = append(lines, f.Voice.Say("departure.beside", left.Beside))
	}
	if left.People+left.Beside > 0 {
		lines = append(lines, f.Voice.Say("departure.told"))
	}
	return lines
}

// staysBehind says of whom nobody can visit for now why that is.
func staysBehind(f *form.Fields, t appcare.Taken) (lines []string) {
	for _, why := range []struct {
		key string
		n   int
	}{{"on_hold", t.OnHold}, {"away", t.Away}, {"no_time", t.NoTime}} {
		if why.n > 0 {
			lines = append(lines, f.Voice.Say("departure.stays."+why.key, why.n))
		}
	}
	return lines
}

// whoInstead asks who visits them from now on: nobody can where each of them stays.
func whoInstead(f *form.Fields, d appcare.Departure) ui.Control {
	to := ui.Radios{Name: "to", Value: f.Value("to", ""), Error: f.Error("to"),
		Legend: f.Voice.Say("departure.to.label"), Hint: f.Voice.Say("departure.to.hint")}
	apart := identity.TellApart(d.Others)
	for _, o := range d.Others {
		if d.Takes.Going == 0 {
			break
		}
		option := ui.Option{Value: string(o.ID), Label: apart[o.ID]}
		if takes := d.Takes.By[o.ID]; takes < d.Takes.Going {
			option.Hint = f.Voice.Say("departure.to.takes", takes, d.Takes.Going)
		}
		to.Options = append(to.Options, option)
	}
	to.Options = append(to.Options, ui.Option{Value: toTheBoard, Label: f.Voice.Say("departure.to.board")})
	return to
}

// wordsGo says who gets what somebody couldn't save.
func wordsGo(led bool) string {
	if led {
		return "departure.words"
	}
	return "departure.words_no_lead"
}

// roleLeft says what waits for somebody in a role, and who carries on; it warns where
// nobody does.
func roleLeft(f *form.Fields, r appcare.RoleLeft, teams []identity.Team) ui.Control {
	role := roleIn(f.Voice, r.Grant, teamNames(teams))
	var waiting []string
	for _, w := range r.Waiting {
		waiting = append(waiting, f.Voice.Say("departure.waiting."+w.What, w.N))
	}
	if len(r.Others) == 0 {
		warning := ui.Callout{Title: f.Voice.Say("departure.only.title", role), Texts: waiting}
		warning.Texts = append(warning.Texts, f.Voice.Say("departure.only.text"))
		if r.Role == authz.Lead {
			warning.Texts = append(warning.Texts, f.Voice.Say("departure.only.lead"))
		}
		return warning
	}
	line := f.Voice.Say("departure.others", role, strings.Join(r.Others, ", "))
	if len(waiting) > 0 {
		line += " " + strings.Join(waiting, " ") + " " + f.Voice.Say("departure.anybody")
	}
	return ui.Text(line)
}

func readHandOver[K any](_ K, s *form.Sent) appcare.HandOver {
	h := appcare.HandOver{Said: s.Text("said")}
	if to := s.Text("to"); to == toTheBoard {
		h.Board = true
	} else {
		h.To = id.Account(to)
	}
	return h
}

// handOver has somebody else visit the people of a worker who is away for long, and has
// nobody have the worries that they took on.
func (h *handlers) handOver() form.Step[id.Account, appcare.Departure, appcare.HandOver] {
	return form.Step[id.Account, appcare.Departure, appcare.HandOver]{
		Path: person.HandOverPath("{account}"), Noun: "departure", Looks: authz.SeeWorker, Sends: authz.HandOver,
		About: form.In[id.Account]("account"), Home: person.WorkerPath, Look: h.care.SeeHandOver, Send: h.care.HandOver,
		Read: readHandOver[id.Account],
		Then: func(_ authz.Actor, a id.Account, o appcare.HandOver) ui.Response {
			to := person.WorkerPath(a)
			if o.To == "" && !o.Board {
				to = person.WorryListPath
			}
			return ui.Redirect(to).Saying("departure.saved")
		},
		Draw: func(f *form.Fields, d appcare.Departure) form.View {
			v := form.View{Window: f.Words("title"), Title: f.Words("heading", d.Account.Name), Lead: f.Words("lead")}
			if !d.Asks() { // nobody is visited, and maybe nobody ever was
				v.Title = f.Words("heading_away", d.Account.Name)
			}
			if len(d.Roles) > 0 && !d.Asks() { // who visits nobody may have no page as a worker
				v.Leave.Path = person.WorryListPath
			}
			if !d.Touches() {
				v.Above, v.Closed = []ui.Control{ui.Text(f.Words("nobody"))}, true
			}
			return handsOver(f, v, d, nil)
		},
	}
}
