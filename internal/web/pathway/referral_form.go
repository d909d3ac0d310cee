package pathway

import (
	"context"
	"slices"
	"strings"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/ui"
)

// A referralSent is a referral as it was typed, and whether somebody has said
// that this is nobody who is here already.
type referralSent struct {
	referral pathway.Referral
	sure     bool
	same     string // whom they say that it is again: an id, or byNumber
}

// byNumber says that it is the person with the NHS number that was typed, whom
// another team referred: their id is not told.
const byNumber = "number"

// referralForm is the two-minute referral. Its fields have the names of the
// problems that pathway.Referral.Check finds.
func (h *handlers) referralForm() form.Step[id.Team, appcare.ReferralQuestions, referralSent] {
	return form.Step[id.Team, appcare.ReferralQuestions, referralSent]{
		Path: "/teams/{team}/referrals/new", Noun: "referral", Draws: form.Draws(h.kernel, "referral_form"),
		Looks: authz.AskReferral, Sends: authz.MakeReferral, About: form.In[id.Team]("team"), Home: referralsPath,
		Look: h.care.AskReferral, Draw: drawReferral, Instead: likely,
		Read: func(team id.Team, s *form.Sent) referralSent {
			return referralSent{readReferral(team, s), s.Text("sure") != "", s.Text("same")}
		},
		Send: func(ctx context.Context, who authz.Actor, _ id.Team, s referralSent) error {
			switch s.same {
			case "":
				return h.care.MakeReferral(ctx, who, s.referral, s.sure)
			case byNumber:
				return h.care.ReferAgain(ctx, who, s.referral, "")
			}
			return h.care.ReferAgain(ctx, who, s.referral, id.Participant(s.same))
		},
		Check: func(_ *form.Fields, q appcare.ReferralQuestions, s referralSent) fault.Problems {
			s.referral.DefinitionVersion = q.Definition.Ref()
			return s.referral.Check(q.Definition, q.Today)
		},
		Then: func(_ authz.Actor, _ id.Team, s referralSent) ui.Response {
			switch s.same {
			case "":
				return ui.Redirect(referralPath(s.referral.Participant)).Saying("referral.saved")
			case byNumber:
				return ui.Redirect(referralsPath(s.referral.Team)).Saying("referral.saved_again")
			}
			return ui.Redirect(referralPath(id.Participant(s.same))).Saying("referral.saved_again")
		},
	}
}

func readReferral(team id.Team, s *form.Sent) pathway.Referral {
	return pathway.Referral{
		ID: id.Referral(s.ID), Participant: id.Participant(s.Also("participant")), Team: team,
		Identity: readIdentity(s), Contact: readContact(s), Eligibility: readAnswers(s), HomeNote: readHomeNote(s),
	}.WithCare(readCare(s))
}

func readCare(s *form.Sent) pathway.Care {
	return pathway.Care{
		DischargeDate:   s.Day("discharge_date", programme.InCourse),
		OnCaseloadSince: s.OptionalDay("on_caseload_since", programme.InLife),
		Responsible: pathway.Responsible{
			Name: s.Text("responsible.name"), Role: s.Text("responsible.role"),
			Organisation: s.Text("responsible.organisation"), Phone: s.Phone("responsible.phone"),
		},
		GP: pathway.GP{Name: s.Text("gp.name"), Practice: s.Text("gp.practice"), Phone: s.Phone("gp.phone")},
		CareCoordinator: pathway.CareCoordinator{Name: s.Text("care_coordinator.name"),
			Phone: s.Phone("care_coordinator.phone")},
	}
}

func readHomeNote(s *form.Sent) pathway.HomeNote {
	return pathway.HomeNote{
		Text: s.Paragraphs("home_note.text"), Source: s.Text("home_note.source"),
		ReviewBy: s.OptionalDay("home_note.review_by", programme.ToCome),
	}
}

func readIdentity(s *form.Sent) programme.Identity {
	i := programme.Identity{
		GivenName: s.Text("identity.given_name"), FamilyName: s.Text("identity.family_name"),
		KnownAs: s.Text("identity.known_as"), Pronouns: s.Text("identity.pronouns"),
		BirthDate: s.Birthday("identity.birth_date"), NumberStatus: programme.NumberNone,
	}
	typed := s.Text("identity.nhs_number")
	number, err := programme.ParseNHSNumber(typed)
	if err != nil {
		number = programme.NHSNumber(typed) // for Check to refuse
	}
	if i.NHSNumber = number; number != "" {
		i.NumberStatus = programme.NumberUnverified
	}
	return i
}

func readContact(s *form.Sent) programme.Contact {
	c := programme.Contact{
		AddressLines: s.Lines("contact.address_lines"), Postcode: programme.Postcode(s.Text("contact.postcode")),
		NoFixedAddress: s.Ticked("contact.no_fixed_address"),
		Phone:          s.Phone("contact.phone"), Email: s.Text("contact.email"), OtherWay: s.Paragraphs("contact.other_way"),
		WhoElseReads:     s.Paragraphs("contact.who_else_reads"),
		PreferredChannel: programme.Channel(s.Text("contact.preferred_channel")),
	}
	c.SafeToWrite = readSafe(s, "contact.safe_to_write", c.HasAddress())
	c.LeaveVoicemail = readSafe(s, "contact.leave_voicemail", c.Phone != "")
	c.SafeToText = readSafe(s, "contact.safe_to_text", c.Phone != "")
	c.SafeToEmail = readSafe(s, "contact.safe_to_email", c.Email != "")
	if c.PreferredChannel == "" {
		c.PreferredChannel = programme.ChannelUndecided
	}
	return c
}

// readSafe reads whether a way of reaching somebody is safe. It has to be said
// only of a way that there is; of any other, nobody asked.
func readSafe(s *form.Sent, name string, there bool) programme.Safe {
	answer := programme.Safe(s.Text(name))
	if answer == "" && (!there || slices.Contains(askedAnew(s), name)) {
		return programme.SafeNotAsked
	}
	return answer
}

// drawReferral asks for everything, in groups.
func drawReferral(f *form.Fields, q appcare.ReferralQuestions) form.View {
	view := form.View{
		Window: f.Words("form.title"), Back: ui.Link{Label: f.Words("one.back"), Path: referralsPath(q.Team.ID)},
		Title: f.Words("form.title"), Lead: f.Words("form.text", q.Team.Name),
		Fields: askReferred(f),
		Action: referralFormPath(q.Team.ID), Save: ui.Button{Label: f.Words("form.send")},
		Leave:     ui.Link{Label: f.Words("form.leave")},
		Summarise: sayWhichLine(f, q.Definition),
	}
	view.Fields = append(view.Fields, ui.Heading(f.Words("eligibility.title")), ui.Quiet(f.Words("form.eligibility")))
	view.Fields = append(view.Fields, askLines(f, q.Definition, nil)...)
	note := ui.Details{
		Label: f.Words("form.note"), Texts: []string{f.Words("form.restricted")},
		Open: f.Open("home_note.text", "home_note.source", "home_note.review_by"),
	}
	view.Fields = append(view.Fields, ui.Heading(f.Words("form.visitors")),
		ui.Behind(note, askHomeNote(f, pathway.HomeNote{})...),
		f.Carried("participant", f.Sent.Also("participant")))
	return view
}

// askReferred asks for who somebody is, how to reach them, and who looks after them.
func askReferred(f *form.Fields) []ui.Control {
	return slices.Concat(
		[]ui.Control{ui.Heading(f.Words("one.who"))}, askWho(f, programme.Identity{}),
		[]ui.Control{ui.Heading(f.Words("one.contact")), ui.Quiet(f.Words("form.safe"))}, askContact(f, programme.Contact{}),
		[]ui.Control{ui.Heading(f.Words("form.care"))}, askCare(f, pathway.Care{}),
	)
}

// another asks for one line about somebody else: the browser has nothing to fill in.
func another(f *form.Fields, name, first string) ui.Input {
	return f.Input(name, first).Complete("off")
}

func anotherPhone(f *form.Fields, name string, first programme.Phone) ui.Input {
	return another(f, name, string(first)).Telephone().Complete("off")
}

func askWho(f *form.Fields, i programme.Identity) []ui.Control {
	return []ui.Control{ui.Side(
		another(f, "identity.given_name", i.GivenName), another(f, "identity.family_name", i.FamilyName),
		f.Day("identity.birth_date", i.BirthDate),
		another(f, "identity.nhs_number", i.NHSNumber.String()).Digits(20), another(f, "identity.known_as", i.KnownAs),
		another(f, "identity.pronouns", i.Pronouns))}
}

// askContact asks how to reach somebody; of anew, whether it is safe, with nothing
// chosen.
func askContact(f *form.Fields, c programme.Contact, anew ...string) []ui.Control {
	postcode := another(f, "contact.postcode", string(c.Postcode)).Wide(10)
	postcode.Plain = true
	none := []string{}
	if c.NoFixedAddress {
		none = append(none, "yes")
	}
	safe := func(name string, first programme.Safe) ui.Radios {
		r := askSafe(f, name, first)
		if slices.Contains(anew, name) {
			r.Value = ""
		}
		return r
	}
	other := ui.Details{
		Label: f.Words("form.other"),
		Open:  c.WhoElseReads+c.OtherWay != "" || f.Open("contact.who_else_reads", "contact.other_way"),
	}
	return []ui.Control{
		anotherPhone(f, "contact.phone", c.Phone),
		ui.Side(safe("contact.leave_voicemail", c.LeaveVoicemail), safe("contact.safe_to_text", c.SafeToText)),
		f.Textarea("contact.address_lines", strings.Join(c.AddressLines, "\n")).Room(3),
		ui.Side(postcode, f.Checkboxes("contact.no_fixed_address", none, "yes")),
		safe("contact.safe_to_write", c.SafeToWrite),
		ui.Side(another(f, "contact.email", c.Email).Email().Complete("off"),
			safe("contact.safe_to_email", c.SafeToEmail)),
		askPreferred(f, c),
		ui.Behind(other, askReads(f, c), f.Textarea("contact.other_way", c.OtherWay).Room(2)),
	}
}

func askPreferred(f *form.Fields, c programme.Contact) ui.Radios {
	return f.RadiosSaid("contact.preferred_channel", string(c.PreferredChannel), "contact.channel.",
		ui.Values(programme.Channels())...).SideBySide().OrNone()
}

func askReads(f *form.Fields, c programme.Contact) ui.Textarea {
	return f.Textarea("contact.who_else_reads", c.WhoElseReads).Room(2)
}

// askSafe asks whether a way of reaching somebody is safe; the words of the
// answers are those of the record.
func askSafe(f *form.Fields, name string, first programme.Safe) ui.Radios {
	return f.RadiosSaid(name, string(first), "contact.safe.", ui.Values(programme.SafeAnswers())...).SideBySide()
}

func askCare(f *form.Fields, c pathway.Care) []ui.Control {
	return []ui.Control{
		ui.Side(f.Day("discharge_date", c.DischargeDate), f.Day("on_caseload_since", c.OnCaseloadSince),
			another(f, "responsible.name", c.Responsible.Name), anotherPhone(f, "responsible.phone", c.Responsible.Phone),
			another(f, "responsible.role", c.Responsible.Role),
			another(f, "responsible.organisation", c.Responsible.Organisation)),
		ui.Heading(f.Words("form.others")), ui.Quiet(f.Words("form.leave_out")),
		ui.Side(another(f, "gp.name", c.GP.Name), another(f, "gp.practice", c.GP.Practice),
			anotherPhone(f, "gp.phone", c.GP.Phone)),
		ui.Side(another(f, "care_coordinator.name", c.CareCoordinator.Name),
			anotherPhone(f, "care_coordinator.phone", c.CareCoordinator.Phone)),
	}
}

func askHomeNote(f *form.Fields, n pathway.HomeNote) []ui.Control {
	return []ui.Control{f.Textarea("home_note.text", n.Text).Room(3), another(f, "home_note.source", n.Source),
		f.Day("home_note.review_by", n.ReviewBy)}
}
