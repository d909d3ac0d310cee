package pathway

import (
	"net/http"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// A teamsView is the teams that somebody refers for.
type teamsView struct {
	Teams []ui.Link
	Empty ui.Empty
}

var teamsPage = ui.NewPage[teamsView]("referral_teams")

// getOwnTeams handles GET /referrals: with one team it leads straight there.
func (h *handlers) getOwnTeams(r *http.Request, who authz.Actor) (ui.Response, error) {
	teams, err := h.care.OwnTeams(r.Context(), who)
	if err != nil {
		return ui.Response{}, err
	}
	if len(teams) == 1 {
		return ui.Redirect(referralsPath(teams[0].ID)), nil
	}
	v := route.Voice(r)
	var view teamsView
	for _, t := range teams {
		view.Teams = append(view.Teams, ui.Link{Label: t.Name, Path: referralsPath(t.ID)})
	}
	if len(teams) == 0 {
		view.Empty = ui.Empty{Title: v.Say("referral.teams.none"), Text: v.Say("referral.teams.none_text")}
	}
	return teamsPage.Render(view, v.Say("referral.teams.title")), nil
}

// A referralsView is what became of a team's referrals.
type referralsView struct {
	Title string
	Team  string
	Refer ui.Button
	Table ui.Table
	Pages ui.Pagination
}

var referralsPage = ui.NewPage[referralsView]("referral_list")

// getReferrals handles GET /teams/{team}/referrals.
func (h *handlers) getReferrals(r *http.Request, who authz.Actor) (ui.Response, error) {
	team, err := route.ID[id.Team](r, "team")
	if err != nil {
		return ui.Response{}, err
	}
	page := route.Page(r)
	found, err := h.care.ListReferrals(r.Context(), who, team, page)
	if err != nil {
		return ui.Response{}, err
	}
	view := referralsOf(route.Voice(r), route.Zone(r), found, page)
	return referralsPage.Render(view, view.Title), nil
}

func referralsOf(v say.Voice, zone *time.Location, found appcare.PeoplePage, page programme.Page) referralsView {
	view := referralsView{
		Title: v.Say("referral.list.title"), Team: found.Team.Name,
		Pages: ui.Paginate(v, referralsPath(found.Team.ID), page, found.Count),
	}
	if found.MayRefer {
		view.Refer = ui.Button{Label: v.Say("referral.list.refer"), Path: referralFormPath(found.Team.ID)}
	}
	view.Table = ui.Table{
		Caption: v.Say("referral.list.title"), Quiet: true,
		Columns: []ui.Column{{Label: v.Say("referral.list.name")}, {Label: v.Say("referral.list.referred")},
			{Label: v.Say("referral.list.discharged")}, {Label: v.Say("referral.list.became")}},
		Empty: ui.Empty{Title: v.Say("referral.list.none"), Text: v.Say("referral.list.none_text")},
	}
	for _, p := range found.People {
		view.Table.Rows = append(view.Table.Rows, ui.Row{Cells: []ui.Cell{
			{Link: ui.Link{Label: p.Identity.FullName(), Path: referralPath(p.ID)}},
			{Text: v.ShortDay(p.ReferredAt.In(zone))},
			{Text: v.ShortDay(p.Discharged.Time())},
			{Tag: person.Standing(v, became(p)), Note: v.Say("referral.became." + string(became(p)))},
		}})
	}
	return view
}
