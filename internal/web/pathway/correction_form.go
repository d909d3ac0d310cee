package pathway

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/ui"
)

func correctionsPath(participant id.Participant) string {
	return person.Path(participant) + "/put-right"
}

func correctionPath(participant id.Participant, topic pathway.Topic) string {
	return correctionsPath(participant) + "/" + string(topic)
}

// A correctionSent is a correction as it was typed, and how many there were when
// its form was drawn.
type correctionSent struct {
	correction pathway.Correction
	drawn      int
	sure       string // that it is right although another record says the same; sureJoin
}

// sureJoin goes on to say that the other record is of the same person.
const sureJoin = "join"

// correctionForms put right what is known of somebody, a topic each. Their fields
// are those of the referral that it was first known by.
func (h *handlers) correctionForms() []form.Form {
	var list []form.Form
	for _, topic := range pathway.Topics() {
		list = append(list, h.correctionForm(topic))
	}
	return list
}

func (h *handlers) correctionForm(topic pathway.Topic) form.Form {
	return form.Step[id.Participant, appcare.Correcting, correctionSent]{
		Path: "/people/{participant}/put-right/" + string(topic), Noun: "referral",
		Draws: form.Draws(h.kernel, "correction/"+string(topic)), Over: overOf(topic),
		Looks: authz.AskCorrection, Sends: authz.PutRight, About: form.In[id.Participant]("participant"),
		Home: person.Path, Look: h.care.AskCorrection,
		May:  func(now appcare.Correcting) bool { return !now.Over && !now.Closed(topic) },
		Draw: func(f *form.Fields, now appcare.Correcting) form.View { return drawCorrection(f, topic, now) },
		Read: func(_ id.Participant, s *form.Sent) correctionSent {
			return correctionSent{pathway.Correction{
				ID: id.Correction(s.ID), Topic: topic, Is: readKnown(s).Of(topic), Why: s.Paragraphs("why"),
				Asked: askedAnew(s), Sure: s.Sure(),
			}, s.Number("drawn"), s.Text("sure")}
		},
		Send: func(ctx context.Context, who authz.Actor, of id.Participant, c correctionSent) error {
			return h.care.PutRight(ctx, who, of, c.correction, c.drawn, c.sure != "")
		},
		Instead: func(f *form.Fields, now appcare.Correcting, err error) (ui.Response, bool) {
			return sameAsAnother(f, topic, now, err)
		},
		Then: func(who authz.Actor, of id.Participant, c correctionSent) ui.Response {
			if c.sure == sureJoin {
				return ui.Redirect(samePersonPath(of)).Saying("correction.saved." + string(topic))
			}
			return ui.Redirect(correctedPath(who, of)).Saying("correction.saved." + string(topic))
		},
	}
}

// overOf says why a topic can't be put right any more.
func overOf(topic pathway.Topic) string {
	if topic == pathway.AboutEligibility {
		return "correction.decided"
	}
	return "correction.taken_back"
}

// correctedPath is where somebody goes on who has put something right: the team's
// own page of its referral, for those who don't read the record.
func correctedPath(who authz.Actor, of id.Participant) string {
	if who.Has(authz.Lead) || who.Has(authz.Coordinator) {
		return person.Path(of)
	}
	return referralPath(of)
}

func readKnown(s *form.Sent) pathway.Known {
	return pathway.Known{Identity: readIdentity(s), Contact: readContact(s), Care: readCare(s),
		Eligibility: readAnswers(s)}
}

func drawCorrection(f *form.Fields, topic pathway.Topic, now appcare.Correcting) form.View {
	words := func(key string, args ...any) string { return f.Voice.Say("correction."+string(topic)+"."+key, args...) }
	name := person.Name(f.Voice, now.Person)
	back := ui.Link{Label: f.Voice.Say("person.home_note.back"), Path: person.Path(now.Person.ID)}
	if !now.SeeRecord {
		back = ui.Link{Label: f.Words("one.title"), Path: referralPath(now.Person.ID)}
	}
	view := form.View{
		Window: words("title"), Title: words("title"), Lead: words("text", name), Back: back,
		Save: ui.Button{Label: f.Voice.Say("correction.save")}, Leave: ui.Link{Label: f.Words("form.leave"), Path: back.Path},
		Action: correctionPath(now.Person.ID, topic),
		Fields: askKnown(f, topic, now), Summarise: sayWhichLine(f, now.Asks),
	}
	if f.Conflict != nil { // what was typed stands in the form; nobody can check it against nothing
		view.Above = append(view.Above, ui.Heading(f.Voice.Say("correction.now")), knownNow(f, topic, now))
	}
	if topic != pathway.AboutSafety {
		view.Fields = append(view.Fields, f.Textarea("why", "").Room(2))
	}
	view.Fields = append(view.Fields, f.Basis("drawn", strconv.Itoa(now.Made)))
	return view
}

// sameAsAnother says whose record is of the same person, if that is what putting right who
// somebody is answered.
func sameAsAnother(f *form.Fields, topic pathway.Topic, now appcare.Correcting, err error) (ui.Response, bool) {
	found, is := appcare.AsLikelyDuplicate(err)
	if !is {
		return ui.Response{}, false
	}
	words := func(key string) string { return f.Voice.Say("correction.another." + key) }
	page := drawCorrection(f, topic, now)
	view := likelyView{
		Back: page.Back, Title: words("title"), Text: words("text"), Change: page.Questions(f),
		People: likelyPeople(f, words("people"), found, referralPath),
	}
	if now.SeeRecord {
		view.People = likelyPeople(f, words("people"), found, person.Path)
	}
	if found.Elsewhere {
		view.Elsewhere = words("elsewhere")
	}
	again := func(sure, key string, kind ui.ButtonKind) ui.Questions {
		b := ui.Button{Label: words(key), Kind: kind}
		return sendAgain(f, page, b, ui.Hidden{Name: "sure", Value: sure})
	}
	if found.MayJoin && len(found.People) > 0 {
		view.Same = append(view.Same, again(sureJoin, "join", ui.Primary))
	}
	view.Sure = append(view.Sure, again("1", "sure", ui.Secondary))
	return likelyPage.With(http.StatusConflict, view, view.Title), true
}

// knownNow is what everybody reads of topic now.
func knownNow(f *form.Fields, topic pathway.Topic, now appcare.Correcting) ui.Control {
	p := now.Person
	referral := pathway.Referral{}.WithCare(now.Known.Care)
	switch topic {
	case pathway.AboutIdentity:
		return factsOf(f.Voice, f.Zone, p, referral, nil)
	case pathway.AboutCare:
		return careOf(f.Voice, referral)
	case pathway.AboutEligibility:
		return eligibilityOf(f.Voice, now.Asks, now.Known.Eligibility)
	}
	return person.ContactOf(f.Voice, p.Standing, p.Contact)
}

func askKnown(f *form.Fields, topic pathway.Topic, now appcare.Correcting) []ui.Control {
	k := now.Known
	switch topic {
	case pathway.AboutIdentity:
		return askWho(f, k.Identity)
	case pathway.AboutContact:
		return askContactAnew(f, k.Contact)
	case pathway.AboutSafety:
		c := k.Contact
		return []ui.Control{
			askSafe(f, "contact.leave_voicemail", c.LeaveVoicemail), askSafe(f, "contact.safe_to_text", c.SafeToText),
			askSafe(f, "contact.safe_to_write", c.SafeToWrite), askSafe(f, "contact.safe_to_email", c.SafeToEmail),
			askPreferred(f, c), askReads(f, c),
		}
	case pathway.AboutEligibility:
		return askLines(f, now.Asks, k.Eligibility)
	}
	return askCare(f, k.Care)
}

// askContactAnew asks how to reach somebody. The answers about what is safe whose
// number or address is another now are asked anew, with nothing chosen: until the
// form was sent nobody could tell. What is still not answered then is "not asked",
// so that a way which nobody has asked about is never used.
func askContactAnew(f *form.Fields, known programme.Contact) []ui.Control {
	asked := askedAnew(f.Sent)
	var open []string
	if f.Problems() {
		for _, answer := range readContact(f.Sent).Carried(known) {
			if name := "contact." + answer; !slices.Contains(asked, name) {
				open = append(open, name)
			}
		}
	}
	return append(askContact(f, known, open...),
		f.Carried("asked", strings.Join(append(asked, open...), " ")))
}

// askedAnew names the answers about what is safe that a form asked anew.
func askedAnew(s *form.Sent) []string { return strings.Fields(s.Text("asked")) }

// A putRight is the ways to put right what a page shows, and to see what was put
// right; empty for anybody who may not.
type putRight struct {
	Identity ui.Link
	Contact  ui.Link
	Safety   ui.Link
	Care     ui.Link
	Answers  ui.Link // until there is a decision
	Made     ui.Link
	Wrong    ui.Link // to those who may
}
