package e2e

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"footbridge.org/footbridge/e2e/walk"
)

// Whoever tries the demonstration clicks from role to role, far more often in
// an hour than anybody may ask for a code.
func TestADemonstrationSignsInAsOftenAsAnybodyClicks(t *testing.T) {
	d := aCopy(t)
	d.GoLive(func() time.Time { return noon }, random)
	service := d.Web(walk.Base).Handler()
	for range 8 {
		w := httptest.NewRecorder()
		service.ServeHTTP(w, httptest.NewRequest(http.MethodGet, walk.Base+"/demo/sign-in/lead", nil))
		if w.Code != http.StatusSeeOther || len(w.Result().Cookies()) == 0 {
			t.Fatalf("signing in answers %d", w.Code)
		}
	}
}

// Whom a visitor has closed the account of gets no code: whoever clicks on them is told
// so, and keeps nobody else out.
func TestWhoseAccountIsClosedIsNotSignedInAs(t *testing.T) {
	d := aCopy(t)
	d.GoLive(func() time.Time { return noon }, random)
	lead, _ := d.Find("lead")
	signed, err := d.SignInAs(t.Context(), lead.Email, "test")
	if err != nil {
		t.Fatal(err)
	}
	actor, err := d.Actor(signed.Token)
	if err != nil {
		t.Fatal(err)
	}
	b := walk.Open(t, d.Web(walk.Base).Handler())
	b.Get("/demo/sign-in/administrator")
	wants(t, b.Post("/accounts/"+string(actor.Account)+"/close", "to", "board"), 200)
	d.Patience = 50 * time.Millisecond
	wants(t, b.Get("/demo/sign-in/lead"), 200, "Nobody can sign in as them now", "Who would you like to be?")
}
