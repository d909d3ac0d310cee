package chart

import (
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A Histogram shows how many had each number, as bars that carry their counts.
// A bar has a solid part and, on top of it, a hatched one.
type Histogram struct {
	Texts
	Axis    string // what stands under the bars, as in "Sessions attended"
	Solid   string // what the solid parts are
	Hatched string // what the hatched parts are; empty where there are none
	Bars    []Bar
}

// A Bar is how many had one number. Its count is the two parts together.
type Bar struct {
	Label string
	Solid int
	Hatch int
}

const (
	tallest = vg.Length(150) // the highest bar
	swatch  = vg.Length(13)
)

// SVG draws the figure.
func (h Histogram) SVG() string {
	measure := newCanvas(Width, 0)
	legend := vg.Length(len(h.legend(measure)))*lead + gap
	c := newCanvas(Width, legend+lead+tallest+50)
	figure := blank(c)
	figure.X.Min, figure.X.Max = -0.5, float64(max(1, len(h.Bars)))-0.5
	figure.X.Label.Text = h.Axis
	figure.X.Tick.Marker = h.ticks()
	figure.X.Tick.Length = 4
	figure.Add(bars{h, c})
	return document(h.Texts, figure, c, 0)
}

func (h Histogram) ticks() ticks {
	var t ticks
	for i, bar := range h.Bars {
		t = append(t, plot.Tick{Value: float64(i), Label: bar.Label})
	}
	return t
}

// A meaning is a line of the legend: part 0 is solid, part 1 hatched, and a
// line that goes on has none.
type meaning struct {
	line
	part int
}

func (h Histogram) legend(c *canvas) []meaning {
	var all []meaning
	sty := c.lettering(small, ink)
	for part, said := range []string{h.Solid, h.Hatched} {
		for i, text := range lines(said, sty, c.width-2*inset-2*swatch) {
			if i > 0 {
				part = -1
			}
			all = append(all, meaning{line{text, sty}, part})
		}
	}
	return all
}

// bars is the plot.Plotter of a histogram.
type bars struct {
	Histogram
	on *canvas
}

// Plot implements plot.Plotter.
func (b bars) Plot(c draw.Canvas, p *plot.Plot) {
	y := c.Max.Y
	for _, m := range b.legend(b.on) {
		box := vg.Rectangle{Min: at(c.Min.X, y-swatch-2), Max: at(c.Min.X+swatch, y-2)}
		part(c, m.part, box)
		c.FillText(m.Style, at(c.Min.X+2*swatch, y), m.text)
		y -= lead
	}
	x, _ := p.Transforms(&c)
	wide := (x(1) - x(0)) * 0.36
	high := b.unit(y - gap - lead - c.Min.Y)
	for i, bar := range b.Bars {
		middle, foot := x(float64(i)), c.Min.Y
		for n, count := range []int{bar.Solid, bar.Hatch} {
			top := foot + vg.Length(count)*high
			if count > 0 {
				part(c, n, vg.Rectangle{Min: at(middle-wide, foot), Max: at(middle+wide, top)})
			}
			foot = top
		}
		sty := b.on.lettering(small, ink)
		sty.XAlign = draw.XCenter
		c.FillText(sty, at(middle, foot+lead-2), strconv.Itoa(bar.Solid+bar.Hatch))
	}
}

// unit is how tall one person is when the highest bar has that much room.
func (h Histogram) unit(room vg.Length) vg.Length {
	most := 1
	for _, bar := range h.Bars {
		most = max(most, bar.Solid+bar.Hatch)
	}
	return room / vg.Length(most)
}

// part fills box as the part is drawn.
func part(c draw.Canvas, n int, box vg.Rectangle) {
	switch n {
	case 0:
		c.SetColor(river)
		c.Fill(box.Path())
	case 1:
		hatch(c, box)
	}
}
