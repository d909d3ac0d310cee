package pathway

import (
	"slices"
	"strconv"
	"strings"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/ui"
)

// A consentForm is one step about taking part, on a page of its own.
type consentForm[F any] = form.Step[id.Participant, appcare.ConsentRecord, F]

// takenByStaff completes a step that staff take for somebody.
func takenByStaff[F any](h *handlers, name string, s consentForm[F]) consentForm[F] {
	s.Path, s.Draws = "/people/{participant}/consent/"+name, form.Draws(h.kernel, "consent_form/"+name)
	s.About, s.Home = form.In[id.Participant]("participant"), consentPath
	s.Looks, s.Look, s.Moved = authz.SeeConsents, h.care.SeeConsents, staffMoved
	s.Reword = func(_ *form.Fields, r appcare.ConsentRecord, p fault.Problems) fault.Problems {
		return inWords(0, askedItems(r), p)
	}
	draw := s.Draw
	s.Draw = func(f *form.Fields, r appcare.ConsentRecord) form.View {
		view := draw(f, r)
		if f.Conflict != nil { // they may be elsewhere than the form thought
			now := ui.Tagged{Tag: person.Standing(f.Voice, r.Person.Standing), Text: r.Person.Identity.FullName()}
			view.Above = append([]ui.Control{now}, view.Above...)
		}
		return view
	}
	return s
}

// takenByThemselves completes a step that somebody takes for themselves.
func takenByThemselves[F any](h *handlers, name string, s consentForm[F]) consentForm[F] {
	s.Path, s.Draws = ownConsentPath+"/"+name, form.Draws(h.kernel, "consent_form/"+name)
	s.About, s.Home = form.Themselves, func(id.Participant) string { return ownConsentPath }
	s.Looks, s.Look, s.Moved = authz.SeeOwnConsents, h.care.SeeOwnConsents, ownMoved
	s.Reword = func(_ *form.Fields, r appcare.ConsentRecord, p fault.Problems) fault.Problems {
		return inWords(1, askedItems(r), p)
	}
	return s
}

// staffView asks staff about somebody.
func staffView(f *form.Fields, r appcare.ConsentRecord, fields ...ui.Control) form.View {
	return form.View{
		Title: f.Words("heading", person.ShortName(f.Voice, r.Person)), Lead: f.Words("lead"), Fields: fields,
		Leave: ui.Link{Label: f.Voice.Say("consent.form.leave")},
	}
}

// ownView asks somebody about themselves.
func ownView(f *form.Fields, r appcare.ConsentRecord, fields ...ui.Control) form.View {
	return form.View{Title: f.Words("heading", person.ShortName(f.Voice, r.Person)), Lead: f.Words("lead"), Fields: fields}
}

// sheet leads to the information sheet in force, in words named key.
func sheet(f *form.Fields, r appcare.ConsentRecord, key string) []ui.Control {
	version := r.Definition.InformationSheet.Version
	return []ui.Control{ui.Link{Label: f.Voice.Say(key, version), Path: informationPath(r.Definition, version)}}
}

// aboutStudy says what a study of before has decided about visits, in the words of whose,
// so that nobody is asked what their answer can't change. It is the same for either arm.
func aboutStudy(v say.Voice, whose string, r appcare.ConsentRecord) string {
	before := r.StudyBefore
	switch {
	case before == nil:
		return ""
	case before.Decides:
		return v.Say(whose+".study.decides", v.ShortDay(before.Until.Time()))
	case r.Definition.Study() && !before.Another: // which asks about chance all the same
		return v.Say(whose + ".study.over")
	}
	return ""
}

// aboveAnswers leads to the information sheet in words named read, and says what a study
// of before has decided.
func aboveAnswers(f *form.Fields, r appcare.ConsentRecord, whose, read string) []ui.Control {
	above := sheet(f, r, read)
	if said := aboutStudy(f.Voice, whose, r); said != "" {
		above = append(above, ui.Text(said))
	}
	return above
}

// staffMoved says that somebody stands elsewhere than the form thought.
func staffMoved(f *form.Fields, _ id.Participant, r appcare.ConsentRecord, _ error) ui.ErrorView {
	p := r.Person
	return ui.ErrorView{
		Title: f.Voice.Say("form.moved.title"),
		Texts: []string{f.Voice.Say("consent.moved.text", person.Name(f.Voice, p),
			person.StandingWords(f.Voice, p.Standing))},
		Action: ui.Button{Label: f.Voice.Say("consent.moved.open"), Path: consentPath(p.ID)},
	}
}

func ownMoved(f *form.Fields, _ id.Participant, _ appcare.ConsentRecord, _ error) ui.ErrorView {
	return ui.ErrorView{
		Title: f.Voice.Say("form.moved.title"), Texts: []string{f.Voice.Say("my_consents.moved.text")},
		Action: ui.Button{Label: f.Voice.Say("my_consents.moved.open"), Path: ownConsentPath},
	}
}

// formWords are what is said on a form in the place of a rule's own sentence:
// to staff, and to somebody about their own. Those of the items say which.
var formWords = map[string][2]string{
	"consent.items.missing":            {"consent.form.unanswered", "my_consents.agree_form.unanswered"},
	"consent.items.required":           {"consent.form.needs_yes", "my_consents.agree_form.needs_yes"},
	"consent.withdrawal.scope.missing": {"consent.withdrawal.scope.missing", "my_consents.stop_form.missing"},
}

func inWords(whose int, asked []programme.ConsentItem, problems fault.Problems) fault.Problems {
	told := slices.Clone(problems)
	for i, p := range told {
		words, is := formWords[p.Key]
		if !is {
			continue
		}
		told[i].Key = words[whose]
		if key, item := strings.CutPrefix(p.Field, "items."); item {
			told[i].Args = []any{1 + slices.IndexFunc(asked, func(c programme.ConsentItem) bool { return c.Key == key })}
		}
	}
	return told
}

// askedItems are those of the programme's version that somebody is asked. Who wants no
// more visits isn't asked about them: no other answer brings them back.
func askedItems(r appcare.ConsentRecord) []programme.ConsentItem {
	return slices.DeleteFunc(slices.Clone(r.Definition.Consent), func(c programme.ConsentItem) bool {
		return c.Key == pathway.VisitsItem && r.Person.State == programme.WithoutVisits
	})
}

// askItems asks each of those, with what was said last time where there was one. The
// version whose words stand there goes along, and for an item that isn't asked its no.
func askItems(f *form.Fields, r appcare.ConsentRecord, needed func(programme.ConsentItem) string) []ui.Control {
	var list []ui.Control
	number := 0
	for _, item := range r.Definition.Consent {
		name, first := "items."+item.Key, ""
		version := f.Carried("version."+item.Key, strconv.Itoa(item.Version))
		if !slices.Contains(askedItems(r), item) {
			list = append(list, f.Carried(name, "no"), version)
			continue
		}
		number++
		if r.Standing.TakesPart {
			first = "no"
			if r.Standing.Agrees(item.Key) {
				first = "yes"
			}
		}
		list = append(list, ui.YesNo{
			Name: name, Legend: f.Voice.Say("consent.form.numbered", number, item.Text), Hint: needed(item),
			Error: f.Error(name), Value: f.Value(name, first),
		}, version)
	}
	return list
}

// A consentSent is a consent on a form that may say outright that they want visits again.
type consentSent struct {
	pathway.Consent
	visitsAgain bool
}

func readConsent(s *form.Sent) consentSent {
	sent := consentSent{pathway.Consent{ID: id.Consent(s.ID), Items: readItems(s)}, s.Ticked("visits_again")}
	for i := range sent.Items {
		if sent.visitsAgain && sent.Items[i].Item == pathway.VisitsItem {
			sent.Items[i].Given = true
		}
	}
	return sent
}

// stopped shows in place of the form that visits were stopped, or have begun again,
// since it was opened.
func stopped(f *form.Fields, err error, moved ui.ErrorView) (ui.Response, bool) {
	return form.Gone(f, moved), err != nil && fault.KeyOf(err) == "consent.visits.stopped"
}

// readItems reads the answers, each with the version whose words were on the page.
func readItems(s *form.Sent) []pathway.ItemAnswer {
	var list []pathway.ItemAnswer
	for _, reply := range s.Replies("items.") {
		if reply.Text == "yes" || reply.Text == "no" {
			version := max(0, s.Number("version."+reply.To)) // none is a version that nobody gives
			list = append(list, pathway.ItemAnswer{Item: reply.To, Version: version, Given: reply.Text == "yes"})
		}
	}
	return list
}

// staysElsewhere says, before somebody says no or stops, that another referral isn't stopped by it.
func staysElsewhere(f *form.Fields, r appcare.ConsentRecord) []ui.Control {
	if !r.Elsewhere {
		return nil
	}
	return []ui.Control{ui.Text(elsewhere(f.Voice, r, "my_consents.elsewhere.before"))}
}

// elsewhere says what stays under another referral, its visits too where they aren't over, and
// whether somebody will ask about it.
func elsewhere(v say.Voice, r appcare.ConsentRecord, key string) string {
	says := v.Say(key)
	if r.VisitsOn {
		says += " " + v.Say("my_consents.elsewhere.visits")
	}
	next := "my_consents.elsewhere.ask"
	if r.Asked {
		next = "my_consents.elsewhere.asked"
	}
	return says + " " + v.Say(next)
}

// scopesHere is scopes for themselves. Where what they agreed to under another referral goes on,
// it promises no more than what stops.
func scopesHere(f *form.Fields, r appcare.ConsentRecord) ui.Radios {
	radios := scopes(f, r)
	for i, o := range radios.Options {
		if r.Elsewhere && !r.StopsBefore() {
			radios.Options[i].Hint = f.Voice.Say("my_consents.stop_here." + o.Value)
		}
	}
	return radios
}

// scopes offers how far to stop, as far as there is anything left to stop.
func scopes(f *form.Fields, r appcare.ConsentRecord) ui.Radios {
	values := ui.Values(pathway.Scopes())
	if !r.May.StopVisits {
		values = []string{string(pathway.Wholly)}
	}
	return f.Radios("scope", "", values...)
}
