package ui_test

import (
	"testing"

	"footbridge.org/footbridge/internal/web/ui/uitest"
)

func TestEveryPageFitsItsType(t *testing.T) { uitest.CheckAll(t) }
