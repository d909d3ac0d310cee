package pathway

import (
	"context"
	"net/http"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// A referralView is one referral as its own team may read it.
type referralView struct {
	Back        ui.Link
	Name        string
	Standing    ui.Tag
	Became      string
	Reason      string
	Facts       ui.SummaryList
	Contact     ui.SummaryList
	Care        ui.SummaryList
	Doubts      []string // what else may be wrong
	Eligibility ui.Table
	PutRight    putRight
	TakeBack    ui.Link // until there is a decision
	Earlier     ui.Link // of the team's own
}

var referralPage = ui.NewPage[referralView]("referral")

// getReferral handles GET /referrals/{participant}.
func (h *handlers) getReferral(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	seen, err := h.care.SeeReferral(r.Context(), who, participant)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	return referralPage.Render(referralOf(v, route.Zone(r), seen), v.Say("referral.one.title")), nil
}

func takeBackReferralPath(participant id.Participant) string {
	return referralPath(participant) + "/take-back"
}

// A takenBack is what is sent, and for which team: its list is where one goes on. The referral
// itself may be an earlier one by then.
type takenBack struct {
	pathway.Decision
	team id.Team
}

// takeBackForm takes a team's referral back, until there is a decision.
func (h *handlers) takeBackForm() form.Step[id.Participant, appcare.TeamReferral, takenBack] {
	return form.Step[id.Participant, appcare.TeamReferral, takenBack]{
		Path: "/referrals/{participant}/take-back", Noun: "referral.back", Draws: form.Draws(h.kernel, "referral_back"),
		Looks: authz.SeeReferral, Look: h.care.SeeReferral, Sends: authz.TakeBackReferral,
		Send: func(ctx context.Context, who authz.Actor, of id.Participant, t takenBack) error {
			return h.care.TakeBackReferral(ctx, who, of, t.Decision)
		},
		About: form.In[id.Participant]("participant"), Home: referralPath, Over: "referral.back.over",
		Then: func(_ authz.Actor, _ id.Participant, t takenBack) ui.Response {
			return ui.Redirect(referralsPath(t.team)).Saying("referral.back.saved")
		},
		May: func(seen appcare.TeamReferral) bool { return seen.MayTakeBack },
		Draw: func(f *form.Fields, seen appcare.TeamReferral) form.View {
			name := person.Name(f.Voice, seen.Person)
			return form.View{
				Back: ui.Link{Label: name, Path: referralPath(seen.Person.ID)}, Title: f.Words("heading", name),
				Lead:   f.Words("text"),
				Fields: []ui.Control{f.Textarea("why", "").Room(3), f.Basis("team", string(seen.Person.Team))},
			}
		},
		Read: func(_ id.Participant, s *form.Sent) takenBack {
			return takenBack{pathway.TakingBack(id.Decision(s.ID), s.Paragraphs("why")), id.Team(s.Text("team"))}
		},
	}
}

func earlierReferralPath(team id.Team, participant id.Participant) string {
	return referralsPath(team) + "/" + string(participant)
}

// getEarlierReferral handles GET /teams/{team}/referrals/{participant}: what became of a
// team's referral of somebody who has been referred since, or of one that it took back.
func (h *handlers) getEarlierReferral(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	team, err := route.ID[id.Team](r, "team")
	if err != nil {
		return ui.Response{}, err
	}
	seen, err := h.care.SeeEarlierReferrals(r.Context(), who, team, participant)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	page := ui.ListPage{
		Back:  ui.Link{Label: v.Say("referral.one.back"), Path: referralsPath(team)},
		Title: seen[0].Person.Identity.FullName(), Lead: v.Say("referral.one.before"),
	}
	for i, one := range seen {
		if name := one.Person.Identity.FullName(); i > 0 {
			page.Parts = append(page.Parts, ui.Heading(name))
		}
		page.Parts = append(page.Parts, earlierReferralOf(v, route.Zone(r), one))
	}
	return page.Under(v.Say("referral.one.title")), nil
}

func earlierReferralOf(v say.Voice, zone *time.Location, seen appcare.TeamReferral) ui.SummaryList {
	p, f := seen.Person, person.Facts{Voice: v}
	f.Add("person.earlier.referred", v.ShortDay(p.ReferredAt.In(zone)))
	f.Day("person.fact.discharged", p.Discharged)
	f.List.Lines = append(f.List.Lines, ui.SummaryLine{Key: v.Say("person.earlier.standing"),
		Tag: person.EarlierStanding(v, became(p), seen.Until)})
	if reason, known := seen.Definition.DeclineReason(seen.Declined); known {
		f.Add("person.earlier.decided", reason.Text)
	}
	f.Add("person.earlier.taken_back", seen.TakenBack)
	if p.Void() { // they may read it as they wrote it
		e := appcare.EarlierCourse{Person: p, Referral: seen.Referral}
		f.List.Lines = append(f.List.Lines, knownThen(v, p.Standing, e)...)
	}
	return f.List
}

func referralOf(v say.Voice, zone *time.Location, seen appcare.TeamReferral) referralView {
	p, fact := seen.Person, seen.Referral.Fact
	view := referralView{
		Back: ui.Link{Label: v.Say("referral.one.back"), Path: referralsPath(p.Team)},
		Name: person.Name(v, p), Standing: person.Standing(v, became(p)),
		Became:  becameWords(v, p),
		Facts:   factsOf(v, zone, p, fact, nil),
		Contact: person.ContactOf(v, p.Standing, p.Contact), Care: careOf(v, fact),
		Doubts:      person.DoubtsOf(v, p.Standing, p.Contact),
		Eligibility: eligibilityOf(v, seen.Definition, fact.Eligibility),
		PutRight:    putRightOf(v, p, seen.MayPutRight, false),
	}
	if seen.MayTakeBack {
		view.TakeBack = ui.Link{Label: v.Say("referral.back.open"), Path: takeBackReferralPath(p.ID)}
	}
	if seen.Earlier {
		view.Earlier = ui.Link{Label: v.Say("referral.one.earlier"), Path: earlierReferralPath(p.Team, p.ID)}
	}
	if reason, known := seen.Definition.DeclineReason(seen.Declined); known {
		view.Reason = v.Say("referral.one.reason", reason.Text)
	}
	if seen.TakenBack != "" {
		view.Reason = v.Say("referral.one.taken_back", seen.TakenBack)
	}
	return view
}
