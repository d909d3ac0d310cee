package ui_test

import (
	"testing"

	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/ui"
)

// A template that names what an embedded struct brings along has it looked for each time: it was
// two thirds of what the rows of a table cost.
func TestOneMoreOfAComponentCostsLittle(t *testing.T) {
	page := ui.NewPage[ui.ListView]("list_page")
	s := shell(say.English())
	cost := func(c ui.Control) float64 {
		return testing.AllocsPerRun(20, func() {
			written(t, page.Render(ui.ListPage{Title: "Everybody", Parts: []ui.Control{c}}.View(), "Everybody"), s)
		})
	}
	for name, c := range map[string]struct {
		of   func(n int) ui.Control
		most float64 // allocations
	}{
		"a row of three cells": {func(n int) ui.Control {
			rows := make([]ui.Row, n)
			for i := range rows {
				rows[i] = ui.Texts("Sam", "North", "3 May")
			}
			return ui.Table{Columns: []ui.Column{{Label: "Name"}, {Label: "Team"}, {Label: "Since"}}, Rows: rows}
		}, 50},
		"a radio": {func(n int) ui.Control {
			return ui.Radios{Name: "one", Options: make([]ui.Option, n)}
		}, 40},
	} {
		if each := (cost(c.of(30)) - cost(c.of(20))) / 10; each > c.most {
			t.Errorf("%s costs %v allocations, and at most %v is asked for", name, each, c.most)
		}
	}
}
