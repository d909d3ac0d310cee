package pathway

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/programme/programmetest"
)

func aKnown() Known {
	r := aReferral()
	return Known{r.Identity, r.Contact, r.Care(), r.Eligibility}
}

// corrected is a correction of a topic that changes one thing.
func corrected(topic Topic, change func(*Known)) Correction {
	is := aKnown()
	change(&is)
	return Correction{ID: "c", Topic: topic, Is: is.Of(topic), Why: "She rang."}.Of(aKnown())
}

func TestEveryRuleOfAReferralHoldsForWhatIsPutRight(t *testing.T) {
	referred := programmetest.Day("2026-11-20")
	for field, c := range map[string]struct {
		topic  Topic
		key    string
		change func(*Known)
	}{
		"identity.given_name": {AboutIdentity, "person.given_name.missing", func(k *Known) { k.Identity.GivenName = " " }},
		"identity.nhs_number": {AboutIdentity, "person.nhs_number.wrong",
			func(k *Known) { k.Identity.NHSNumber = "9991234567" }},
		"identity.birth_date": {AboutIdentity, "correction.birth_date.referral",
			func(k *Known) { k.Identity.BirthDate = programmetest.Day("2026-11-21") }},
		"contact.phone":    {AboutContact, "contact.phone.wrong", func(k *Known) { k.Contact.Phone = "ring the bell" }},
		"contact.postcode": {AboutContact, "contact.postcode.wrong", func(k *Known) { k.Contact.Postcode = "GU1" }},
		"contact.preferred_channel": {AboutSafety, "contact.preferred_channel.unsafe",
			func(k *Known) { k.Contact.SafeToText = programme.SafeNo }},
		"discharge_date": {AboutCare, "date.before.birth",
			func(k *Known) {
				k.Care.DischargeDate, k.Care.OnCaseloadSince = k.Identity.BirthDate.AddDays(-1), programme.Date{}
			}},
		"responsible.phone": {AboutCare, "referral.responsible.phone.missing",
			func(k *Known) { k.Care.Responsible.Phone = "" }},
		"": {AboutCare, "correction.same", func(*Known) {}},
	} {
		got := corrected(c.topic, c.change).Check(programmetest.Service(), aKnown(), referred, today)
		if len(got) != 1 || got[0].Field != field || got[0].Key != c.key {
			t.Errorf("%s: %v", field, got)
		}
	}
}

func TestABirthIsNotPutAfterTheDischarge(t *testing.T) {
	known := aKnown()
	c := corrected(AboutIdentity, func(k *Known) { k.Identity.BirthDate = known.Care.DischargeDate.AddDays(1) })
	got := c.Check(programmetest.Service(), known, known.Care.DischargeDate.AddDays(5), today)
	if len(got) != 1 || got[0].Key != "correction.birth_date.discharge" {
		t.Error(got)
	}
}

func TestADischargeLongAfterTheReferralIsAskedAbout(t *testing.T) {
	known, d := aKnown(), programmetest.Service()
	on := func(day programme.Date) Correction {
		return corrected(AboutCare, func(k *Known) { k.Care.DischargeDate = day })
	}
	last := today.AddDays(d.Referral.DischargeAheadDays)
	if got := on(last).Check(d, known, today, today); got.Any() {
		t.Errorf("as late as a referral may say: %v", got)
	}
	got := on(last).Check(d, known, today.AddDays(-1), today)
	if len(got) != 1 || got[0].Field != "discharge_date" || got[0].Key != "correction.discharge_date.long_after" {
		t.Errorf("a day later: %v", got)
	}
	sure := on(last)
	sure.Sure = fault.SureOf("discharge_date")
	if got := sure.Check(d, known, today.AddDays(-1), today); got.Any() {
		t.Errorf("of which somebody is sure: %v", got)
	}
}

func TestAReasonIsAskedForUnlessItIsAnAnswer(t *testing.T) {
	for topic, asked := range map[Topic]bool{AboutContact: true, AboutSafety: false} {
		c := corrected(topic, func(k *Known) { k.Contact.WhoElseReads = "Her son" })
		c.Why = " "
		if got := c.Check(programmetest.Service(), aKnown(), today, today); got.Any() != asked {
			t.Errorf("%s: %v", topic, got)
		}
	}
}

func TestAnAnswerAboutWhatIsSafeLeavesTheNumbersAsTheyAre(t *testing.T) {
	known := aKnown()
	c := corrected(AboutSafety, func(k *Known) { k.Contact.SafeToWrite = programme.SafeNo })
	known.Contact.Phone = "01632 960999" // put right meanwhile
	now := known.With(AboutSafety, c.Is)
	want := known
	want.Contact.SafeToWrite = programme.SafeNo
	if diff := cmp.Diff(want, now); diff != "" {
		t.Error(diff)
	}
}

func TestACorrectionNamesWhatItChangesAndNothingElse(t *testing.T) {
	c := corrected(AboutIdentity, func(k *Known) {
		k.Identity.FamilyName, k.Identity.BirthDate = "Oak", programmetest.Day("1985-02-03")
	})
	was := aKnown().Identity
	want := []Change{{Field: "identity.family_name", Was: was.FamilyName, Is: "Oak"},
		{Field: "identity.birth_date", WasOn: was.BirthDate, IsOn: programmetest.Day("1985-02-03")}}
	if diff := cmp.Diff(want, c.Changes()); diff != "" {
		t.Error(diff)
	}
}

func TestACorrectionIsOfItsTopicAlone(t *testing.T) {
	known := aKnown()
	all := known
	all.Contact.OtherWay = "Through the day centre"
	c := Correction{Topic: AboutContact, Is: all}.Of(known)
	if changes := c.Changes(); len(changes) != 1 || changes[0].Field != "contact.other_way" {
		t.Errorf("%+v", changes)
	}
}

func TestAConfirmedNumberStaysConfirmedWhenTheNameIsPutRight(t *testing.T) {
	known := aKnown()
	known.Identity.NHSNumber, known.Identity.NumberStatus = "9990000018", programme.NumberTraced
	typed := known.Identity
	typed.GivenName, typed.NumberStatus = "Samira", programme.NumberUnverified
	c := Correction{Topic: AboutIdentity, Is: Known{Identity: typed}}.Of(known)
	if c.Is.Identity.NumberStatus != programme.NumberTraced {
		t.Error(c.Is.Identity.NumberStatus)
	}
}
