package pathway

import (
	"net/http"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// getToInvite handles GET /consent: who is to be invited.
func (h *handlers) getToInvite(r *http.Request, who authz.Actor) (ui.Response, error) {
	n := person.Narrow(r, who, h.kernel.Now(), consentListPath, heldStands...)
	found, err := h.care.ListToInvite(r.Context(), who, n.Page)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	board := ui.Board{Empty: ui.Empty{Title: v.Say("consent.list.none_to_invite"),
		Text: v.Say("consent.list.none_to_invite_text")}}
	names := person.NamesIn(v, route.Zone(r), found.ToInvite)
	for _, p := range found.ToInvite {
		d, err := content.Programme(p.Definition)
		if err != nil {
			return ui.Response{}, err
		}
		line := consentLine(names, v, d, p, found.Today)
		line.Why = v.Say("consent.list.accepted_why", p.TeamName, v.ShortDay(course.StartBy(d, p.Discharged).Time()))
		line.When = sinceDischarge(v, p.Discharged, found.Today)
		line.Action = ui.Button{Label: v.Say("consent.list.invite"), Path: invitePath(p.ID)}
		board.Lines = append(board.Lines, ofPerson(v, line))
	}
	return consentBoard(v, board, n, consentListPath, found), nil
}

// getThinking handles GET /consent/thinking: who has been invited, and for how long.
func (h *handlers) getThinking(r *http.Request, who authz.Actor) (ui.Response, error) {
	n := person.Narrow(r, who, h.kernel.Now(), thinkingPath, heldStands...)
	found, err := h.care.ListThinking(r.Context(), who, n.Page)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	board := ui.Board{Empty: ui.Empty{Title: v.Say("consent.list.none_thinking"),
		Text: v.Say("consent.list.none_thinking_text")}}
	names := person.NamesIn(v, route.Zone(r), found.Thinking)
	for _, p := range found.Thinking {
		d, err := content.Programme(p.Definition)
		if err != nil {
			return ui.Response{}, err
		}
		line := consentLine(names, v, d, p.Person, found.Today)
		line.Why = v.Say("consent.list.invited_on", v.ShortDay(p.InvitedOn.Time()))
		line.When = v.Say("consent.list.invited.today")
		if days := found.Today.Sub(p.InvitedOn); days > 0 {
			line.When = v.Say("consent.list.invited.days", days)
		}
		line.Action = ui.Button{Label: v.Say("consent.list.answer"), Path: consentPath(p.ID)}
		board.Lines = append(board.Lines, ofPerson(v, line))
	}
	return consentBoard(v, board, n, thinkingPath, found), nil
}

// consentBoard is one of the two lists of people for whom the coordinator has
// something to do, the one at path.
func consentBoard(v say.Voice, board ui.Board, n person.Narrowing, path string,
	found appcare.ConsentBoard) ui.Response {
	n.Among(&board.Empty, found.Teams)
	waiting, invited := found.Waiting, found.Invited
	tabs := ui.Tabs{Label: v.Say("consent.list.tabs"), Links: []ui.Link{
		{Label: v.Say("consent.list.to_invite", waiting), Path: n.At(consentListPath), Current: path == consentListPath},
		{Label: v.Say("consent.list.thinking", invited), Path: n.At(thinkingPath), Current: path == thinkingPath},
	}}
	count := waiting
	if path == thinkingPath {
		count = invited
	}
	parts := append([]ui.Control{tabs}, n.Listed(board, count)...)
	if found.Held > 0 {
		parts = append(parts, ui.Link{Label: v.Say("consent.list.held", found.Held),
			Path: n.Path("state", string(programme.Paused))})
	}
	return ui.ListPage{Title: v.Say("consent.list.title"), Parts: parts}.Render()
}

// heldStands is where somebody can be whose list can be narrowed to. Who is on hold is on
// it only then; below it, the list of consents says how many there are.
var heldStands = appcare.HeldStands()

func consentLine(names person.Names, v say.Voice, d programme.Definition, p programme.Person,
	today programme.Date) ui.BoardLine {
	return ui.BoardLine{Who: ui.Link{Label: names.Of(p), Path: consentPath(p.ID)}, Tag: startOf(v, d, p, today)}
}

// ofPerson has the button say to a screen reader whom it is about.
func ofPerson(v say.Voice, line ui.BoardLine) ui.BoardLine {
	line.Action.Kind, line.Action.Hidden = ui.Secondary, v.Say("consent.list.about", line.Who.Label)
	return line
}
