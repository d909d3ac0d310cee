package web

import (
	"testing"

	"footbridge.org/footbridge/internal/web/ui/uitest"
)

func TestEveryPageMatchesItsType(t *testing.T) { uitest.CheckAll(t) }
