package pathway

import (
	"net/http"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// A consentBoardView is whom the coordinator has something to do for.
type consentBoardView struct {
	Title string
	Tabs  ui.Tabs
	Board ui.Board
	Pages ui.Pagination
}

var consentBoardPage = ui.NewPage[consentBoardView]("consent_list")

// getToInvite handles GET /consent: who is to be invited.
func (h *handlers) getToInvite(r *http.Request, who authz.Actor) (ui.Response, error) {
	page := route.Page(r)
	found, err := h.care.ListToInvite(r.Context(), who, page)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	view := consentBoardOf(v, consentListPath, found.Waiting, found.Invited)
	view.Pages = ui.Paginate(v, consentListPath, page, found.Waiting)
	view.Board.Empty = ui.Empty{Title: v.Say("consent.list.none_to_invite"),
		Text: v.Say("consent.list.none_to_invite_text")}
	for _, p := range found.ToInvite {
		d, err := content.Programme(p.Definition.Programme, p.Definition.Number)
		if err != nil {
			return ui.Response{}, err
		}
		line := consentLine(v, d, p, found.Today)
		line.Why = v.Say("consent.list.accepted_why", p.TeamName, v.ShortDay(course.StartBy(d, p.Discharged).Time()))
		line.When = sinceDischarge(v, p.Discharged, found.Today)
		line.Action = ui.Button{Label: v.Say("consent.list.invite"), Path: invitePath(p.ID)}
		view.Board.Lines = append(view.Board.Lines, ofPerson(v, line))
	}
	return consentBoardPage.Render(view, view.Title), nil
}

// getThinking handles GET /consent/thinking: who has been invited, and for how long.
func (h *handlers) getThinking(r *http.Request, who authz.Actor) (ui.Response, error) {
	page := route.Page(r)
	found, err := h.care.ListThinking(r.Context(), who, page)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	view := consentBoardOf(v, thinkingPath, found.Waiting, found.Invited)
	view.Pages = ui.Paginate(v, thinkingPath, page, found.Invited)
	view.Board.Empty = ui.Empty{Title: v.Say("consent.list.none_thinking"), Text: v.Say("consent.list.none_thinking_text")}
	for _, p := range found.Thinking {
		d, err := content.Programme(p.Definition.Programme, p.Definition.Number)
		if err != nil {
			return ui.Response{}, err
		}
		line := consentLine(v, d, p.Person, found.Today)
		line.Why = v.Say("consent.list.invited_on", v.ShortDay(p.InvitedOn.Time()))
		line.When = v.Say("consent.list.invited.today")
		if days := found.Today.Sub(p.InvitedOn); days > 0 {
			line.When = v.Say("consent.list.invited.days", days)
		}
		line.Action = ui.Button{Label: v.Say("consent.list.answer"), Path: consentPath(p.ID)}
		view.Board.Lines = append(view.Board.Lines, ofPerson(v, line))
	}
	return consentBoardPage.Render(view, view.Title), nil
}

func consentBoardOf(v say.Voice, here string, waiting, invited int) consentBoardView {
	return consentBoardView{
		Title: v.Say("consent.list.title"),
		Tabs: ui.Tabs{Label: v.Say("consent.list.tabs"), Links: []ui.Link{
			{Label: v.Say("consent.list.to_invite", waiting), Path: consentListPath, Current: here == consentListPath},
			{Label: v.Say("consent.list.thinking", invited), Path: thinkingPath, Current: here == thinkingPath},
		}},
	}
}

func consentLine(v say.Voice, d programme.Definition, p programme.Person, today programme.Date) ui.BoardLine {
	return ui.BoardLine{
		Who: ui.Link{Label: p.Identity.FullName(), Path: consentPath(p.ID)},
		Tag: timeLeft(v, d, p.Discharged, today),
	}
}

// ofPerson has the button say to a screen reader whom it is about.
func ofPerson(v say.Voice, line ui.BoardLine) ui.BoardLine {
	line.Action.Kind, line.Action.Hidden = ui.Secondary, v.Say("consent.list.about", line.Who.Label)
	return line
}
