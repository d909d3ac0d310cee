package main

import (
	"bytes"
	"strings"
	"testing"
)

func TestABarIsDrawnOverItselfOnATerminalAndNowhereElse(t *testing.T) {
	for _, terminals := range []bool{true, false} {
		var out bytes.Buffer
		b := newBar(terminal{Err: &out}, "Checking")
		b.drawn = terminals
		for done := range 2000 {
			b.move(done, 2000)
		}
		b.clear()
		said := out.String()
		switch {
		case !terminals && said != "":
			t.Errorf("not on a terminal: %q", said)
		case terminals && (strings.Count(said, "\r") != 1000+2 || strings.Contains(said, "\n")):
			t.Errorf("%d times: %q", strings.Count(said, "\r"), said)
		case terminals && !strings.Contains(said, "\rChecking [###############               ]  50%"):
			t.Errorf("half of it is not there: %q", said)
		}
	}
}
