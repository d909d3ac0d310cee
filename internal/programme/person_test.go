package programme

import "testing"

func TestNobodyAskedIsNotAllowed(t *testing.T) {
	if SafeNotAsked.Allowed() || SafeNo.Allowed() || Safe("").Allowed() || !SafeYes.Allowed() {
		t.Error("only a yes allows")
	}
}
