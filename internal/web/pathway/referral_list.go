package pathway

import (
	"net/http"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/form"
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

// getReferrals handles GET /teams/{team}/referrals: what became of them.
func (h *handlers) getReferrals(r *http.Request, who authz.Actor) (ui.Response, error) {
	team, err := route.ID[id.Team](r, "team")
	if err != nil {
		return ui.Response{}, err
	}
	n := form.Narrow(r, who, h.kernel.Now(), referralsPath(team))
	page := route.Page(r)
	page.Only = programme.Only{Stands: form.ChosenOf(n, "state", programme.EveryStands()...),
		ByName: form.ChosenOf(n, "order", "name") != ""}
	found, err := h.care.ListReferrals(r.Context(), who, team, page)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	n.Offer("state", person.StandsOptions(v, programme.EveryStandsToldApart(found.Definition.Study()))...)
	n.OfferAlways("order", ui.Option{Value: "name", Label: n.Words("order.name")})
	refer := ui.Button{Label: v.Say("referral.list.refer"), Path: referralFormPath(team)}
	table := referralsTable(v, route.Zone(r), found.People)
	if n.Narrows() {
		table.Empty = person.NobodyOf(v)
	}
	page, _ = page.InOrder(found.Count)
	return ui.ListPage{
		Title: v.Say("referral.list.title"), Lead: v.Say("referral.list.text", found.Team.Name),
		Parts: []ui.Control{
			form.If(found.MayRefer, refer), referralSearch(v, team, ""), n.Filter(), table,
			ui.Paginate(v, n.Path(), page, found.Count),
		},
	}.Render(), nil
}

// postFindReferrals handles POST /teams/{team}/referrals: who of a team is sought. What
// was searched for stands in no address.
func (h *handlers) postFindReferrals(r *http.Request, who authz.Actor) (ui.Response, error) {
	team, err := route.ID[id.Team](r, "team")
	if err != nil {
		return ui.Response{}, err
	}
	typed := r.PostForm.Get("find")
	page, found, err := h.care.FindReferrals(r.Context(), who, team, typed)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	table := referralsTable(v, route.Zone(r), page.People)
	table.Empty = person.NobodyFound(v, typed, "person.find.none")
	return ui.ListPage{
		Back:  ui.Link{Label: v.Say("referral.list.title"), Path: referralsPath(team)},
		Title: v.Say("person.find.results"), Lead: person.FoundWords(v, found),
		Parts: []ui.Control{referralSearch(v, team, typed), table},
	}.Render(), nil
}

func referralSearch(v say.Voice, team id.Team, typed string) ui.SearchBox {
	return ui.SearchBox{
		Action: referralsPath(team), Name: "find", Value: typed,
		Label: v.Say("person.find.label"), Hint: v.Say("person.find.hint"), Button: v.Say("person.find.button"),
	}
}

func referralsTable(v say.Voice, zone *time.Location, people []programme.Person) ui.Table {
	t := ui.NewTable(v, "referral.list", "name", "referred", "discharged", "became")
	names := person.NamesIn(v, zone, people)
	for _, p := range people {
		path := referralPath(p.ID)
		if len(p.EarlierTeams) > 0 {
			path = earlierReferralPath(p.Team, p.ID)
		}
		formerly := ""
		if p.Formerly {
			formerly = v.Say("person.find.formerly")
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{
			{Link: ui.Link{Label: names.Of(p), Path: path}, Note: formerly},
			{Text: v.ShortDay(p.ReferredAt.In(zone))},
			{Text: v.ShortDay(p.Discharged.Time())},
			{Tag: person.Standing(v, became(p)), Note: becameWords(v, p)},
		}})
	}
	return t
}
