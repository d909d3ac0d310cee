package care

import (
	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/id"
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

func toldPath(participant id.Participant) string     { return matchPath(participant) + "/told" }
func matchEndPath(participant id.Participant) string { return matchPath(participant) + "/end" }
func keepPath(participant id.Participant) string     { return matchPath(participant) + "/keep" }

func (t visitTeller) match() matchPanel {
	m, participant := t.record.Match, t.record.Person.ID
	panel := matchPanel{Told: t.told(), Past: t.past()}
	worker := t.record.Staff[t.record.Worker]
	if m.May.End {
		panel.End = ui.Link{Label: t.v.Say("match.end.open", worker), Path: matchEndPath(participant)}
	}
	if m.May.Keep {
		panel.Asked = ui.Callout{Title: t.v.Say("match.asked.title", t.record.Person.Identity.CalledName()), Texts: []string{
			t.v.Say("match.asked.text", t.v.Moment(m.Asked.At.In(t.zone)), worker), t.v.Say("match.asked.do"),
		}}
		panel.End = ui.Link{}
		panel.Answers = []ui.Button{{Label: t.v.Say("match.end.open", worker), Path: matchEndPath(participant)},
			{Label: t.v.Say("match.keep.open"), Kind: ui.Secondary, Path: keepPath(participant)}}
	}
	return panel
}

// told is who has heard of the match, and who is still to hear of it and how.
func (t visitTeller) told() ui.SummaryList {
	var list ui.SummaryList
	for _, n := range t.record.Match.News {
		line := ui.SummaryLine{Key: t.news(n)}
		switch {
		case n.WasTold() && n.Told.Fact.How == workforce.ToldByEmail && t.record.Staff[id.Account(n.Told.By)] == "":
			line.Value = t.v.Say("match.told.sent", t.v.Moment(n.Told.At.In(t.zone)))
		case n.WasTold():
			line.Value = t.v.Say("match.told.said", t.v.Say("matching.told.how."+string(n.Told.Fact.How)),
				t.v.ShortDay(n.Told.Fact.On.Time()), t.record.Staff[id.Account(n.Told.By)])
		case n.OnWay:
			line.Value = t.v.Say("match.told.on_way")
		default:
			line.Value, line.Tag = t.yourself(n), ui.Tag{Label: t.v.Say("match.told.not_yet"), State: ui.Attention}
			if t.record.Match.May.Tell {
				line.Actions = []ui.Link{{Label: t.v.Say("match.told.open"), Hidden: line.Key, Path: toldPath(t.record.Person.ID)}}
			}
		}
		list.Lines = append(list.Lines, line)
	}
	return list
}

// news is what one of the two is to hear.
func (t visitTeller) news(n appcare.MatchNews) string {
	return t.v.Say("match.news."+string(n.Of)+"."+string(n.Party), t.record.Person.Identity.CalledName(),
		t.record.Staff[n.Worker])
}

// yourself says how to reach whoever can't be told by e-mail.
func (t visitTeller) yourself(n appcare.MatchNews) string {
	if n.Party == workforce.TheWorker {
		return t.v.Say("match.told.yourself.worker")
	}
	return t.v.Say("match.told.yourself." + string(t.record.Person.Contact.PreferredChannel))
}

// past is everybody who visited them before.
func (t visitTeller) past() ui.Table {
	table := ui.Table{Caption: t.v.Say("match.past.title"), Quiet: true}
	for _, column := range []string{"worker", "from", "until", "why"} {
		table.Columns = append(table.Columns, ui.Column{Label: t.v.Say("match.past." + column)})
	}
	for _, p := range t.record.Match.Past {
		why := "none"
		if p.Reason != "" {
			why = string(p.Reason)
		}
		table.Rows = append(table.Rows, ui.Texts(t.record.Staff[p.Worker], t.v.ShortDay(p.From.Time()),
			t.v.ShortDay(p.Until.Time()), t.v.Say("matching.end.reason."+why)))
	}
	return table
}
