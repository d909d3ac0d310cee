package people_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/web/webtest"
)

const home = "home@example.org"

// byHome is somebody who is reached at the address of a household.
func byHome(f url.Values) {
	f.Set("contact.email", home)
	f.Set("contact.safe_to_email", "yes")
}

// asks asks for codes in a browser of its own.
func asks(b *webtest.Bench) webtest.Member {
	asked := b.Post(nobody, "/sign-in", url.Values{"email": {home}})
	asked.To("/sign-in/code")
	return webtest.Member{Cookies: asked.Cookies()}
}

// enters signs in with the newest code for whose name begins so.
func enters(t *testing.T, b *webtest.Bench, browser webtest.Member, initial string) webtest.Member {
	t.Helper()
	for _, text := range b.SentAll(home) {
		code := regexp.MustCompile(`\b\d{5} \d{5}\b`).FindString(text)
		if code == "" || !strings.Contains(text, "begins with "+initial) {
			continue
		}
		in := b.Post(browser, "/sign-in/code", url.Values{"code": {code}})
		in.To("/")
		return webtest.Member{Cookies: in.Cookies()}
	}
	t.Fatalf("no code was sent to %s", initial)
	return nobody
}

func TestTwoPeopleWithOneAddressEachSignInAndNeitherLearnsOfTheOther(t *testing.T) {
	b := webtest.Open(t)
	sam, jo := b.Refers(b.Remi, b.North, "Samira", byHome), b.Refers(b.Remi, b.North, "Joanna", byHome)
	alone := b.Get(asks(b), "/sign-in/code").Is(http.StatusOK)
	b.Sent(home) // it is looked whose the address is, and it is nobody's yet
	for _, participant := range []id.Participant{sam, jo} {
		b.Ok(b.People.InvitePerson(t.Context(), b.Lena.Actor, participant))
	}
	browser := asks(b)
	if page := b.Get(browser, "/sign-in/code").Is(http.StatusOK); page.Body != alone.Body {
		t.Error("the page says that somebody shares the address")
	}
	b.Post(browser, "/sign-in/code", url.Values{"code": {"0000000000"}}).Is(http.StatusUnprocessableEntity)
	b.Get(enters(t, b, browser, "S"), "/home").Is(http.StatusOK).Says("Samira").KeepsFrom("Joanna")
	b.Get(enters(t, b, asks(b), "J"), "/home").Is(http.StatusOK).Says("Joanna").KeepsFrom("Samira")
	for _, text := range b.SentAll(home) {
		if strings.Contains(text, "Samira") || strings.Contains(text, "Joanna") {
			t.Errorf("a message names somebody: %s", text)
		}
	}
	b.Verify()
}

func TestAFormerParticipantBecomesStaffByTheSameAddress(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam", byHome)
	b.Ok(b.People.InvitePerson(t.Context(), b.Lena.Actor, sam))
	ada := authz.Actor{Account: kernel.NewID[id.Account](b.K, "ada"), Organisation: b.Org,
		Grants: []authz.Grant{{Role: authz.Administrator}}}
	worker := identity.Account{ID: kernel.NewID[id.Account](b.K, "worker"), Name: "Okafor", Email: home}
	b.Ok(b.People.AddAccount(t.Context(), ada, worker, authz.Grant{Role: authz.PeerWorker}, ""))
	b.Get(enters(t, b, asks(b), "O"), "/visits").Is(http.StatusOK)
	b.Get(enters(t, b, asks(b), "S"), "/home").Is(http.StatusOK).Says("Sam")
	for _, text := range b.SentAll(home) {
		if strings.Contains(text, "begins with O") != strings.Contains(text, "for work") {
			t.Errorf("it isn't said of the code for work alone: %s", text)
		}
	}
	second := worker
	second.ID = kernel.NewID[id.Account](b.K, "second")
	if err := b.People.AddAccount(t.Context(), ada, second, authz.Grant{Role: authz.Lead}, ""); err == nil {
		t.Error("one address was given to two of the staff")
	}
	b.Ok(b.Care.EndAccount(t.Context(), ada, worker.ID, appcare.HandOver{Board: true}))
	b.Ok(b.People.AddAccount(t.Context(), ada, second, authz.Grant{Role: authz.Lead}, fault.SureOf("name")))
	b.Verify()
}

// Four can share an address. Whose it is besides has a card, and a number of their own.
func TestAFifthAtOneAddressSignsInByACard(t *testing.T) {
	b := webtest.Open(t)
	for _, name := range []string{"Ann", "Ben", "Cal", "Dee"} {
		b.Ok(b.People.InvitePerson(t.Context(), b.Lena.Actor, b.Refers(b.Remi, b.North, name, byHome)))
	}
	eve := b.Refers(b.Remi, b.North, "Eve", byHome)
	b.Post(b.Lena, "/people/"+string(eve)+"/invite", nil).Is(http.StatusUnprocessableEntity).
		Says("They can't sign in with their email address here. Give them a card instead.")
	b.Get(b.Arrives(eve), "/home").Is(http.StatusOK).Says("Eve")
	enters(t, b, asks(b), "D")
	b.Verify()
}
