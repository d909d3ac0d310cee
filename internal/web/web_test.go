package web

import (
	"testing"

	"footbridge.org/footbridge/internal/web/ui/uitest"
)

// Every page that any handler shows fits the type of what it is given.
func TestEveryPageMatchesItsType(t *testing.T) { uitest.CheckAll(t) }
