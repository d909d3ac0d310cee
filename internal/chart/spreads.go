package chart

import (
	"math"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A Spread is how something is spread over people: its Range holds the median
// between the lower and the upper quartile.
type Spread struct {
	Row
	Longest float64 // not a number where it isn't told
}

// Spreads shows each spread as a box from quartile to quartile, cut at the
// median, with a whisker to the longest. The first box is solid, the second
// hatched, and so on by turns.
type Spreads struct {
	Texts
	Axis string // as in "Days from the referral"
	Rows []Spread
}

// SVG draws the figure.
func (s Spreads) SVG() string {
	all := rows{mark: s.box}
	for _, row := range s.Rows {
		all.all = append(all.all, row.Row)
	}
	c := newCanvas(Width, all.height(newCanvas(Width, 0))+44)
	low, high, step := s.scale()
	figure := blank(c)
	figure.X.Min, figure.X.Max = low, high
	figure.X.Label.Text = s.Axis
	figure.X.Tick.Marker = dayTicks(low, high, step)
	figure.Add(all.drawn(c))
	return document(s.Texts, figure, c, 0)
}

// scale is where the axis begins and ends, and what its marks lie apart: few
// marks, in weeks as soon as there are more than ten days.
func (s Spreads) scale() (low, high, step float64) {
	high = 1
	for _, row := range s.Rows {
		for _, x := range []float64{row.Range.Estimate, row.Range.Low, row.Range.High, row.Longest} {
			if finite(x) {
				low, high = min(low, x), max(high, x)
			}
		}
	}
	for step = range daySteps {
		if math.Ceil(high/step)-math.Floor(low/step) <= mostMarks {
			break
		}
	}
	return math.Floor(low/step) * step, math.Ceil(high/step) * step, step
}

const mostMarks = 6

// daySteps yields 1, 2, 7, 14, 28 and on, twice as far each time.
func daySteps(yield func(float64) bool) {
	if !yield(1) || !yield(2) {
		return
	}
	for step := 7.0; yield(step); step *= 2 {
	}
}

func dayTicks(low, high, step float64) ticks {
	var t ticks
	for x := low; x <= high; x += step {
		t = append(t, plot.Tick{Value: x, Label: minus(strconv.FormatFloat(x, 'f', -1, 64))})
	}
	return t
}

// minus gives a negative figure its own sign rather than a hyphen.
func minus(s string) string {
	if s[0] == '-' {
		return "−" + s[1:]
	}
	return s
}

func (s Spreads) box(c draw.Canvas, x func(float64) vg.Length, i int, middle vg.Length) {
	row := s.Rows[i]
	const tall = lane/2 - 5
	if row.Range.hasLimits() {
		if finite(row.Longest) && row.Longest > row.Range.High {
			c.StrokeLine2(draw.LineStyle{Color: ink, Width: 2}, x(row.Range.High), middle, x(row.Longest), middle)
			end(c, x(row.Longest), middle, 1, false)
		}
		box := vg.Rectangle{Min: at(x(row.Range.Low), middle-tall), Max: at(x(row.Range.High), middle+tall)}
		if i%2 == 0 {
			c.SetColor(river)
			c.Fill(box.Path())
		} else {
			hatch(c, box)
		}
	}
	median := x(row.Range.Estimate)
	c.StrokeLine2(draw.LineStyle{Color: paper, Width: 7}, median, middle-tall, median, middle+tall)
	c.StrokeLine2(draw.LineStyle{Color: ink, Width: 3}, median, middle-tall-2, median, middle+tall+2)
}
