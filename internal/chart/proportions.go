package chart

import (
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Proportions compares shares (0 to 1) as bars from nothing to everybody, each
// with its interval under it. The first bar is solid, the second hatched, and so
// on by turns, so that they differ without colour.
type Proportions struct {
	Texts
	Axis string // what the axis counts, as in "Relapsed, % of people"
	Rows []Row
}

// SVG draws the figure.
func (p Proportions) SVG() string {
	r := rows{all: p.Rows, mark: p.bar}
	measure := newCanvas(Width, 0)
	c := newCanvas(Width, r.height(measure)+44)
	figure := blank(c)
	figure.X.Min, figure.X.Max = 0, 1
	figure.X.Label.Text = p.Axis
	figure.X.Tick.Marker = percentTicks()
	figure.Add(r.drawn(c))
	return document(p.Texts, figure, c, 0)
}

func percentTicks() ticks {
	var t ticks
	for percent := 0; percent <= 100; percent += 25 {
		t = append(t, plot.Tick{Value: float64(percent) / 100, Label: strconv.Itoa(percent)})
	}
	return t
}

func (p Proportions) bar(c draw.Canvas, x func(float64) vg.Length, i int, middle vg.Length) {
	r := p.Rows[i].Range
	box := vg.Rectangle{Min: at(x(0), middle), Max: at(x(r.Estimate), middle+lane/2-3)}
	if i%2 == 0 {
		c.SetColor(river)
		c.Fill(box.Path())
	} else {
		hatch(c, box)
	}
	if y := middle - half - 3; r.hasLimits() {
		whisker(c, x(r.Low), x(r.High), y)
		dot(c, at(x(r.Estimate), y), ink)
	}
}

// hatch fills box with slanting lines in an outline.
func hatch(c draw.Canvas, box vg.Rectangle) {
	if box.Max.X <= box.Min.X {
		return
	}
	const apart = 6
	height := box.Max.Y - box.Min.Y
	c.SetLineStyle(draw.LineStyle{Color: ink, Width: 1.25})
	var p vg.Path
	for foot := box.Min.X - height + apart; foot < box.Max.X; foot += apart {
		from, to := max(foot, box.Min.X), min(foot+height, box.Max.X)
		p.Move(at(from, box.Min.Y+from-foot))
		p.Line(at(to, box.Min.Y+to-foot))
	}
	c.Stroke(p)
	c.Stroke(box.Path())
}
