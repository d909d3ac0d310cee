package pathway

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/programme/programmetest"
)

var now = time.Date(2026, 11, 27, 10, 0, 0, 0, time.UTC)

func aConsent() Consent {
	return Consent{
		ID: "c", Participant: "p", TakenBy: "a", How: OnPaper, At: now,
		Items: []ItemAnswer{{"read", 1, true}, {"visits", 2, true}, {"letter", 1, false}},
	}
}

func TestConsentWithEveryRequiredItemCounts(t *testing.T) {
	if p := aConsent().Check(programmetest.Service(), now); p.Any() || !aConsent().Counts(programmetest.Service()) {
		t.Error(p)
	}
}

func TestEachFlawOfAConsentIsNamedAtItsField(t *testing.T) {
	for field, c := range map[string]struct {
		key    string
		change func(*Consent)
	}{
		"id":           {"consent.id.missing", func(c *Consent) { c.ID = "" }},
		"participant":  {"consent.participant.missing", func(c *Consent) { c.Participant = "" }},
		"taken_by":     {"consent.taken_by.missing", func(c *Consent) { c.TakenBy = "" }},
		"how":          {"consent.how.missing", func(c *Consent) { c.How = "" }},
		"witness":      {"consent.witness.missing", func(c *Consent) { c.How = TelephoneWithWitness }},
		"at":           {"consent.at.future", func(c *Consent) { c.At = now.Add(time.Second) }},
		"items.read":   {"consent.items.required", func(c *Consent) { c.Items[0].Given = false }},
		"items.visits": {"consent.items.version", func(c *Consent) { c.Items[1].Version = 1 }},
		"items.letter": {"consent.items.missing", func(c *Consent) { c.Items = c.Items[:2] }},
		"items.photo": {"consent.items.unknown",
			func(c *Consent) { c.Items = append(c.Items, ItemAnswer{"photo", 1, true}) }},
	} {
		consent := aConsent()
		c.change(&consent)
		if got := consent.Check(programmetest.Service(), now); len(got) != 1 || got[0].Field != field || got[0].Key != c.key {
			t.Errorf("%s: %v, want %s", field, got, c.key)
		}
	}
	if p := (Consent{}).Check(programmetest.Service(),
		now); programmetest.Said(p)["at"] != "consent.at.missing" || len(p) != 8 {
		t.Errorf("an empty consent: %v", p)
	}
}

func TestAnItemAnsweredTwiceIsNoticed(t *testing.T) {
	c := aConsent()
	c.Items = append(c.Items, ItemAnswer{"read", 1, false})
	if got := programmetest.Said(c.Check(programmetest.Service(), now))["items.read"]; got != "consent.items.twice" {
		t.Error(got)
	}
}

func TestInvitationsDecliningsAndWithdrawalsSayWhatTheyLack(t *testing.T) {
	d := programmetest.Service()
	invitation := Invitation{ID: "i", Participant: "p", On: today, How: ByPost, SheetVersion: 1}
	if p := invitation.Check(d, today); p.Any() {
		t.Error(p)
	}
	invitation.On, invitation.SheetVersion, invitation.How = today.AddDays(1), 2, "by_pigeon"
	want := map[string]string{"on": "consent.invitation.on.future", "how": "consent.invitation.how.missing",
		"sheet_version": "consent.invitation.sheet.other"}
	if diff := cmp.Diff(want, programmetest.Said(invitation.Check(d, today))); diff != "" {
		t.Error(diff)
	}
	if p := (Declining{ID: "d", Participant: "p", On: today}).Check(today); p.Any() {
		t.Errorf("no reason is needed: %v", p)
	}
	if p := (Declining{}).Check(today); len(p) != 3 {
		t.Error(p)
	}
	if p := (Withdrawal{ID: "w", Participant: "p", On: today, Scope: Wholly}).Check(today); p.Any() {
		t.Errorf("no reason is needed: %v", p)
	}
	if p := (Withdrawal{On: today.AddDays(1)}).Check(today); programmetest.Said(p)["on"] != "consent.withdrawal.on.future" || len(p) != 4 {
		t.Error(p)
	}
}

func consenting(given ...string) Fact {
	c := &Consent{}
	for _, item := range programmetest.Service().Consent {
		c.Items = append(c.Items, ItemAnswer{item.Key, item.Version, slices.Contains(given, item.Key)})
	}
	return Fact{Event: EventConsent, Consent: c}
}

func TestWhatHoldsAfterAHistory(t *testing.T) {
	on := func(events ...Event) []Fact {
		var facts []Fact
		for _, e := range events {
			facts = append(facts, Fact{Event: e})
		}
		return facts
	}
	invited := on(EventAccept, EventInvite)
	agreed := append(slices.Clone(invited), consenting("read", "visits", "letter"))
	for name, c := range map[string]struct {
		history []Fact
		want    Standing
	}{
		"nothing yet": {nil, Standing{State: programme.Referred}},
		"invited":     {invited, Standing{State: programme.Invited}},
		"agreed": {agreed, Standing{State: programme.Consented, Visits: true, TakesPart: true,
			Given: []string{"read", "visits", "letter"}}},
		"a required item lacks": {append(slices.Clone(invited), consenting("read", "letter")),
			Standing{State: programme.Invited}},
		"a consent without one": {append(slices.Clone(invited), Fact{Event: EventConsent}),
			Standing{State: programme.Invited}},
		"no more letters": {append(slices.Clone(agreed), consenting("read", "visits")),
			Standing{State: programme.Consented, Visits: true, TakesPart: true, Given: []string{"read", "visits"}}},
		"no more visits": {append(slices.Clone(agreed), on(EventWithdrawFromVisits)...),
			Standing{State: programme.WithoutVisits, TakesPart: true, Given: []string{"read", "visits", "letter"}}},
		"stopped wholly": {append(slices.Clone(agreed), on(EventWithdraw)...), Standing{State: programme.Withdrawn}},
		"visits, then wholly": {append(slices.Clone(agreed), on(EventWithdrawFromVisits, EventWithdraw)...),
			Standing{State: programme.Withdrawn}},
		"wholly, then a late phone says visits only": {append(slices.Clone(agreed),
			on(EventWithdraw, EventWithdrawFromVisits)...), Standing{State: programme.Withdrawn}},
		"visits again": {append(append(slices.Clone(agreed), on(EventWithdrawFromVisits)...),
			consenting("read", "visits")), Standing{State: programme.Consented, Visits: true, TakesPart: true,
			Given: []string{"read", "visits"}}},
		"said no, then asked again": {on(EventAccept, EventInvite, EventSayNo, EventInvite),
			Standing{State: programme.Invited}},
	} {
		if diff := cmp.Diff(c.want, StandingAfter(programmetest.Service(), c.history)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestAfterStoppingWhollyNothingBringsConsentBack(t *testing.T) {
	fact := rapid.Custom(func(t *rapid.T) Fact {
		event := anyEvent.Draw(t, "event")
		if event == EventConsent {
			return consenting("read", "visits")
		}
		return Fact{Event: event}
	})
	rapid.Check(t, func(t *rapid.T) {
		history := []Fact{{Event: EventAccept}, {Event: EventInvite}, consenting("read", "visits"), {Event: EventWithdraw}}
		history = append(history, rapid.SliceOf(fact).Draw(t, "later")...)
		if s := StandingAfter(programmetest.Service(), history); s.TakesPart || s.Visits || len(s.Given) > 0 ||
			s.Agrees("read") {
			t.Fatalf("%+v", s)
		}
	})
}
