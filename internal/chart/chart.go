// Package chart owns figures: it draws numbers as SVG that a page can hold
// inline under a strict Content-Security-Policy. Colours are presentation
// attributes with classes beside them, text is text in the page's own font,
// and every figure names and describes itself. Marks differ in shape or
// pattern as well as in colour, and carry their own labels. It refuses words
// and rounding (its texts come from outside, already in words), style
// attributes, scripts, and pictures inside pictures. The same figure gives the
// same bytes.
package chart

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A Range is an estimate with its limits, on the figure's own scale. Where the
// estimate is not a number, a figure shows the row's texts and no mark; where
// only a limit isn't, the mark without an interval.
type Range struct {
	Estimate, Low, High float64
}

func (r Range) hasEstimate() bool { return finite(r.Estimate) }
func (r Range) hasLimits() bool   { return finite(r.Low) && finite(r.High) }

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

// A Row is one mark with the texts that stand over it.
type Row struct {
	Label string // what it is, as in "Peer support"
	Value string // its figures in words, as in "2 of 18, 11.1 % (3.1 % to 32.8 %)"
	Range Range
}

// Texts are what a figure is called. ID is unique on the page and makes the
// ids of title and description; Desc says everything that the picture shows.
type Texts struct {
	ID, Title, Desc string
}

// Width is every figure's width in CSS pixels before the page scales it.
const Width = 360

// A paint is a colour of the look with the class that a page may restyle.
type paint struct {
	colour color.RGBA
	class  string
}

// RGBA implements color.Color.
func (p paint) RGBA() (r, g, b, a uint32) { return p.colour.RGBA() }

var (
	ink   = paint{color.RGBA{0x1F, 0x2A, 0x30, 0xFF}, "chart-ink"}
	quiet = paint{color.RGBA{0x55, 0x63, 0x6B, 0xFF}, "chart-quiet"}
	river = paint{color.RGBA{0x0B, 0x4F, 0x5C, 0xFF}, "chart-river"}
	paper = paint{color.RGBA{0xFF, 0xFF, 0xFF, 0xFF}, "chart-paper"} // fills open marks
)

// document draws p, with foot kept free under it, and puts the whole under its
// texts.
func document(t Texts, p *plot.Plot, c *canvas, foot vg.Length) string {
	p.Draw(draw.Crop(draw.NewCanvas(c, c.width, c.height), inset, -3*edge, foot, -edge))
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" aria-labelledby="%[1]s-title %[1]s-desc" width="%[2]s" height="%[3]s" viewBox="0 0 %[2]s %[3]s">`+"\n",
		escaped(t.ID), number(c.width), number(c.height))
	fmt.Fprintf(&b, "<title id=\"%[1]s-title\">%[2]s</title>\n<desc id=\"%[1]s-desc\">%[3]s</desc>\n",
		escaped(t.ID), escaped(t.Title), escaped(t.Desc))
	b.Write(c.body.Bytes())
	b.WriteString("</svg>\n")
	return b.String()
}

func escaped(s string) string {
	var b bytes.Buffer
	xml.EscapeText(&b, []byte(s)) // a bytes.Buffer's Write returns no error
	return b.String()
}

// blank is a plot with our type and ink, no background and no vertical axis.
func blank(c *canvas) *plot.Plot {
	p := plot.New()
	p.BackgroundColor = nil
	p.HideY()
	p.Y.Min, p.Y.Max = 0, 1
	p.X.Color, p.X.Tick.Color = ink, ink
	p.X.Width, p.X.Tick.Width = 1, 1
	p.X.Padding = 0
	p.X.Tick.Length = 6
	p.X.Tick.Label = c.lettering(small, quiet)
	p.X.Tick.Label.XAlign, p.X.Tick.Label.YAlign = draw.XCenter, draw.YTop
	p.X.Label.TextStyle = c.lettering(small, quiet)
	p.X.Label.TextStyle.XAlign, p.X.Label.TextStyle.YAlign = draw.XCenter, draw.YBottom
	p.X.Label.Padding = 4
	return p
}

// ticks are an axis' marks, decided beforehand.
type ticks []plot.Tick

func (t ticks) Ticks(_, _ float64) []plot.Tick { return t }

func at(x, y vg.Length) vg.Point { return vg.Point{X: x, Y: y} }
