package life

import (
	"slices"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/ui"
)

// OtherRecord names another record of the same person, apart from all of theirs.
func OtherRecord(v say.Voice, zone *time.Location, o programme.Person, records []programme.Person) string {
	return v.Say("person.name_referred", o.Identity.FullName(), ui.Referred(v, zone, o, records))
}

// doesInOthers is what k, which is of every record, does in each of the others, sentence by
// sentence.
func (t lifeTeller) doesInOthers(k life.Kind) (texts []string) {
	same, tells := 0, t.tells()
	for _, o := range t.record.Joined {
		switch {
		case !o.ChangedBy(k):
			continue
		case k != life.DeathInError || o.Back == t.record.Back:
			same++
		case o.Back:
			texts = append(texts, t.v.Say("life.does.there.back", OtherRecord(t.v, t.zone, o.Person, t.record.Records())))
		default:
			texts = append(texts, t.v.Say("life.does.there.paused", OtherRecord(t.v, t.zone, o.Person, t.record.Records())))
		}
		texts = append(texts, tells(o)...)
	}
	if same > 0 {
		texts = slices.Insert(texts, 0, t.v.Say("life.does.joined", same))
	}
	return texts
}

// hear says who is told at once, the supervisor where there is one besides who enters it.
func (t lifeTeller) hear(key string, args ...any) string {
	if !t.record.Supervised {
		key = "alone." + key
	}
	return t.v.Say("life.does."+key, args...)
}

// tells says of one record after another who is told there, but of each worker once.
func (t lifeTeller) tells() func(appcare.JoinedLife) []string {
	said := map[string]bool{"": true}
	if visits := t.record.Visits; visits != nil {
		said[visits.Staff[visits.Worker]] = true
	}
	return func(o appcare.JoinedLife) []string {
		text := t.v.Say("life.does.there.tells_whoever")
		if o.Visits != nil {
			name := o.Visits.Staff[o.Visits.Worker]
			if said[name] || o.Visits.Worker == t.who {
				return nil
			}
			text, said[name] = t.v.Say("life.does.there.tells", name), true
		}
		if said[text] {
			return nil
		}
		said[text] = true
		return []string{text}
	}
}

// doesThere is what recording it in another record too does, sentence by sentence.
func (t lifeTeller) doesThere(o appcare.JoinedLife) (texts []string) {
	kinds := t.record.KindsFor(o)
	if slices.ContainsFunc(kinds, life.Kind.Holds) {
		key := "life.also.does"
		if o.Visits == nil {
			key += "_any"
		}
		texts = append(texts, t.v.Say(key))
		if o.Visits != nil && o.Visits.Planned > 0 {
			texts = append(texts, t.v.Say("life.also.planned", o.Visits.Planned))
		}
	}
	if slices.Contains(kinds, life.GoingOn) {
		switch {
		case o.State == programme.Referred:
			texts = append(texts, t.v.Say("life.also.goes_on.decision"))
		case o.Visits == nil || o.Visits.Over:
			texts = append(texts, t.v.Say("life.also.goes_on.only"))
		default:
			texts = append(texts, t.v.Say("life.also.goes_on.visits"))
		}
	}
	return append(texts, t.tells()(o)...)
}

// An inRecords is what is so of an event in other records, with a way to each.
type inRecords struct {
	Said  ui.Callout
	Links []ui.Link
}

// inOthers is what became in other records of an event that happened.
func inOthers(v say.Voice, zone *time.Location, record appcare.LifeNews, kind life.Kind) []inRecords {
	both := recordedThere(v, zone, record, "life.both", newsIn)
	for i := range both {
		both[i].Said.Texts = standsThere(v, zone, record, kind)
	}
	back := recordedThere(v, zone, record, "life.back.there", func(o appcare.JoinedLife) id.LifeEvent { return o.Undone })
	for i := range back {
		back[i].Said.Texts = []string{v.Say("life.back.stays")}
	}
	list := append(both, back...)
	others := record.Unchanged(kind)
	if len(others) == 0 {
		return list
	}
	only := inRecords{Said: ui.Callout{Title: v.Say("life.only.title"),
		Texts: []string{v.Say("life.only.text", len(others))}}}
	for _, o := range others {
		if o.Enter {
			only.Links = append(only.Links, ui.Link{Path: EnterPath(o.ID),
				Label: v.Say("life.only.link", OtherRecord(v, zone, o.Person, record.Records()))})
		}
	}
	return append(list, only)
}

// toldWith leads to the news by which everybody heard of an event, where what is said of joined
// records doesn't: the two were taken apart since, or who reads it opens no records.
func toldWith(v say.Voice, zone *time.Location, record appcare.LifeNews) []inRecords {
	w := record.With
	if w == nil || slices.ContainsFunc(record.Joined, func(o appcare.JoinedLife) bool { return o.ID == w.ID }) {
		return nil
	}
	return []inRecords{{ui.Callout{Title: v.Say("life.with")},
		[]ui.Link{{Path: Path(w.ID, w.News.ID), Label: OtherRecord(v, zone, w.Person, record.Records())}}}}
}

func newsIn(o appcare.JoinedLife) id.LifeEvent { return o.News.ID }

// standsThere says how the other records stand in which it was recorded too, where they stand
// otherwise than this one.
func standsThere(v say.Voice, zone *time.Location, record appcare.LifeNews, kind life.Kind) (texts []string) {
	for _, o := range record.Joined {
		key := ""
		switch decided := o.State != programme.Referred || o.Life.State != life.GoesOn; {
		case newsIn(o) == "":
		case kind == life.GoingOn && !decided:
			key = "life.there.decision"
		case kind == life.DeathInError && o.Back && !record.Back:
			key = "life.there.back"
		case kind == life.DeathInError && !o.Back && record.Back:
			key = "life.there.paused"
		}
		if key != "" {
			texts = append(texts, v.Say(key, OtherRecord(v, zone, o.Person, record.Records())))
		}
	}
	return texts
}

// recordedThere leads to event in each other record that has one, under the words named key.
func recordedThere(v say.Voice, zone *time.Location, record appcare.LifeNews, key string,
	event func(appcare.JoinedLife) id.LifeEvent) []inRecords {
	var links []ui.Link
	for _, o := range record.Joined {
		if e := event(o); e != "" {
			links = append(links, ui.Link{Path: Path(o.ID, e), Label: OtherRecord(v, zone, o.Person, record.Records())})
		}
	}
	if len(links) == 0 {
		return nil
	}
	return []inRecords{{ui.Callout{Title: v.Say(key, len(links))}, links}}
}

// undoneLife is view of an event that was taken back: that it was, and nothing to do.
func undoneLife(v say.Voice, zone *time.Location, view lifeView, record appcare.LifeNews) lifeView {
	u := *record.Undone
	view.Lead, view.State = v.Say("life.back.lead"), ui.Tag{Label: v.Say("undo.undone"), State: ui.Done}
	view.Records = recordedThere(v, zone, record, "life.back.holds", newsIn)
	return view.whatWasSaid(v, record, "undo.by",
		v.Say("undo.back", record.Staff[id.Account(u.By)], v.Moment(u.At.In(zone)), u.Fact.Why))
}

// mistakenDeath is view of a death that was entered in error: what was recorded then, and where
// it was put right.
func mistakenDeath(v say.Voice, zone *time.Location, view lifeView, record appcare.LifeNews) lifeView {
	e := *record.Mistaken
	view.Lead, view.State = v.Say("life.error.lead"), ui.Tag{Label: v.Say("life.error.tag"), State: ui.Done}
	view.Records = append([]inRecords{{Links: []ui.Link{{Path: Path(record.Person.ID, e.Fact.ID),
		Label: v.Say("life.error.link")}}}}, recordedThere(v, zone, record, "life.both", newsIn)...)
	return view.whatWasSaid(v, record, "life.error.by",
		v.Say("life.fact.entered", record.Staff[id.Account(e.By)], v.Moment(e.At.In(zone))))
}

// whatWasSaid is view of what holds no more: what it said, and under the name key since when
// it doesn't.
func (view lifeView) whatWasSaid(v say.Voice, record appcare.LifeNews, key, since string) lifeView {
	f := person.Facts{Voice: v}
	f.Add("undo.what", v.Say("life.kind."+string(record.News.Fact.Kind)))
	f.List.Lines = append(f.List.Lines, view.Facts.Lines...)
	f.Add(key, since)
	view.Facts = f.List
	return view
}
