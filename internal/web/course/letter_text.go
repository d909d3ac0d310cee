package course

import (
	"strings"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	weblife "footbridge.org/footbridge/internal/web/life"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/ui"
)

// letterOf puts a letter in words. What it says is the letter's alone: who
// opens it makes no difference.
func letterOf(v say.Voice, zone *time.Location, now time.Time, l appcare.Letter) letterView {
	head, own := l.Head(), l.To == course.ToParticipant
	t := letterText{v, zone, now, l}
	view := letterView{
		From: append([]string{l.Sender, head.Programme}, l.From...), Ring: ui.Contacts(l.Phone),
		To:  t.addressed(),
		Day: v.ShortDay(l.Record.Today.Time()), Dear: v.Say("letter.text.dear", head.Addressee), Help: t.ring(own),
		Signed: v.Say("letter.text.yours", l.Sender, head.Programme),
		Sign:   ui.SignHere{Labels: []string{v.Say("paper.signature"), v.Say("paper.name_and_role")}},
	}
	switch {
	case own && l.Kind == course.LetterEnding:
		view.Title, view.Texts, view.Plan = v.Say("letter.text.own_ending.title"), t.ownEnding(),
			planOf(v, "letter.text.own_ending.", l.Said.Ending.Plan)
	case own:
		view.Title, view.Texts = v.Say("letter.text.own_start.title"), t.ownStart()
	case l.Kind == course.LetterEnding:
		view.Title, view.Texts = v.Say("letter.text.ending.title", head.About), t.ending()
	default:
		view.Title, view.Texts = v.Say("letter.text.start.title", head.About), t.start()
	}
	if own {
		view.Dear = v.Say("letter.text.dear", head.Called)
		return view
	}
	if l.Kind == course.LetterStart && l.Said.Start.Study {
		view.Title = v.Say("letter.text.about", head.About)
	}
	f := person.Facts{Voice: v}
	f.Day("letter.text.born", head.BirthDate)
	f.Add("letter.text.number", head.NHSNumber.String())
	view.Facts = f.List
	return view
}

// addressed is who the letter goes to, line by line.
func (t letterText) addressed() []string {
	return append([]string{t.letter.Head().Addressee}, t.letter.Address...)
}

// byHand says that somebody's letter is not to be posted, and why.
func byHand(v say.Voice, l appcare.Letter) string {
	p := l.Record.Person
	switch name := p.Identity.CalledName(); {
	case l.To != course.ToParticipant:
	case p.Contact.NoFixedAddress:
		return v.Say("letter.by_hand.no_address", name)
	case p.Contact.SafeToWrite == programme.SafeNo:
		return v.Say("letter.by_hand.no", name)
	case !p.Contact.SafeToWrite.Allowed():
		return v.Say("letter.by_hand.not_asked", name)
	}
	return ""
}

// doubtedIn says what of where l goes, and of whom it is about, somebody said is wrong.
func doubtedIn(v say.Voice, l appcare.Letter) string {
	doubted, where := l.Record.Person.Contact.Doubted, pathway.WrongCare
	if l.To == course.ToParticipant {
		where = pathway.WrongAddress
	}
	var texts []string
	for _, w := range []pathway.Wrong{where, pathway.WrongName} {
		if !w.Doubts(&doubted).IsZero() {
			texts = append(texts, v.Say("doubt.on_record", v.Say("doubt.about."+string(w))))
		}
	}
	if len(texts) == 0 {
		return ""
	}
	return v.Say("letter.doubted") + " " + strings.Join(texts, " ")
}

// A letterText writes the paragraphs of one letter.
type letterText struct {
	v      say.Voice
	zone   *time.Location
	now    time.Time
	letter appcare.Letter
}

func (t letterText) start() []string {
	l := t.letter.Said.Start
	if l.Study {
		return []string{
			t.v.Say("letter.text.start.study", l.About, l.Programme, t.letter.Sender), t.v.Say("letter.text.start.arms"),
			t.v.Say("letter.text.agreed", l.About), t.v.Say("letter.text.start.stays_study"),
		}
	}
	texts := []string{t.v.Say("letter.text.start.takes_part", l.About, l.Programme, t.letter.Sender)}
	texts = append(texts, t.visits("letter.text.start.")...)
	return append(texts, t.v.Say("letter.text.agreed", l.About), t.v.Say("letter.text.start.stays"))
}

func (t letterText) ownStart() []string {
	texts := []string{t.v.Say("letter.text.own_start.thanks", t.letter.Said.Start.Programme)}
	texts = append(texts, t.visits("letter.text.own_start.")...)
	return append(texts, t.v.Say("letter.text.own_start.book"), t.v.Say("letter.text.own_start.stop"))
}

// visits says who comes, how often, and from when on; nothing in a letter that
// holds no visits.
func (t letterText) visits(noun string) []string {
	l := t.letter.Said.Start
	if l.Sessions == 0 {
		return nil
	}
	often := t.v.Say("letter.text.weekly")
	if l.CadenceDays != 7 {
		often = t.v.Say("letter.text.every", l.CadenceDays)
	}
	texts := []string{t.v.Say(noun+"visits", l.Sessions, often)}
	if l.Worker != "" {
		texts = []string{t.v.Say(noun+"worker", l.Worker, l.Sessions, often)}
	}
	switch {
	case l.FirstVisit.IsZero():
		return texts
	case l.FirstVisit.After(t.now):
		return append(texts, t.v.Say(noun+"is", t.v.Moment(l.FirstVisit.In(t.zone))))
	}
	return append(texts, t.v.Say(noun+"was", t.v.Day(l.FirstVisit.In(t.zone))))
}

func (t letterText) ending() []string {
	e := t.letter.Said.Ending
	texts := []string{
		t.v.Say("letter.text.ending.ended", e.About, t.v.ShortDay(e.EndedOn.Time())),
		t.v.Say("letter.text.ending.held", e.Held, e.Of),
	}
	texts = append(texts, t.held("letter.text.ending.")...)
	return append(texts, t.v.Say("letter.text.ending.kind."+string(e.Kind), e.Called),
		t.v.Say("letter.text.agreed", e.About), t.v.Say("letter.text.ending.stays"))
}

func (t letterText) ownEnding() []string {
	e := t.letter.Said.Ending
	texts := []string{t.v.Say("letter.text.own_ending.ended", t.v.ShortDay(e.EndedOn.Time()))}
	if e.Held > 0 {
		texts = append(texts, t.v.Say("letter.text.own_ending.held", e.Held))
	}
	texts = append(texts, t.held("letter.text.own_ending.")...)
	return append(texts, t.v.Say("letter.text.own_ending.stays"))
}

// held says between which days visits were held, and with whom.
func (t letterText) held(noun string) []string {
	e := t.letter.Said.Ending
	if e.First.IsZero() {
		return nil
	}
	texts := []string{t.v.Say(noun+"between", t.v.ShortDay(e.First.Time()), t.v.ShortDay(e.Last.Time()))}
	if e.Worker != "" {
		texts = append(texts, t.v.Say(noun+"worker", e.Worker))
	}
	return texts
}

// ring is whom to ring: the organisation's own line, and for the person the two
// most urgent of their country before it.
func (t letterText) ring(own bool) ui.CareCard {
	card := ui.CareCard{Title: t.v.Say("letter.text.ring.title"), Texts: []string{t.v.Say("letter.text.ring.text")}}
	if own {
		card = weblife.Ring(t.v, programme.HelpPack{Lines: t.letter.Urgent})
		card.Urgency, card.Links = ui.NonUrgent, nil
		card.Title, card.Texts = t.v.Say("letter.text.ring.own_title"), []string{t.v.Say("letter.text.ring.own_text")}
	}
	if line := t.crisis(); line.Number != "" {
		card.Contacts = append(card.Contacts, line)
	}
	if len(card.Contacts) == 0 {
		return ui.CareCard{}
	}
	return card
}

// crisis is the line that the letter gives for when it is urgent.
func (t letterText) crisis() ui.Contact {
	line := t.letter.Crisis
	for _, way := range line.Ways {
		if way.Kind == programme.WayCall && way.Target != "" {
			note := line.Hours
			if line.WhenClosed != "" {
				note = person.Together(note, t.v.Say("letter.text.ring.closed", line.WhenClosed))
			}
			return ui.Contact{Label: t.v.Say("letter.text.ring.crisis", t.letter.Sender), Shown: way.Shown,
				Number: programme.Phone(way.Target), Note: note}
		}
	}
	return ui.Contact{}
}

// planOf is what was written down before parting; what is empty is left out.
func planOf(v say.Voice, noun string, p course.EndingPlan) []planPart {
	var parts []planPart
	for _, part := range []struct{ name, text string }{
		{"helped", p.Helped}, {"keeps", p.Keeps}, {"still_open", p.StillOpen}, {"where_to_turn", p.WhereToTurn},
		{"goodbye", p.Goodbye},
	} {
		if written := person.Lines(part.text); len(written) > 0 {
			parts = append(parts, planPart{v.Say(noun + part.name), written})
		}
	}
	return parts
}
