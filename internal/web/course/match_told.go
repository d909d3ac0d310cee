package course

import (
	"slices"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/ui"
	"footbridge.org/footbridge/internal/workforce"
)

// A matchPanel is what staff read about who visits somebody, besides the visits.
type matchPanel struct {
	Asked   ui.Callout // that the person asks for another worker
	Answers []ui.Button
	Told    ui.SummaryList
	Past    ui.Table
	End     ui.Link
}

func ToldPath(participant id.Participant) string     { return MatchPath(participant) + "/told" }
func matchEndPath(participant id.Participant) string { return MatchPath(participant) + "/end" }
func keepPath(participant id.Participant) string     { return MatchPath(participant) + "/keep" }

func (t Teller) match() matchPanel {
	m, participant := t.Record.Match, t.Record.Person.ID
	panel := matchPanel{Told: t.told(), Past: t.past()}
	worker := t.Record.Staff[t.Record.Worker]
	if m.May.End {
		panel.End = ui.Link{Label: t.Voice.Say("match.end.open", worker), Path: matchEndPath(participant)}
	}
	if m.May.Keep {
		panel.Asked = ui.Callout{Title: t.Voice.Say("match.asked.title",
			t.Record.Person.Identity.CalledName()), Texts: []string{
			t.Voice.Say("match.asked.text", t.Voice.Moment(m.Asked.At.In(t.Zone)), worker), t.Voice.Say("match.asked.do"),
		}}
		panel.End = ui.Link{}
		panel.Answers = []ui.Button{{Label: t.Voice.Say("match.end.open", worker), Path: matchEndPath(participant)},
			{Label: t.Voice.Say("match.keep.open"), Kind: ui.Secondary, Path: keepPath(participant)}}
	}
	return panel
}

// told is who has heard of the match, and who is still to hear of it and how.
func (t Teller) told() ui.SummaryList {
	var list ui.SummaryList
	died := t.Record.Person.Standing.Died() // and is told nothing any more
	for _, n := range t.Record.Match.News {
		line := ui.SummaryLine{Key: t.news(n)}
		if t.progress.Elsewhere && n.Waits() && n.Of == workforce.MatchBegins && n.Party == workforce.ThePerson {
			continue // the other record's worker is who visits them
		}
		switch {
		case n.WasTold():
			line.Value = t.said(n.Told.Fact.How, n.Told.Fact.On, n.Told.By, n.Told.At)
			line.Actions = t.takeBack(line.Key, n.May || t.mayBack(n.Told.At))
			line = t.wasBack(line, n.Back)
		case n.OnWay:
			line.Value = t.Voice.Say("match.told.on_way")
		default:
			line.Value, line.Tag = t.yourself(n), ui.Tag{Label: t.Voice.Say("match.told.not_yet"), State: ui.Attention}
			if t.Record.Match.May.Tell {
				line.Actions = []ui.Link{{Label: t.Voice.Say("match.told.open"), Hidden: line.Key,
					Path: ToldPath(t.Record.Person.ID)}}
			}
		}
		list.Lines = append(list.Lines, line)
	}
	visits := t.Voice.Say("tell.visits", t.Record.Person.Identity.CalledName())
	for _, x := range t.Record.Told {
		if len(x.Fact.Of) == 0 && !x.WasBack() {
			continue // of who visits them alone, as it stands above
		}
		line := ui.SummaryLine{Key: visits, Value: t.said(x.Fact.How, x.Fact.On, x.By, x.At)}
		line.Actions = t.takeBack(visits, x.May)
		list.Lines = append(list.Lines, t.wasBack(line, x.Back))
	}
	if len(t.Record.ToTell) > 0 && !died {
		line := ui.SummaryLine{Key: visits,
			Value: HowToTell(t.Voice, t.Record.Person.Contact),
			Tag:   ui.Tag{Label: t.Voice.Say("tell.still"), State: ui.Attention}}
		if t.Record.May.Tell {
			line.Actions = []ui.Link{{Label: t.Voice.Say("tell.open"), Hidden: line.Key, Path: TellPath(t.Record.Person.ID)}}
		}
		list.Lines = append(list.Lines, line)
	}
	return list
}

// mayBack tells whether what they were told then, with visits, can be taken back.
func (t Teller) mayBack(then time.Time) bool {
	return slices.ContainsFunc(t.Record.Told, func(x appcare.ToldOfVisits) bool { return x.May && x.At.Equal(then) })
}

// takeBack leads to taking back that somebody was told what, if that may be.
func (t Teller) takeBack(what string, may bool) []ui.Link {
	if !may {
		return nil
	}
	return []ui.Link{{Label: t.Voice.Say("tell.take_back"), Hidden: what, Path: person.UndoPath(t.Record.Person.ID)}}
}

// wasBack says beside what they were told by whom and why it was taken back, where it was.
func (t Teller) wasBack(line ui.SummaryLine, back ledger.Received[pathway.Undoing]) ui.SummaryLine {
	if back.By != "" {
		line.Values, line.Value = []string{line.Value, t.Voice.Say("tell.back", t.Record.Staff[id.Account(back.By)],
			t.Voice.Moment(back.At.In(t.Zone)), back.Fact.Why)}, ""
	}
	return line
}

// said is how they were told and when, and who recorded it, unless it was by a message.
func (t Teller) said(how workforce.TellingWay, on programme.Date, by string, at time.Time) string {
	if _, message := authz.SystemPart(by); message {
		return t.Voice.Say("match.told.sent", t.Voice.Moment(at.In(t.Zone)))
	}
	return t.Voice.Say("match.told.said", t.Voice.Say("matching.told.how."+string(how)), t.Voice.ShortDay(on.Time()),
		t.Record.Staff[id.Account(by)])
}

// news is what one of the two is to hear.
func (t Teller) news(n appcare.MatchNews) string {
	return t.Voice.Say("match.news."+string(n.Of)+"."+string(n.Party), t.Record.Person.Identity.CalledName(),
		t.Record.Staff[n.Worker])
}

// yourself says how to reach anybody who can't be told by e-mail.
func (t Teller) yourself(n appcare.MatchNews) string {
	if n.Party == workforce.TheWorker {
		return t.Voice.Say("match.told.yourself.worker")
	}
	return t.Voice.Say("match.told.yourself." + string(t.Record.Person.Contact.PreferredChannel))
}

// past is everybody who visited them before.
func (t Teller) past() ui.Table {
	table := ui.Table{Caption: t.Voice.Say("match.past.title"), Quiet: true}
	for _, column := range []string{"worker", "from", "until", "why"} {
		table.Columns = append(table.Columns, ui.Column{Label: t.Voice.Say("match.past." + column)})
	}
	for _, p := range t.Record.Match.Past {
		why := "none"
		if p.Reason != "" {
			why = string(p.Reason)
		}
		table.Rows = append(table.Rows, ui.Texts(t.Record.Staff[p.Worker], t.Voice.ShortDay(p.From.Time()),
			t.Voice.ShortDay(p.Until.Time()), t.Voice.Say("matching.end.reason."+why)))
	}
	return table
}
