package people

import (
	"net/http"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// A helpView is urgent help: few cards, the most urgent first.
type helpView struct {
	Title  string
	Notice ui.Notice
	Cards  []ui.CareCard
	Ring   ui.SummaryList // those who help somebody who is signed in
}

var helpPage = ui.NewPage[helpView]("help")

// getHelp handles GET /help, for anybody, signed in or not.
func (h *handlers) getHelp(r *http.Request, who authz.Actor) (ui.Response, error) {
	v := route.Voice(r)
	pack, err := h.helpPack(r, who, v)
	if err != nil {
		return ui.Response{}, err
	}
	today := programme.Of(h.people.Kernel.Now(), route.Zone(r))
	view := helpView{Title: pack.Title}
	if pack.Notice != "" {
		view.Notice = ui.Notice{Texts: []string{pack.Notice}}
	}
	for i, line := range pack.Lines {
		view.Cards = append(view.Cards, helpCard(v, line, i, today))
	}
	if who.Participant != "" {
		// Whatever goes wrong with it, the urgent numbers are there.
		if own, err := h.care.SeeOwnHelpers(r.Context(), who); err == nil {
			view.Ring = person.OwnHelpers(v, own.Person, own.Helpers)
		}
	}
	return helpPage.Render(view, view.Title), nil
}

// helpPack is the country's pack with the crisis lines that organisations have
// set: the asker's own, or each by its name for somebody who has not signed in.
func (h *handlers) helpPack(r *http.Request, who authz.Actor, v say.Voice) (programme.HelpPack, error) {
	pack, err := content.Help(h.help)
	if err != nil {
		return pack, err
	}
	own, err := h.people.CrisisLines(r.Context(), who)
	if err != nil || len(own) == 0 {
		return pack, err
	}
	var lines []programme.HelpLine
	for _, o := range own {
		lines = append(lines, o.Line(v.Say("help_line.card", o.Name), v.Say("help_line.who")))
	}
	return pack.Without("crisis_line").With(lines...), nil
}

func helpCard(v say.Voice, line programme.HelpLine, place int, today programme.Date) ui.CareCard {
	c := ui.CareCard{Urgency: ui.NonUrgent, Title: line.Title, Texts: []string{line.For}}
	switch place {
	case 0:
		c.Urgency = ui.Emergency
	case 1:
		c.Urgency = ui.Urgent
	}
	for _, way := range line.Ways {
		helpWay(v, way, &c)
	}
	open := line.Hours
	if line.WhenClosed != "" {
		open += ". " + v.Say("help.closed", line.WhenClosed)
	}
	if len(c.Contacts) > 0 { // the number first, then when it answers
		c.Contacts[0].Note = open
	} else {
		c.Texts = append(c.Texts, open)
	}
	if line.Unchecked(today) {
		c.Texts = append(c.Texts, v.Say("help.unchecked", v.ShortDay(line.ReviewBy.Time())))
	}
	return c
}

func helpWay(v say.Voice, way programme.HelpWay, c *ui.CareCard) {
	switch {
	case way.Kind == programme.WayWeb && way.Target != "":
		c.Links = append(c.Links, ui.Link{Label: way.Shown, Path: way.Target})
	case way.Target == "":
		c.Points = append(c.Points, way.Shown)
	default:
		c.Contacts = append(c.Contacts, ui.Contact{
			Label: v.Say("help.kind." + string(way.Kind)), Shown: way.Shown, Number: programme.Phone(way.Target),
			Text: way.Kind == programme.WayText, Body: way.Message,
		})
	}
}
