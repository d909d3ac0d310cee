package care

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// A referralForm is a referral as it was typed, right or wrong. Its fields have
// the names of the problems that pathway.Referral.Check finds.
type referralForm struct {
	team        id.Team
	id          id.Referral
	participant id.Participant
	values      url.Values
}

// readReferralForm takes what was sent. An id that is missing or malformed is
// drawn anew: then there was nothing to send twice.
func (h *handlers) readReferralForm(r *http.Request, who authz.Actor, team id.Team) referralForm {
	f := referralForm{team: team, values: r.PostForm}
	var err error
	if f.id, err = id.Parse[id.Referral](f.values.Get("id")); err == nil {
		f.participant, err = id.Parse[id.Participant](f.values.Get("participant"))
	}
	if err != nil {
		k := h.care.Kernel
		purpose := "referral_form/" + string(team) + "/" + string(who.Account) + "/" + k.Now().String()
		f.id, f.participant = kernel.NewID[id.Referral](k, purpose), kernel.NewID[id.Participant](k, purpose+"/participant")
	}
	return f
}

// text is one line as it was typed, without the blanks round it.
func (f referralForm) text(name string) string { return strings.TrimSpace(f.values.Get(name)) }

// sure tells whether somebody has said that this is nobody who is here already.
func (f referralForm) sure() bool { return f.values.Get("sure") == "1" }

// referral reads the form. Days that cannot be read are problems; whatever else
// is wrong with it, Check says.
func (f referralForm) referral() (pathway.Referral, fault.Problems) {
	var unread fault.Problems
	r := pathway.Referral{
		ID: f.id, Participant: f.participant, Team: f.team,
		Identity: f.identity(&unread), Contact: f.contact(),
		DischargeDate: f.date("discharge_date", &unread), OnCaseloadSince: f.date("on_caseload_since", &unread),
		Responsible: pathway.Responsible{
			Name: f.text("responsible.name"), Role: f.text("responsible.role"),
			Organisation: f.text("responsible.organisation"), Phone: f.text("responsible.phone"),
		},
		GP:              pathway.GP{Name: f.text("gp.name"), Practice: f.text("gp.practice"), Phone: f.text("gp.phone")},
		CareCoordinator: pathway.CareCoordinator{Name: f.text("care_coordinator.name"), Phone: f.text("care_coordinator.phone")},
		Eligibility:     f.answers(),
		HomeNote: pathway.HomeNote{
			Text: f.text("home_note.text"), Source: f.text("home_note.source"), ReviewBy: f.date("home_note.review_by", &unread),
		},
	}
	return r, unread
}

func (f referralForm) identity(unread *fault.Problems) programme.Identity {
	i := programme.Identity{
		GivenName: f.text("identity.given_name"), FamilyName: f.text("identity.family_name"), KnownAs: f.text("identity.known_as"),
		Pronouns: f.text("identity.pronouns"), BirthDate: f.date("identity.birth_date", unread), NumberStatus: programme.NumberNone,
	}
	typed := f.text("identity.nhs_number")
	number, err := programme.ParseNHSNumber(typed)
	if err != nil {
		number = programme.NHSNumber(typed) // for Check to refuse
	}
	if i.NHSNumber = number; number != "" {
		i.NumberStatus = programme.NumberUnverified
	}
	return i
}

func (f referralForm) contact() programme.Contact {
	c := programme.Contact{
		AddressLines: lines(f.text("contact.address_lines")), Postcode: f.text("contact.postcode"),
		NoFixedAddress: f.text("contact.no_fixed_address") == "yes",
		Phone:          f.text("contact.phone"), Email: f.text("contact.email"), OtherWay: f.text("contact.other_way"),
		WhoElseReads:     f.text("contact.who_else_reads"),
		PreferredChannel: programme.Channel(f.text("contact.preferred_channel")),
	}
	c.SafeToWrite = f.safe("contact.safe_to_write", c.HasAddress())
	c.LeaveVoicemail = f.safe("contact.leave_voicemail", c.Phone != "")
	c.SafeToText = f.safe("contact.safe_to_text", c.Phone != "")
	c.SafeToEmail = f.safe("contact.safe_to_email", c.Email != "")
	if c.PreferredChannel == "" {
		c.PreferredChannel = programme.ChannelUndecided
	}
	return c
}

// safe reads whether a way of reaching somebody is safe. It has to be said
// only of a way that there is; of any other, nobody asked.
func (f referralForm) safe(name string, there bool) programme.Safe {
	answer := programme.Safe(f.text(name))
	if answer == "" && !there {
		return programme.SafeNotAsked
	}
	return answer
}

func lines(text string) []string {
	var list []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}

// date reads a day. Nothing typed is no day, which Check judges.
func (f referralForm) date(name string, unread *fault.Problems) programme.Date {
	typed := ui.ReadDate(f.values, name)
	if typed.Empty() {
		return programme.Date{}
	}
	d, err := typed.Date()
	if err != nil {
		*unread = append(*unread, fault.Problem{Field: name, Key: fault.KeyOf(err)})
	}
	return d
}

// answers reads the eligibility lines that were answered, in an order that
// does not change when the form is sent again.
func (f referralForm) answers() []pathway.Answer {
	var list []pathway.Answer
	for name := range f.values {
		line, is := strings.CutPrefix(name, "eligibility.")
		if reply := f.text(name); is && reply != "" {
			list = append(list, pathway.Answer{Line: line, Reply: programme.Reply(reply)})
		}
	}
	slices.SortFunc(list, func(a, b pathway.Answer) int { return strings.Compare(a.Line, b.Line) })
	return list
}

// getReferralForm handles GET /teams/{team}/referrals/new.
func (h *handlers) getReferralForm(r *http.Request, who authz.Actor) (ui.Response, error) {
	team, err := route.ID[id.Team](r, "team")
	if err != nil {
		return ui.Response{}, err
	}
	q, err := h.care.AskReferral(r.Context(), who, team)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	return referralFormPage.Render(referralFormOf(v, q, h.readReferralForm(r, who, team), nil), v.Say("referral.form.title")), nil
}

// postReferral handles POST /teams/{team}/referrals/new.
func (h *handlers) postReferral(r *http.Request, who authz.Actor) (ui.Response, error) {
	team, err := route.ID[id.Team](r, "team")
	if err != nil {
		return ui.Response{}, err
	}
	form := h.readReferralForm(r, who, team)
	referral, problems := form.referral()
	if !problems.Any() {
		err = h.care.MakeReferral(r.Context(), who, referral, form.sure())
	}
	found, likely := appcare.AsLikely(err)
	broken, refused := fault.AsProblems(err)
	if !problems.Any() && !likely && !refused {
		return ui.Redirect(referralPath(referral.Participant)).Saying("referral.saved"), err
	}
	q, err := h.care.AskReferral(r.Context(), who, team)
	if err != nil {
		return ui.Response{}, err
	}
	if problems.Any() {
		referral.DefinitionVersion = q.Definition.Ref()
		broken = ui.UnreadFirst(problems, referral.Check(q.Definition, q.Today))
	}
	v := route.Voice(r)
	view := referralFormOf(v, q, form, broken)
	if likely {
		view.Likely = likelyOf(v, route.Zone(r), found, form)
		return referralFormPage.With(http.StatusConflict, view, view.Likely.Title), nil
	}
	return referralFormPage.Invalid(view, v.Say("referral.form.title")), nil
}
