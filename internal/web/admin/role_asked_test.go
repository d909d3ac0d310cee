package admin_test

import (
	"net/http"
	"net/url"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

// An analyst who leads would work out figures and know who is in which arm. It may have to
// be, where a service is small: whoever gives the role is asked once, in either order.
func TestARoleByWhichAnAnalystLearnsOfArmsIsAskedAboutOnce(t *testing.T) {
	b := webtest.Open(t)
	ada := b.Works("Amir", authz.Administrator)
	for name, roles := range map[string][2]authz.Role{"Ann": {authz.Analyst, authz.Lead},
		"Lee": {authz.Supervisor, authz.Analyst}, "Mei": {authz.Assessor, authz.Lead}} {
		page := "/accounts/" + string(b.Hires(name, roles[0]).Actor.Account)
		form := url.Values{"role": {string(roles[1])}}
		asked := b.Post(ada, page+"/roles", form).Is(http.StatusUnprocessableEntity).
			Says("in which group", "give it once more")
		form.Set("sure_of", asked.Hidden("sure_of"))
		b.Post(ada, page+"/roles", form).To(page)
	}
	ann := "/accounts/" + string(b.Hires("Bea", authz.Coordinator).Actor.Account)
	b.Post(ada, ann+"/roles", url.Values{"role": {string(authz.Analyst)}}).To(ann)
	b.Verify()
}

// Who led until now may know who is in which arm, and goes on knowing it.
func TestWhoMakesSomebodyAnAssessorReadsThatTheyMayKnowOfArmsByNow(t *testing.T) {
	b := webtest.Open(t)
	ada := b.Works("Amir", authz.Administrator)
	const knows = "By now they may know who is in which group of a study."
	give := func(m webtest.Member) string { return "/accounts/" + string(m.Actor.Account) + "/roles/assessor/give" }
	b.Get(ada, give(b.Lena)).Is(http.StatusOK).Says(knows)
	b.Get(ada, give(b.Hires("Cara", authz.Coordinator))).Is(http.StatusOK).KeepsFrom(knows)
}

// Whichever role came first, the account says of each what the assessor's closes in it.
func TestTheAccountOfAnAssessorSaysWhatEachOtherRoleLoses(t *testing.T) {
	b := webtest.Open(t)
	ada := b.Works("Amir", authz.Administrator)
	for role, says := range map[authz.Role]string{authz.Coordinator: "they lose consents, letters and life events",
		authz.Governance: "they can't see who did what", authz.Analyst: "they can't read the report of a closed study"} {
		page := "/accounts/" + string(b.Hires("Mei "+string(role), authz.Assessor).Actor.Account)
		b.Get(ada, page).KeepsFrom(says)
		form := url.Values{"role": {string(role)}}
		b.Post(ada, page+"/roles", form).To(page)
		b.Get(ada, page).Is(http.StatusOK).Says(says)
	}
	b.Verify()
}
