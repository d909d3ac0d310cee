package chart

import (
	"math"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Ratios shows ratios with their intervals on a log scale, round a dashed line
// at one. Rows alternate a filled square and an open circle. An interval that
// leaves the scale (0.01 to 100) ends in an arrow.
type Ratios struct {
	Texts
	Axis string // as in "Ratio (log scale)"
	Same string // what one means, as in "no difference"; stands on the line
	Less string // what lies left of one, as in "← fewer with peer support"
	More string // what lies right of it
	Rows []Row
}

const (
	leastRatio = 0.01
	mostRatio  = 100
)

// SVG draws the figure.
func (r Ratios) SVG() string {
	all := rows{all: r.Rows, top: lead, mark: r.mark, behind: one}
	measure := newCanvas(Width, 0)
	foot := lead
	if !measure.fits(r.Less, r.More) {
		foot = 2 * lead
	}
	c := newCanvas(Width, all.height(measure)+46+foot)
	low, high := span(r.Rows)
	figure := blank(c)
	figure.X.Min, figure.X.Max = low, high
	figure.X.Scale = plot.LogScale{}
	figure.X.Tick.Marker = logTicks(low, high)
	figure.X.Label.Text = r.Axis
	figure.Add(sides{r, c, foot}, all.drawn(c))
	return document(r.Texts, figure, c, foot)
}

// fits tells whether two small texts stand on one line with room between them.
func (c *canvas) fits(left, right string) bool {
	sty := c.lettering(small, quiet)
	return (sty.Width(left)+sty.Width("  ")+sty.Width(right))*spare <= c.width-2*inset
}

// span is where the scale begins and ends: steps of 1, 2 and 5 that hold every
// interval, a half and two.
func span(rows []Row) (low, high float64) {
	low, high = 0.5, 2
	for _, r := range rows {
		for _, x := range []float64{r.Range.Estimate, r.Range.Low, r.Range.High} {
			if finite(x) {
				low, high = min(low, x), max(high, x)
			}
		}
	}
	low, high = max(low, leastRatio), min(high, mostRatio)
	steps := steps()
	for _, s := range steps {
		if s >= high {
			high = s
			break
		}
	}
	for i := range steps {
		if s := steps[len(steps)-1-i]; s <= low {
			low = s
			break
		}
	}
	return low, high
}

func steps() []float64 {
	return []float64{0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100}
}

// logTicks marks every step. Where they would crowd, only tens and the ends
// carry figures.
func logTicks(low, high float64) ticks {
	var t ticks
	crowded := math.Log10(high/low) > 2.5
	for _, s := range steps() {
		if s < low || s > high {
			continue
		}
		ten := math.Mod(math.Round(math.Log10(s)*1e6)/1e6, 1) == 0
		label := ""
		if !crowded || ten || s == low || s == high {
			label = strconv.FormatFloat(s, 'g', -1, 64)
		}
		t = append(t, plot.Tick{Value: s, Label: label})
	}
	return t
}

// one is the line of no difference. It lets text pass.
func one(c draw.Canvas, x func(float64) vg.Length, top, bottom, reach vg.Length) {
	if reach > x(1)-4 {
		return
	}
	dashed := draw.LineStyle{Color: quiet, Width: 1.5, Dashes: []vg.Length{4, 3}, DashOffs: c.Max.Y - top}
	c.StrokeLine2(dashed, x(1), top, x(1), bottom)
}

func (r Ratios) mark(c draw.Canvas, x func(float64) vg.Length, i int, middle vg.Length) {
	low, high := span(r.Rows)
	row := r.Rows[i].Range
	if row.hasLimits() && row.Low <= high && row.High >= low {
		c.StrokeLine2(draw.LineStyle{Color: ink, Width: 2}, x(max(row.Low, low)), middle, x(min(row.High, high)), middle)
		end(c, x(max(row.Low, low)), middle, -1, row.Low < low)
		end(c, x(min(row.High, high)), middle, 1, row.High > high)
	}
	switch {
	case row.Estimate < low:
		end(c, x(low), middle, -1, true)
	case row.Estimate > high:
		end(c, x(high), middle, 1, true)
	default:
		sign(c, i, at(x(row.Estimate), middle))
	}
}

// end is where an interval stops (a cap) or leaves the scale (an arrow).
func end(c draw.Canvas, x, y, way vg.Length, beyond bool) {
	if !beyond {
		c.StrokeLine2(draw.LineStyle{Color: ink, Width: 2}, x, y-half, x, y+half)
		return
	}
	c.FillPolygon(ink, []vg.Point{at(x+6*way, y), at(x-5*way, y+half), at(x-5*way, y-half)})
}

func sign(c draw.Canvas, i int, p vg.Point) {
	if i%2 == 0 {
		c.SetColor(river)
		c.Fill(vg.Rectangle{Min: at(p.X-half, p.Y-half), Max: at(p.X+half, p.Y+half)}.Path())
		return
	}
	dot(c, p, paper)
	c.SetLineStyle(draw.LineStyle{Color: river, Width: 2.5})
	c.Stroke(circle(p))
}

// dot is a round mark of radius half filled with p.
func dot(c draw.Canvas, middle vg.Point, p paint) {
	c.SetColor(p)
	c.Fill(circle(middle))
}

func circle(middle vg.Point) vg.Path {
	var p vg.Path
	p.Arc(middle, half, 0, 2*math.Pi)
	p.Close()
	return p
}

// sides writes what one, less and more mean.
type sides struct {
	Ratios
	on   *canvas
	foot vg.Length
}

// Plot implements plot.Plotter.
func (s sides) Plot(c draw.Canvas, p *plot.Plot) {
	x, _ := p.Transforms(&c)
	sty := s.on.lettering(small, quiet)
	switch share := (x(1) - c.Min.X) / (c.Max.X - c.Min.X); {
	case share > 0.7:
		sty.XAlign = draw.XRight
	case share >= 0.3:
		sty.XAlign = draw.XCenter
	}
	c.FillText(sty, at(x(1), c.Max.Y), s.Same)
	sty.XAlign = draw.XLeft
	c.FillText(sty, at(c.Min.X, s.foot), s.Less)
	sty.XAlign = draw.XRight
	c.FillText(sty, at(c.Max.X, lead), s.More)
}
