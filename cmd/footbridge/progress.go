package main

import (
	"fmt"
	"os"
	"strings"
)

// A bar shows how far something is, on a terminal; anywhere else it is silent.
type bar struct {
	t     terminal
	label string
	drawn bool // on a terminal
	shown int  // tenths of a percent, so that it is drawn only when it moves
}

const barWidth = 30

func newBar(t terminal, label string) *bar {
	return &bar{t: t, label: label, drawn: isTerminal(t.Err), shown: -1}
}

// move draws done of of.
func (b *bar) move(done, of int) {
	if of <= 0 || !b.drawn {
		return
	}
	share := done * 1000 / of
	if share == b.shown {
		return
	}
	b.shown = share
	full := share * barWidth / 1000
	fmt.Fprintf(b.t.Err, "\r%s [%s%s] %3d%%", b.label, strings.Repeat("#", full),
		strings.Repeat(" ", barWidth-full), share/10)
	if done == of {
		b.clear()
	}
}

// clear takes the bar away.
func (b *bar) clear() {
	if b.shown >= 0 {
		fmt.Fprintf(b.t.Err, "\r%s\r", strings.Repeat(" ", len([]rune(b.label))+barWidth+10))
	}
}

func isTerminal(w any) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
