package chart

import (
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"
)

// outline is p as SVG path data (SVG 1.1, section 8.3).
func (c *canvas) outline(p vg.Path) string {
	var b strings.Builder
	pair := func(q vg.Point) string { return number(q.X) + " " + c.y(q.Y) }
	for i, part := range p {
		switch part.Type {
		case vg.MoveComp:
			b.WriteString("M" + pair(part.Pos))
		case vg.LineComp:
			b.WriteString("L" + pair(part.Pos))
		case vg.ArcComp:
			c.arc(&b, part, i == 0)
		case vg.CurveComp:
			b.WriteString(map[int]string{1: "Q", 2: "C"}[len(part.Control)])
			for _, q := range part.Control {
				b.WriteString(pair(q) + " ")
			}
			b.WriteString(pair(part.Pos))
		case vg.CloseComp:
			b.WriteString("Z")
		}
	}
	return b.String()
}

// arc writes one of vg's arcs in two halves, because SVG's cannot end where it
// began, as a whole circle does.
func (c *canvas) arc(b *strings.Builder, part vg.PathComp, first bool) {
	r := part.Radius
	on := func(angle float64) string {
		sin, cos := math.Sincos(angle)
		return number(part.Pos.X+r*vg.Length(cos)) + " " + c.y(part.Pos.Y+r*vg.Length(sin))
	}
	start, sweep := "L", 0 // vg turns counter-clockwise, and so does SVG's flag 0
	if first {
		start = "M"
	}
	if part.Angle < 0 {
		sweep = 1
	}
	b.WriteString(start + on(part.Start))
	for _, half := range []float64{0.5, 1} {
		fmt.Fprintf(b, "A%[1]s %[1]s 0 0 %[2]d %[3]s", number(r), sweep, on(part.Start+half*part.Angle))
	}
}
