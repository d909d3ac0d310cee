package authz

import (
	"slices"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/say"
)

var year = func(y int) time.Time { return time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC) }

func tenure(r Role, from, until int) Tenure {
	t := Tenure{Held: Held{Grant: Grant{Role: r}, GrantedAt: year(from)}}
	if until > 0 {
		t.Until = year(until)
	}
	return t
}

// Every masked role goes with those alone of which the mask takes no way to a person's own
// pages, and each refusal has its reason in words.
func TestRolesThatDontGoTogetherAreRefusedInEitherOrderWithAReason(t *testing.T) {
	for _, a := range Roles() {
		for _, b := range Roles() {
			why := Apart(a, b)
			if why != Apart(b, a) || why != "" && (a == b || !say.Has("role.apart."+why)) {
				t.Errorf("%s and %s: %q", a, b, why)
			}
			if slices.Contains(maskedRoles, a) && a != b && (why == "") != (b == Analyst) {
				t.Errorf("%s, who is masked, may be %s too: %q", a, b, why)
			}
			if slices.Contains(armsKnown, a) && slices.Contains(armsUnknown, b) && why == "" {
				t.Errorf("%s knows arms, and may be %s", a, b)
			}
			if clash := (Tenures{tenure(a, 2020, 0)}).Clashes(b, time.Time{}); len(clash) > 0 != (why != "") {
				t.Errorf("%s is given %s: %v", a, b, clash)
			}
		}
	}
	if Apart(Governance, Administrator) == "" {
		t.Error("who gives roles watches who gives them")
	}
}

// Nobody unlearns an arm: the role has ended, and the study goes on.
func TestWhoKnewArmsOfAStudyThatIsOpenDoesNotAssess(t *testing.T) {
	led := Tenures{tenure(Lead, 2020, 2022)}
	for _, c := range []struct {
		given Role
		open  time.Time
		clash bool
	}{
		{Assessor, year(2021), true}, {Analyst, year(2019), true}, {Assessor, year(2022), true},
		{Assessor, year(2023), false}, {Assessor, time.Time{}, false}, {Coordinator, year(2021), false},
	} {
		got := led.Clashes(c.given, c.open)
		if len(got) > 0 != c.clash || c.clash && got[0].Since != c.open {
			t.Errorf("%s, with a study open since %v: %v", c.given, c.open, got)
		}
	}
	for _, was := range []Role{Supervisor, PeerWorker, Governance, Administrator} {
		if got := (Tenures{tenure(was, 2020, 2022)}).Clashes(Assessor, year(2021)); len(got) != 1 {
			t.Errorf("who was %s assesses: %v", was, got)
		}
	}
	if got := (Tenures{tenure(Assessor, 2020, 2022)}).Clashes(Lead, year(2021)); len(got) > 0 {
		t.Errorf("an assessor of before can't lead: %v", got)
	}
}

// What an earlier build let be given is found, once for each two.
func TestRolesThatStandTogetherAreFound(t *testing.T) {
	all := Tenures{tenure(Lead, 2018, 2020), tenure(Assessor, 2021, 0), tenure(Governance, 2022, 0),
		tenure(Administrator, 2023, 0)}
	var found []string
	for _, c := range all.Standing(year(2019)) {
		found = append(found, string(c.Role)+" "+string(c.With.Role))
	}
	want := []string{"assessor lead", "governance assessor", "administrator assessor", "administrator governance"}
	if !slices.Equal(found, want) {
		t.Errorf("found %v", found)
	}
}

// Neither by the policy nor by any page does an administrator give themselves a role.
func TestNobodyGivesThemselvesARole(t *testing.T) {
	p, ada := load(t), holding(Administrator)
	own := Resource{Kind: onAccount, ID: string(ada.Account), Organisation: here}
	if p.Allows(ada, GrantRole, own) {
		t.Error("an administrator gives themselves a role")
	}
	own.ID = "somebody else"
	if !p.Allows(ada, GrantRole, own) {
		t.Error("an administrator gives nobody a role")
	}
}

// Who can put themselves in a person's place, or read who did what, learns no less than a
// person or a colleague knows: that is shut to who is masked.
func TestCardsCorrectionsThePolicyAndTheTrailAreShutToWhoIsMasked(t *testing.T) {
	p := load(t)
	for _, a := range []Action{GiveCard, SeeAccess, StopCard, SignThemOut, TakeNumberBack, InvitePerson, PutRight,
		SeePolicy, SeeGivenRoles, SeeTrail, FindInTrail, SeePersonTrail, SeeStaffTrail} {
		if allowedAnywhere(t, p, everyRole(), a) {
			t.Errorf("somebody masked may do %s", a)
		}
	}
}
