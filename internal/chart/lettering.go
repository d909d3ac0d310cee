package chart

import (
	"strings"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
)

const (
	normal = vg.Length(15)
	small  = vg.Length(13)
)

// A hand writes text onto its canvas. It measures with the metrics of a font
// it has and writes in one that it doesn't: so it leaves aligning to SVG's
// text-anchor, which knows the real width.
type hand struct {
	text.Plain
	to *canvas
}

// Draw implements text.Handler.
func (h hand) Draw(c vg.Canvas, s string, sty text.Style, p vg.Point) {
	switch sty.XAlign {
	case text.XCenter:
		h.to.anchor = "middle"
	case text.XRight:
		h.to.anchor = "end"
	}
	sty.XAlign = text.XLeft
	h.Plain.Draw(c, s, sty, p)
	h.to.anchor = ""
}

func (c *canvas) lettering(size vg.Length, p paint) text.Style {
	return text.Style{
		Color:   p,
		Font:    font.Font{Typeface: "Liberation", Variant: "Sans", Size: size},
		YAlign:  text.YTop,
		Handler: hand{text.Plain{Fonts: font.DefaultCache}, c},
	}
}

func (c *canvas) bold() text.Style {
	s := c.lettering(normal, ink)
	s.Font.Weight = xfont.WeightBold
	return s
}

// spare is how much wider the page's font may be than the one measured with.
const spare = 1.12

// lines breaks s between words so that each line fits into width.
func lines(s string, sty text.Style, width vg.Length) []string {
	var all []string
	line := ""
	for _, word := range strings.Fields(s) {
		longer := strings.TrimSpace(line + " " + word)
		if line != "" && sty.Width(longer)*spare > width {
			all = append(all, line)
			longer = word
		}
		line = longer
	}
	if line != "" {
		all = append(all, line)
	}
	return all
}
