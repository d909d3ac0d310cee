package pathway

import (
	"net/http"
	"strings"

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

// getScreening handles GET /screening: who is waiting for a decision.
func (h *handlers) getScreening(r *http.Request, who authz.Actor) (ui.Response, error) {
	const path = "/screening"
	n := person.Narrow(r, who, h.kernel.Now(), path, heldStands...)
	found, err := h.care.ListScreening(r.Context(), who, n.Page)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	board := ui.Board{Empty: ui.Empty{Title: v.Say("screening.list.none"), Text: v.Say("screening.list.none_text")}}
	n.Among(&board.Empty, found.Teams)
	var lead []string
	if found.Count > 0 {
		lead = append(lead, v.Say("screening.list.wait", found.Count))
	}
	if found.Short > 0 && !n.Narrows() { // it counts everybody who waits
		lead = append(lead, v.Say("screening.list.short", found.Short))
	}
	names := person.NamesIn(v, route.Zone(r), found.People)
	for _, p := range found.People {
		line, err := waiting(names, v, p, found)
		if err != nil {
			return ui.Response{}, err
		}
		board.Lines = append(board.Lines, line)
	}
	return ui.ListPage{Title: v.Say("screening.list.title"), Lead: strings.Join(lead, " "),
		Parts: n.Listed(board, found.Count)}.Render(), nil
}

// waiting is one who waits, with how long there is, under the version of the
// programme that they were referred to.
func waiting(names person.Names, v say.Voice, p programme.Person, in appcare.ScreeningBoard) (ui.BoardLine, error) {
	d, err := content.Programme(p.Definition)
	if err != nil {
		return ui.BoardLine{}, err
	}
	name := names.Of(p)
	why := v.Say("screening.list.why", p.TeamName, v.ShortDay(course.StartBy(d, p.Discharged).Time()))
	tag := startOf(v, d, p, in.Today)
	if in.Elsewhere[p.ID] != "" {
		why, tag = v.Say("screening.list.why_elsewhere", p.TeamName), person.OtherGoesOn(v)
	} else if p.Joined {
		why += " " + v.Say("same_person.short") + "."
	}
	if p.Returned() {
		why += " " + v.Say("screening.list.before")
	}
	return ui.BoardLine{
		Who:  ui.Link{Label: name, Path: person.Path(p.ID)},
		Why:  why,
		When: sinceDischarge(v, p.Discharged, in.Today),
		Tag:  tag,
		Action: ui.Button{Label: v.Say("screening.list.decide"), Hidden: v.Say("list.whose", name),
			Path: screeningPath(p.ID), Kind: ui.Secondary},
	}, nil
}

func sinceDischarge(v say.Voice, discharged, today programme.Date) string {
	days := course.DaysSince(discharged, today)
	switch {
	case days < 0:
		return v.Say("screening.since.ahead", -days)
	case days == 0:
		return v.Say("screening.since.today")
	}
	return v.Say("screening.since.days", days)
}

// startOf says how long there is to begin p's visits, or why they can't.
func startOf(v say.Voice, d programme.Definition, p programme.Person, today programme.Date) ui.Tag {
	if mark := person.Mark(v, p.Standing); mark.Label != "" {
		return mark
	}
	return timeLeft(v, course.StartBy(d, p.Discharged), today)
}

// timeLeft says in a word how long there is to begin the visits: it stands out
// in the last week and after it.
func timeLeft(v say.Voice, startBy, today programme.Date) ui.Tag {
	left := startBy.Sub(today)
	switch {
	case left < 0:
		return ui.Tag{Label: v.Say("screening.left.over", -left), State: ui.Attention}
	case left == 0:
		return ui.Tag{Label: v.Say("screening.left.today"), State: ui.Attention}
	case left <= appcare.SoonDays:
		return ui.Tag{Label: v.Say("screening.left.days", left), State: ui.Attention}
	}
	return ui.Tag{Label: v.Say("screening.left.days", left), State: ui.Neutral}
}
