package life

import (
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/ui"
)

// OtherRecord names another record of the same person.
func OtherRecord(v say.Voice, zone *time.Location, o programme.Person) string {
	return v.Say("life.also.of", o.Identity.FullName(), v.ShortDay(o.ReferredAt.In(zone)))
}

// doesThere is what recording it in another record too does, sentence by sentence.
func doesThere(v say.Voice, o appcare.JoinedLife) []string {
	if o.Visits == nil {
		return []string{v.Say("life.also.does_any")}
	}
	texts := []string{v.Say("life.also.does")}
	if n := o.Visits.Planned; n > 0 {
		texts = append(texts, v.Say("life.also.planned", n))
	}
	if name := o.Visits.Staff[o.Visits.Worker]; name != "" {
		texts = append(texts, v.Say("life.also.tells", name))
	}
	return texts
}

// An inRecords is what is so of an event in other records, with a way to each.
type inRecords struct {
	Said  ui.Callout
	Links []ui.Link
}

// inOthers is what became in other records of an event that happened.
func inOthers(v say.Voice, zone *time.Location, record appcare.LifeNews, kind life.Kind) []inRecords {
	both := recordedThere(v, zone, record, "life.both", func(o appcare.JoinedLife) id.LifeEvent { return o.News })
	back := recordedThere(v, zone, record, "life.back.there", func(o appcare.JoinedLife) id.LifeEvent { return o.Back })
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
				Label: v.Say("life.only.link", OtherRecord(v, zone, o.Person))})
		}
	}
	return append(list, only)
}

// recordedThere leads to event in each other record that has one, under the words named key.
func recordedThere(v say.Voice, zone *time.Location, record appcare.LifeNews, key string,
	event func(appcare.JoinedLife) id.LifeEvent) []inRecords {
	var links []ui.Link
	for _, o := range record.Joined {
		if e := event(o); e != "" {
			links = append(links, ui.Link{Path: Path(o.ID, e), Label: OtherRecord(v, zone, o.Person)})
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
	view.Records = recordedThere(v, zone, record, "life.back.holds",
		func(o appcare.JoinedLife) id.LifeEvent { return o.News })
	f := person.Facts{Voice: v}
	f.Add("undo.what", v.Say("life.kind."+string(record.News.Fact.Kind)))
	f.List.Lines = append(f.List.Lines, view.Facts.Lines...)
	f.Add("undo.by", v.Say("undo.back", record.Staff[id.Account(u.By)], v.Moment(u.At.In(zone)), u.Fact.Why))
	view.Facts = f.List
	return view
}
