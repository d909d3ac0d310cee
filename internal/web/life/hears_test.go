package life_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

// Before somebody records a death they read who will be told, and those are told: not a
// supervisor whom there isn't, nor themselves.
func TestWhoIsSaidToBeToldOfADeathIsTold(t *testing.T) {
	for name, c := range map[string]struct {
		supervised bool
		by         authz.Role
		says       string
		told       []string
	}{
		"supervised":     {true, authz.Lead, "Tells Ash and the supervisor.", []string{"ash", "sue"}},
		"no supervisor":  {false, authz.Lead, "Tells Ash. There is no supervisor to tell.", []string{"ash"}},
		"the supervisor": {true, authz.Supervisor, "Tells Ash. There is no supervisor to tell.", []string{"ash"}},
		"the worker":     {true, authz.PeerWorker, "Tells the supervisor.", []string{"sue"}},
		"worker alone": {false, authz.PeerWorker, "There is no supervisor to tell. It stays on the list",
			nil},
	} {
		t.Run(name, func(t *testing.T) {
			b := webtest.Open(t)
			ash, sam := b.Works("Ash", authz.PeerWorker), b.Refers(b.Remi, b.North, "Sam")
			b.Agrees(sam)
			b.Matches(sam, ash)
			by := map[authz.Role]webtest.Member{authz.Lead: b.Lena, authz.PeerWorker: ash}
			if c.supervised {
				by[authz.Supervisor] = b.Works("Sue", authz.Supervisor)
			}
			b.Sends()
			was := map[string]int{}
			everybody := []string{"ash", "sue"}
			for _, who := range everybody {
				was[who] = len(b.SentAll(who + "@example.org"))
			}
			b.Get(by[c.by], "/people/"+string(sam)+"/life").Is(http.StatusOK).Says(c.says)
			enters(b, by[c.by], sam, "death").Is(http.StatusSeeOther)
			b.Sends()
			told := slices.DeleteFunc(everybody, func(who string) bool {
				return len(b.SentAll(who+"@example.org")) == was[who]
			})
			if !slices.Equal(told, c.told) {
				t.Errorf("it tells %s", strings.Join(told, " and "))
			}
		})
	}
}
