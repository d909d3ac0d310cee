package web_test

import (
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/say"
)

// What a participant reads of a look is one thing that somebody did: two of them, one of
// which it was, would tell them nothing.
func TestEachLookIsToldAsOneThing(t *testing.T) {
	for _, a := range authz.Actions() {
		if key := "looks.did." + a.Name; say.Has(key) && strings.Contains(say.English().Say(key), ", or ") {
			t.Errorf("%s: %s", a.Name, say.English().Say(key))
		}
	}
}
