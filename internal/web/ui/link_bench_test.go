package ui_test

import (
	"testing"

	"footbridge.org/footbridge/internal/web/ui"
)

// A line of a list rings somebody: their number is read once, and kept no longer than the
// page.
func BenchmarkContacts(b *testing.B) {
	for b.Loop() {
		for _, c := range ui.Contacts("01632 960123") {
			_, _ = c.Reads(), c.Dial()
		}
	}
}
