package demo

import (
	"net/http"
	"regexp"
	"strings"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/notify"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// getPeople handles GET /demo: who one can be, and what to try first.
func (d *Demo) getPeople(r *http.Request, _ authz.Actor) (ui.Response, error) {
	v := route.Voice(r)
	table := ui.Table{Caption: v.Say("demo.people.title"), Quiet: true, Columns: []ui.Column{
		{Label: v.Say("demo.people.name")}, {Label: v.Say("demo.people.role")}, {Label: v.Say("demo.people.try")},
	}}
	for _, p := range d.People {
		table.Rows = append(table.Rows, ui.Row{Cells: []ui.Cell{
			{Link: ui.Link{Label: p.Name, Path: SignInPath(p.Key)}},
			{Text: v.Say("demo.role." + string(p.Role)), Note: p.Organisation},
			{Text: v.Say(p.Try)},
		}})
	}
	return ui.ListPage{Title: table.Caption, Lead: v.Say("demo.people.lead"), Parts: []ui.Control{
		table,
		ui.Link{Label: v.Say("demo.outbox.title"), Path: Path + "/outbox"},
		ui.Link{Label: v.Say("gallery.title"), Path: "/components"},
	}}.Render(), nil
}

// An outboxView is what was "sent", the newest first.
type outboxView struct {
	Title    string
	Lead     string
	Messages []messageView
	Empty    ui.Empty
}

// A messageView is one message.
type messageView struct {
	Subject string
	Facts   ui.SummaryList
	Texts   []string
	Links   []ui.Link // addresses in it, so that a click is enough
}

var outboxPage = ui.NewPage[outboxView]("demo_outbox")

// shown is how many messages the page has room for.
const shown = 40

// getOutbox handles GET /demo/outbox.
func (d *Demo) getOutbox(r *http.Request, _ authz.Actor) (ui.Response, error) {
	v := route.Voice(r)
	view := outboxView{Title: v.Say("demo.outbox.title"), Lead: v.Say("demo.outbox.lead"),
		Empty: ui.Empty{Title: v.Say("demo.outbox.empty")}}
	for i, m := range d.Outbox.List() {
		if i == shown {
			break
		}
		view.Messages = append(view.Messages, d.message(v, m))
	}
	return outboxPage.Render(view, view.Title), nil
}

// ownAddress is an address of the service's own in a message; what follows the
// host is the path.
var ownAddress = regexp.MustCompile(`https?://[^/\s]+(/\S+)`)

func (d *Demo) message(v say.Voice, m notify.Sent) messageView {
	view := messageView{
		Subject: m.Subject, Texts: strings.Split(m.Text, "\n\n"),
		Facts: ui.Facts(v.Say("demo.outbox.to"), m.To, v.Say("demo.outbox.at"), v.Moment(m.At.In(d.Zone))),
	}
	for _, found := range ownAddress.FindAllStringSubmatch(m.Text, -1) {
		view.Links = append(view.Links, ui.Link{Label: v.Say("demo.outbox.open"), Path: found[1], Hidden: m.To})
	}
	return view
}
