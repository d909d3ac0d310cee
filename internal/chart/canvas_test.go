package chart

import (
	"encoding/xml"
	"image/color"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
)

// drawn is what draw writes onto a canvas 100 by 100.
func drawn(t *testing.T, draw func(*canvas)) string {
	t.Helper()
	c := newCanvas(100, 100)
	draw(c)
	walk(t, "<svg>"+c.body.String()+"</svg>", func(xml.StartElement) {})
	return strings.TrimSpace(c.body.String())
}

func TestTheCanvasTurnsTheAxisAndKeepsItsState(t *testing.T) {
	var stroke vg.Path
	stroke.Move(at(10, 20))
	stroke.Line(at(30, 40))
	for _, x := range []struct {
		what, want string
		draw       func(*canvas)
	}{
		{"up is up", `<path d="M10 80L30 60" fill="none" stroke="#000000" stroke-width="1"/>`,
			func(c *canvas) { c.Stroke(stroke) }},
		{"a line without width isn't drawn", ``,
			func(c *canvas) { c.SetLineWidth(0); c.Stroke(stroke) }},
		{"dashes", `<path d="M10 80L30 60" fill="none" stroke="#000000" stroke-width="1" stroke-dasharray="4 3" stroke-dashoffset="1"/>`,
			func(c *canvas) { c.SetLineDash([]vg.Length{4, 3}, 1); c.Stroke(stroke) }},
		{"a colour of the look has its class, and Pop forgets it",
			`<path class="chart-river" d="M10 80L30 60" fill="#0B4F5C"/>` + "\n" + `<path d="M10 80L30 60" fill="#000000"/>`,
			func(c *canvas) { c.Push(); c.SetColor(river); c.Fill(stroke); c.Pop(); c.Fill(stroke) }},
		{"a thin colour", `<path d="M10 80L30 60" fill="#FF0000" fill-opacity="0.502"/>`,
			func(c *canvas) { c.SetColor(color.NRGBA{R: 255, A: 128}); c.Fill(stroke) }},
		{"a move", `<path d="M10 -20L30 -40" fill="#000000" transform="matrix(1 0 0 1 5 93)"/>`,
			func(c *canvas) { c.Translate(at(5, 7)); c.Fill(stroke) }},
		{"a quarter turn to the left, after a move", `<path d="M10 -20L30 -40" fill="#000000" transform="matrix(0 -1 1 0 5 93)"/>`,
			func(c *canvas) { c.Translate(at(5, 7)); c.Rotate(math.Pi / 2); c.Fill(stroke) }},
		{"twice as large", `<path d="M10 -20L30 -40" fill="#000000" transform="matrix(2 0 0 3 0 100)"/>`,
			func(c *canvas) { c.Scale(2, 3); c.Fill(stroke) }},
	} {
		if got := drawn(t, x.draw); got != x.want {
			t.Errorf("%s:\n%s\nwant\n%s", x.what, got, x.want)
		}
	}
}

func TestTheCanvasDrawsCurves(t *testing.T) {
	var p vg.Path
	p.Move(at(0, 0))
	p.QuadTo(at(10, 10), at(20, 0))
	p.CubeTo(at(30, 10), at(40, 10), at(50, 0))
	p.Arc(at(40, 0), 10, 0, math.Pi)
	p.Close()
	want := `<path d="M0 100Q10 90 20 100C30 90 40 90 50 100L50 100A10 10 0 0 0 40 90A10 10 0 0 0 30 100Z" fill="#000000"/>`
	if got := drawn(t, func(c *canvas) { c.Fill(p) }); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	var back vg.Path
	back.Arc(at(40, 0), 10, math.Pi, -math.Pi)
	want = `<path d="M30 100A10 10 0 0 1 40 90A10 10 0 0 1 50 100" fill="#000000"/>`
	if got := drawn(t, func(c *canvas) { c.Fill(back) }); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

func TestAFigureRefusesPicturesInsideIt(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("an image was taken")
		}
	}()
	newCanvas(100, 100).DrawImage(vg.Rectangle{}, nil)
}
