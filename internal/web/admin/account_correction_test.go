package admin_test

import (
	"net/http"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

func TestAMisspeltColleagueIsPutRightAndSignsInByTheNewAddress(t *testing.T) {
	b := webtest.Open(t)
	ash, olu := b.Works("Ash", authz.PeerWorker), b.Works("Olu", authz.Administrator)
	account := "/accounts/" + string(ash.Actor.Account)
	b.Get(olu, account).Is(http.StatusOK).Link(account + "/change")
	form := b.Opens(olu, account+"/change")
	late := b.Opens(olu, account+"/change")
	form.Set("name", "Ashley Reed")
	form.Set("email", "lena@example.org")
	form.Set("phone", "01632 960777")
	b.Post(olu, account+"/change", form).Is(http.StatusUnprocessableEntity).Says("Say why, in a few words.")
	form.Set("why", "A slip")
	b.Post(olu, account+"/change", form).Is(http.StatusUnprocessableEntity).Says("This email address can't be used here")
	form.Set("email", "ashley@example.org")
	b.Twice(olu, account+"/change", form, account)
	b.Get(olu, account).Says("Ashley Reed", "ashley@example.org", "01632 960777", "A slip", "Name was: Ash",
		"ash@example.org")
	if b.SignIn("ashley@example.org") == "" {
		t.Error("nobody signs in by the new address")
	}
	late.Set("name", "Ashe")
	late.Set("why", "Another slip")
	b.Post(olu, account+"/change", late).Is(http.StatusConflict)
	b.Get(b.Lena, account+"/change").Is(http.StatusForbidden)
}

func TestStaffChangeTheirOwnTelephoneNumberThemselves(t *testing.T) {
	b := webtest.Open(t)
	ash, olu := b.Works("Ash", authz.PeerWorker), b.Works("Olu", authz.Administrator)
	account := "/accounts/" + string(ash.Actor.Account)
	b.Get(ash, "/devices").Is(http.StatusOK).Link("/my-phone")
	form, late := b.Opens(ash, "/my-phone"), b.Opens(olu, account+"/change")
	form.Set("phone", "999")
	b.Post(ash, "/my-phone", form).Is(http.StatusUnprocessableEntity)
	form.Set("phone", "01632 960777")
	form.Set("name", "The Queen") // which the form doesn't ask
	b.Twice(ash, "/my-phone", form, "/devices")
	b.Get(olu, account).Says("01632 960777", "Phone at work was: nothing").KeepsFrom("The Queen")
	late.Set("phone", "01632 960778")
	late.Set("why", "A slip")
	b.Post(olu, account+"/change", late).Is(http.StatusConflict)
	sam := b.Arrives(b.Refers(b.Remi, b.North, "Sam"))
	b.Get(sam, "/my-phone").Is(http.StatusNotFound)
	if page := b.Get(sam, "/devices"); page.Code != http.StatusOK {
		t.Error(page.Code)
	} else {
		page.KeepsFrom("/my-phone")
	}
}
