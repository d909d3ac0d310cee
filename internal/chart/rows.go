package chart

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Distances. The inset gives half of an axis' first figure room; at the other
// end gonum sees to it.
const (
	edge  = vg.Length(2)  // round everything else
	inset = vg.Length(16) // left of everything
	lead  = vg.Length(19) // from one line of text to the next
	lane  = vg.Length(34) // where a mark is drawn
	gap   = vg.Length(12) // between a mark and the next row's text
)

// rows is a plot.Plotter: each row's texts, and under them the lane for its
// mark. Texts stand over the marks rather than beside them, so that the figure
// stays readable on a phone.
type rows struct {
	all  []Row
	top  vg.Length // room kept above the first row
	mark func(c draw.Canvas, x func(float64) vg.Length, i int, middle vg.Length)
	// behind, unless nil, draws what stands behind the strip from top down to
	// bottom, whose text reaches to reach.
	behind func(c draw.Canvas, x func(float64) vg.Length, top, bottom, reach vg.Length)
}

func (r rows) height(c *canvas) vg.Length {
	h := r.top
	for _, row := range r.all {
		h += lead*vg.Length(len(c.heading(row))) + row.lane() + gap
	}
	return h
}

// lane is the room for r's mark: none where there is none to draw.
func (r Row) lane() vg.Length {
	if !r.Range.hasEstimate() {
		return 0
	}
	return lane
}

// A line is one line of text in its lettering.
type line struct {
	text string
	text.Style
}

func (c *canvas) heading(r Row) []line {
	var all []line
	for _, part := range []line{{r.Label, c.bold()}, {r.Value, c.lettering(normal, ink)}} {
		for _, s := range lines(part.text, part.Style, c.width-2*inset) {
			all = append(all, line{s, part.Style})
		}
	}
	return all
}

// drawn binds r to the canvas that it measures with.
func (r rows) drawn(on *canvas) plot.Plotter { return drawing{r, on} }

type drawing struct {
	rows
	on *canvas
}

// Plot implements plot.Plotter.
func (d drawing) Plot(c draw.Canvas, p *plot.Plot) {
	x, _ := p.Transforms(&c)
	y := c.Max.Y
	strip := func(height, reach vg.Length) {
		if d.behind != nil {
			d.behind(c, x, y, y-height, reach)
		}
		y -= height
	}
	y -= d.top
	for i, row := range d.all {
		for _, l := range d.on.heading(row) {
			c.FillText(l.Style, at(c.Min.X, y), l.text)
			strip(lead, c.Min.X+l.Width(l.text)*spare)
		}
		middle := y - lane/2
		strip(row.lane()+gap, 0)
		if row.Range.hasEstimate() {
			d.mark(c, x, i, middle)
		}
	}
}

// whisker draws the interval from low to high at height y, a cap at each end.
func whisker(c draw.Canvas, low, high, y vg.Length) {
	c.StrokeLines(draw.LineStyle{Color: ink, Width: 2},
		[]vg.Point{at(low, y), at(high, y)},
		[]vg.Point{at(low, y-half), at(low, y+half)},
		[]vg.Point{at(high, y-half), at(high, y+half)})
}

// half is half the height of a whisker's cap and of a mark.
const half = vg.Length(6)
