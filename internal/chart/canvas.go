package chart

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"math"
	"strconv"
	"strings"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// A canvas is a vg.Canvas that writes SVG elements whose looks are presentation
// attributes (SVG 1.1, section 6.4) and classes. gonum's own writes style
// attributes, which a strict policy refuses.
type canvas struct {
	width, height vg.Length
	body          bytes.Buffer
	states        []state
	anchor        string // text-anchor of the next text; empty at its start
}

// A state is what Push keeps and Pop brings back.
type state struct {
	colour color.Color
	line   vg.Length
	dashes []vg.Length
	offset vg.Length
	move   matrix
}

// A matrix is an affine map: x' = a·x + c·y + e, y' = b·x + d·y + f.
type matrix struct{ a, b, c, d, e, f float64 }

var unmoved = matrix{a: 1, d: 1}

// then is the map that does n first and m after it.
func (m matrix) then(n matrix) matrix {
	return matrix{
		m.a*n.a + m.c*n.b, m.b*n.a + m.d*n.b,
		m.a*n.c + m.c*n.d, m.b*n.c + m.d*n.d,
		m.a*n.e + m.c*n.f + m.e, m.b*n.e + m.d*n.f + m.f,
	}
}

func newCanvas(width, height vg.Length) *canvas {
	c := &canvas{width: width, height: height, states: []state{{move: unmoved}}}
	vg.Initialize(c)
	return c
}

func (c *canvas) now() *state { return &c.states[len(c.states)-1] }

func (c *canvas) SetLineWidth(w vg.Length) { c.now().line = w }
func (c *canvas) SetColor(x color.Color)   { c.now().colour = x }
func (c *canvas) Push()                    { c.states = append(c.states, *c.now()) }
func (c *canvas) Pop()                     { c.states = c.states[:len(c.states)-1] }

func (c *canvas) SetLineDash(pattern []vg.Length, offset vg.Length) {
	c.now().dashes, c.now().offset = pattern, offset
}

func (c *canvas) Rotate(radians float64) {
	sin, cos := math.Sincos(radians)
	c.moveBy(matrix{a: cos, b: sin, c: -sin, d: cos})
}

func (c *canvas) Translate(p vg.Point) {
	c.moveBy(matrix{a: 1, d: 1, e: p.X.Points(), f: p.Y.Points()})
}

func (c *canvas) Scale(x, y float64) { c.moveBy(matrix{a: x, d: y}) }

func (c *canvas) moveBy(n matrix) { c.now().move = c.now().move.then(n) }

func (c *canvas) Stroke(p vg.Path) {
	s := c.now()
	if s.line <= 0 {
		return
	}
	dashes := ""
	if len(s.dashes) > 0 {
		each := make([]string, len(s.dashes))
		for i, d := range s.dashes {
			each[i] = number(d)
		}
		dashes = fmt.Sprintf(` stroke-dasharray="%s" stroke-dashoffset="%s"`, strings.Join(each, " "), number(s.offset))
	}
	fmt.Fprintf(&c.body, `<path%s d="%s" fill="none" %s stroke-width="%s"%s%s/>`+"\n",
		class(s.colour), c.outline(p), colour("stroke", s.colour), number(s.line), dashes, c.transform())
}

func (c *canvas) Fill(p vg.Path) {
	s := c.now()
	fmt.Fprintf(&c.body, `<path%s d="%s" %s%s/>`+"\n",
		class(s.colour), c.outline(p), colour("fill", s.colour), c.transform())
}

// FillString writes real text, in whatever font the page has.
func (c *canvas) FillString(f font.Face, p vg.Point, text string) {
	s := c.now()
	if f.Font.Size <= 0 || text == "" {
		return
	}
	bold, anchor := "", ""
	if f.Font.Weight >= xfont.WeightSemiBold {
		bold = ` font-weight="bold"`
	}
	if c.anchor != "" {
		anchor = fmt.Sprintf(` text-anchor="%s"`, c.anchor)
	}
	fmt.Fprintf(&c.body, `<text%s x="%s" y="%s" font-size="%s"%s%s %s%s>%s</text>`+"\n",
		class(s.colour), number(p.X), c.y(p.Y), number(f.Font.Size), bold, anchor, colour("fill", s.colour),
		c.transform(), escaped(text))
}

// DrawImage panics: pictures inside pictures would need data: addresses, which
// the policy refuses, and would be invisible to a screen reader.
func (c *canvas) DrawImage(vg.Rectangle, image.Image) { panic("chart: a figure holds no images") }

// y turns vg's upward axis into SVG's downward one. Under a transform the
// turning is part of it.
func (c *canvas) y(y vg.Length) string {
	if c.now().move == unmoved {
		return number(c.height - y)
	}
	return number(-y)
}

func (c *canvas) transform() string {
	m := c.now().move
	if m == unmoved {
		return ""
	}
	n := func(x float64) string { return number(vg.Length(x)) }
	return fmt.Sprintf(` transform="matrix(%s %s %s %s %s %s)"`,
		decimals(m.a, 5), decimals(-m.b, 5), decimals(-m.c, 5), decimals(m.d, 5), n(m.e), n(c.height.Points()-m.f))
}

func class(x color.Color) string {
	if p, ok := x.(paint); ok {
		return fmt.Sprintf(` class="%s"`, p.class)
	}
	return ""
}

func colour(attribute string, x color.Color) string {
	if x == nil {
		x = color.Black
	}
	n := color.NRGBAModel.Convert(x).(color.NRGBA)
	s := fmt.Sprintf(`%s="#%02X%02X%02X"`, attribute, n.R, n.G, n.B)
	if n.A != 0xFF {
		s += fmt.Sprintf(` %s-opacity="%s"`, attribute, decimals(float64(n.A)/0xFF, 3))
	}
	return s
}

// number is a length with two decimals at most: fine enough for a screen, and
// too coarse for two machines' roundings to differ.
func number(l vg.Length) string { return decimals(l.Points(), 2) }

func decimals(x float64, most int) string {
	s := strconv.FormatFloat(x, 'f', most, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" {
		return "0"
	}
	return s
}
