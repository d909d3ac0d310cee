package pathway

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/programme/programmetest"
)

var today = programmetest.Day("2026-11-27")

func TestAGoodReferralHasNoProblem(t *testing.T) {
	if p := aReferral().Check(programmetest.Service(), today); p.Any() {
		t.Error(p)
	}
}

func TestAnEmptyReferralNamesEverythingThatIsMissing(t *testing.T) {
	got := programmetest.Said(Referral{}.Check(programmetest.Service(), today))
	want := map[string]string{
		"id": "referral.id.missing", "participant": "referral.participant.missing", "team": "referral.team.missing",
		"definition_version":  "referral.definition_version.other",
		"identity.given_name": "person.given_name.missing", "identity.family_name": "person.family_name.missing",
		"identity.birth_date": "person.birth_date.missing", "identity.number_status": "person.number_status.missing",
		"contact.address_lines": "contact.address.missing", "contact.leave_voicemail": "contact.leave_voicemail.missing",
		"contact.safe_to_write": "contact.safe_to_write.missing", "contact.safe_to_text": "contact.safe_to_text.missing",
		"contact.safe_to_email":     "contact.safe_to_email.missing",
		"contact.preferred_channel": "contact.preferred_channel.missing",
		"discharge_date":            "referral.discharge_date.missing", "responsible.name": "referral.responsible.name.missing",
		"responsible.phone":   "referral.responsible.phone.missing",
		"eligibility.leaving": "referral.eligibility.missing", "eligibility.unsafe": "referral.eligibility.missing",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestEachWrongEntryIsNamedAtItsField(t *testing.T) {
	for field, c := range map[string]struct {
		key    string
		change func(*Referral)
	}{
		"identity.given_name": {"person.given_name.missing", func(r *Referral) { r.Identity.GivenName = " \t" }},
		"identity.birth_date": {"referral.birth_date.young",
			func(r *Referral) { r.Identity.BirthDate = programmetest.Day("2008-11-28") }},
		"identity.nhs_number": {"person.nhs_number.wrong", func(r *Referral) { r.Identity.NHSNumber = "9991234567" }},
		"identity.number_status": {"person.number_status.but_given",
			func(r *Referral) { r.Identity.NumberStatus = programme.NumberNone }},
		"contact.no_fixed_address": {"contact.address.both", func(r *Referral) { r.Contact.NoFixedAddress = true }},
		"contact.phone":            {"contact.phone.wrong", func(r *Referral) { r.Contact.Phone = "ring the bell" }},
		"contact.email":            {"contact.email.wrong", func(r *Referral) { r.Contact.Email = "sam at home" }},
		"contact.preferred_channel": {"contact.preferred_channel.unsafe",
			func(r *Referral) { r.Contact.SafeToText = programme.SafeNo }},
		"contact.other_way": {"contact.no_way", func(r *Referral) {
			r.Contact.AddressLines, r.Contact.NoFixedAddress, r.Contact.Phone, r.Contact.PreferredChannel = nil, true, "",
				programme.ChannelUndecided
		}},
		"on_caseload_since": {"referral.on_caseload_since.late",
			func(r *Referral) { r.OnCaseloadSince = programmetest.Day("2026-11-21") }},
		"gp.phone": {"contact.phone.wrong", func(r *Referral) { r.GP.Phone = "12345" }},
		"care_coordinator.name": {"referral.care_coordinator.name.missing",
			func(r *Referral) { r.CareCoordinator.Phone = "01632 960003" }},
		"eligibility.unsafe": {"referral.eligibility.missing", func(r *Referral) { r.Eligibility[1].Reply = "" }},
		"eligibility.leaving": {"referral.eligibility.twice",
			func(r *Referral) { r.Eligibility = append(r.Eligibility, Answer{Line: "leaving", Reply: programme.No}) }},
		"eligibility.shoe_size": {"referral.eligibility.unknown", func(r *Referral) {
			r.Eligibility = append(r.Eligibility, Answer{Line: "shoe_size", Reply: programme.No})
		}},
		"home_note.source": {"referral.home_note.source.missing",
			func(r *Referral) { r.HomeNote = HomeNote{Text: "A dog", ReviewBy: today} }},
		"home_note.review_by": {"referral.home_note.review_by.missing",
			func(r *Referral) { r.HomeNote = HomeNote{Text: "A dog", Source: "the team"} }},
		"home_note.text":     {"referral.home_note.text.missing", func(r *Referral) { r.HomeNote.Source = "the team" }},
		"definition_version": {"referral.definition_version.other", func(r *Referral) { r.DefinitionVersion.Number = 2 }},
	} {
		r := aReferral()
		c.change(&r)
		if got := r.Check(programmetest.Service(), today); len(got) != 1 || got[0].Field != field || got[0].Key != c.key {
			t.Errorf("%s: %v, want %s", field, got, c.key)
		}
	}
}

func TestDischargeMayLieAsFarOffAsTheProgrammeSaysAndNoDayFurther(t *testing.T) {
	for discharge, key := range map[string]string{
		"2026-10-27": "", "2026-10-26": "referral.discharge_date.past", "2026-12-11": "",
		"2026-12-12": "referral.discharge_date.future",
	} {
		r := aReferral()
		r.DischargeDate = programmetest.Day(discharge)
		if got := programmetest.Said(r.Check(programmetest.Service(), today))["discharge_date"]; got != key {
			t.Errorf("%s: %q, want %q", discharge, got, key)
		}
	}
}

func TestEighteenTodayIsOldEnough(t *testing.T) {
	r := aReferral()
	r.Identity.BirthDate = programmetest.Day("2008-11-27")
	if p := r.Check(programmetest.Service(), today); p.Any() {
		t.Error(p)
	}
}

func TestSomebodyWithoutAnAddressIsReachedInAnotherWay(t *testing.T) {
	r := aReferral()
	r.Contact = programme.Contact{
		NoFixedAddress: true, OtherWay: "through the day centre", LeaveVoicemail: programme.SafeNotAsked,
		SafeToWrite: programme.SafeNotAsked,
		SafeToText:  programme.SafeNotAsked, SafeToEmail: programme.SafeNotAsked, PreferredChannel: programme.ChannelOther,
	}
	if p := r.Check(programmetest.Service(), today); p.Any() {
		t.Error(p)
	}
}

func TestAPreferredChannelHasToBeThere(t *testing.T) {
	for _, channel := range []programme.Channel{programme.ChannelPhone, programme.ChannelText, programme.ChannelEmail,
		programme.ChannelOther} {
		r := aReferral()
		r.Contact.Phone, r.Contact.PreferredChannel = "", channel
		if got := programmetest.Said(r.Check(programmetest.Service(),
			today))["contact.preferred_channel"]; got != "contact.preferred_channel.absent" {
			t.Errorf("%s: %q", channel, got)
		}
	}
}

func TestWhatIsUnmetIncludesWhatNobodyIsSureOf(t *testing.T) {
	d := programmetest.Service()
	if got := UnmetCriteria(d, aReferral().Eligibility); !cmp.Equal(got, []string{"unsafe"}) {
		t.Error(got)
	}
	if got := UnmetCriteria(d, nil); !cmp.Equal(got, []string{"leaving", "unsafe"}) {
		t.Error(got)
	}
	if got := UnmetCriteria(d, []Answer{{Line: "leaving", Reply: programme.No}, {Line: "unsafe", Reply: programme.No},
		{Line: "leaving", Reply: programme.Yes}}); len(got) != 0 {
		t.Errorf("the later answer outweighs: %v", got)
	}
}

func aReferral() Referral {
	return Referral{
		ID: "r", Participant: "p", Team: "t", DefinitionVersion: programme.Version{Programme: "example", Number: 1},
		Identity: programme.Identity{GivenName: "Sam", FamilyName: "Example", BirthDate: programmetest.Day("1990-05-01"),
			NHSNumber: "9434765919", NumberStatus: programme.NumberUnverified},
		Contact: programme.Contact{
			AddressLines: []string{"12 Example Road"}, Postcode: "ZZ99 3VZ", Phone: "01632 960001",
			LeaveVoicemail: programme.SafeNo, SafeToWrite: programme.SafeNotAsked, SafeToText: programme.SafeYes,
			SafeToEmail: programme.SafeNotAsked, PreferredChannel: programme.ChannelText,
		},
		DischargeDate: programmetest.Day("2026-11-20"),
		Responsible:   Responsible{Name: "Dr Example", Role: "GP", Phone: "01632 960002"},
		Eligibility:   []Answer{{Line: "leaving", Reply: programme.Yes}, {Line: "unsafe", Reply: programme.NotSure}},
	}
}
