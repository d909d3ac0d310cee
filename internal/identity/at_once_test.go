package identity_test

import (
	"sync"
	"testing"

	"footbridge.org/footbridge/internal/identity"
)

// Requests ask for their organisation's place at the same moment; a zone that
// there isn't is an error each time.
func TestPlacesAreFoundAtOnce(t *testing.T) {
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			for _, zone := range []string{"Europe/London", "Europe/Lisbon"} {
				place, err := identity.Organisation{Zone: zone}.Place()
				if err != nil || place.String() != zone {
					t.Errorf("%s is %v: %v", zone, place, err)
				}
			}
			if place, err := (identity.Organisation{Zone: "Europe/Nowhere"}).Place(); err == nil {
				t.Errorf("there is a place in Europe/Nowhere: %v", place)
			}
		})
	}
	all.Wait()
}
