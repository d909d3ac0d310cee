package pathway

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/fault"
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

func checked(c Consent) fault.Problems {
	return c.Check(programmetest.Service(), now, programmetest.London, programme.InCourse)
}

func TestConsentWithEveryRequiredItemCounts(t *testing.T) {
	if p := checked(aConsent()); p.Any() || !aConsent().Counts(programmetest.Service()) {
		t.Error(p)
	}
	if consenting("read", "letter").Consent.Counts(programmetest.Service()) {
		t.Error("a consent counts that lacks a required item")
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
		if got := checked(consent); len(got) != 1 || got[0].Field != field || got[0].Key != c.key {
			t.Errorf("%s: %v, want %s", field, got, c.key)
		}
	}
	if p := checked(Consent{}); programmetest.Said(p)["at"] != "consent.at.missing" || len(p) != 8 {
		t.Errorf("an empty consent: %v", p)
	}
}

func TestAnItemAnsweredTwiceIsNoticed(t *testing.T) {
	c := aConsent()
	c.Items = append(c.Items, ItemAnswer{"read", 1, false})
	if got := programmetest.Said(checked(c))["items.read"]; got != "consent.items.twice" {
		t.Error(got)
	}
}

func TestInvitationsDecliningsAndWithdrawalsSayWhatTheyLack(t *testing.T) {
	d := programmetest.Service()
	invitation := Invitation{ID: "i", Participant: "p", On: today, How: ByPost, SheetVersion: 1}
	if p := invitation.Check(d, today, programme.InCourse); p.Any() {
		t.Error(p)
	}
	invitation.On, invitation.SheetVersion, invitation.How = today.AddDays(1), 2, "by_pigeon"
	want := map[string]string{"on": "consent.invitation.on.future", "how": "consent.invitation.how.missing",
		"sheet_version": "consent.invitation.sheet.other"}
	if diff := cmp.Diff(want, programmetest.Said(invitation.Check(d, today, programme.InCourse))); diff != "" {
		t.Error(diff)
	}
	if p := (Declining{ID: "d", Participant: "p", On: today}).Check(today, programme.InCourse); p.Any() {
		t.Errorf("no reason is needed: %v", p)
	}
	if p := (Declining{}).Check(today, programme.InCourse); len(p) != 3 {
		t.Error(p)
	}
	if p := (Withdrawal{ID: "w", Participant: "p", On: today, Scope: Wholly}).Check(today, programme.InCourse); p.Any() {
		t.Errorf("no reason is needed: %v", p)
	}
	p := Withdrawal{On: today.AddDays(1)}.Check(today, programme.InCourse)
	if programmetest.Said(p)["on"] != "consent.withdrawal.on.future" || len(p) != 4 {
		t.Error(p)
	}
}

func consenting(given ...string) Step {
	c := &Consent{}
	for _, item := range programmetest.Service().Consent {
		c.Items = append(c.Items, ItemAnswer{item.Key, item.Version, slices.Contains(given, item.Key)})
	}
	return Step{Consent: c}
}

var (
	inviting    = Step{Invitation: &Invitation{}}
	sayingNo    = Step{Declining: &Declining{}}
	endsVisits  = Step{Withdrawal: &Withdrawal{Scope: FromVisitsOnly}}
	withdrawing = Step{Withdrawal: &Withdrawal{Scope: Wholly}}
)

// standing is what holds for somebody who was accepted, after these steps.
func standing(steps ...Step) Standing {
	moves := made(EventAccept)
	for _, s := range steps {
		moves = append(moves, s.Move())
	}
	stage, _ := StageAfter(moves)
	return History(steps).StandingIn(programmetest.Service(), stage)
}

func TestWhatHoldsAfterAHistory(t *testing.T) {
	all := []string{"read", "visits", "letter"}
	agreeing := consenting(all...)
	for name, c := range map[string]struct {
		got, want Standing
	}{
		"nothing yet": {standing(), Standing{State: programme.Accepted}},
		"invited":     {standing(inviting), Standing{State: programme.Invited}},
		"agreed": {standing(inviting, agreeing),
			Standing{State: programme.Consented, Visits: true, TakesPart: true, Given: all}},
		"no more letters": {standing(inviting, agreeing, consenting("read", "visits")),
			Standing{State: programme.Consented, Visits: true, TakesPart: true, Given: []string{"read", "visits"}}},
		"no more visits": {standing(inviting, agreeing, endsVisits),
			Standing{State: programme.WithoutVisits, TakesPart: true, Given: []string{"read", "letter"}}},
		"no more visits, and no letters": {standing(inviting, agreeing, endsVisits, consenting("read")),
			Standing{State: programme.WithoutVisits, TakesPart: true, Given: []string{"read"}}},
		"stopped wholly": {standing(inviting, agreeing, withdrawing), Standing{State: programme.Withdrawn}},
		"visits, then wholly": {standing(inviting, agreeing, endsVisits, withdrawing),
			Standing{State: programme.Withdrawn}},
		"wholly, then a late phone says visits only": {standing(inviting, agreeing, withdrawing, endsVisits),
			Standing{State: programme.Withdrawn}},
		"visits again": {standing(inviting, agreeing, endsVisits, consenting("read", "visits")),
			Standing{State: programme.Consented, Visits: true, TakesPart: true, Given: []string{"read", "visits"}}},
		"said no, then asked again": {standing(inviting, sayingNo, inviting), Standing{State: programme.Invited}},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestAfterStoppingWhollyNothingBringsConsentBack(t *testing.T) {
	step := rapid.SampledFrom([]Step{inviting, sayingNo, endsVisits, withdrawing, consenting("read", "visits")})
	rapid.Check(t, func(t *rapid.T) {
		steps := []Step{inviting, consenting("read", "visits"), withdrawing}
		s := standing(append(steps, rapid.SliceOf(step).Draw(t, "later")...)...)
		if s.TakesPart || s.Visits || len(s.Given) > 0 || s.Agrees("read") {
			t.Fatalf("%+v", s)
		}
	})
}
