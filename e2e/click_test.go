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
