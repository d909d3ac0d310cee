package ui

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"html/template"
	"io"
	"strings"
)

// A Figure is a finding as a sentence, then the picture, then the table, then
// how it was worked out.
type Figure struct {
	Name     string // names its parts within the page
	Title    string
	Sentence string
	Picture  Picture
	Table    Table
	Method   string
}

// ID is the figure's id.
func (f Figure) ID() string { return ControlID(f.Name) }

// A Picture is an SVG drawing that has been looked through. Make one with Drawn.
type Picture struct{ markup template.HTML }

// Markup is the drawing, to be put into a page as it is.
func (p Picture) Markup() template.HTML { return p.markup }

// Any tells whether there is a drawing.
func (p Picture) Any() bool { return p.markup != "" }

// Drawn takes a drawing that the chart package made. It refuses whatever is
// not plain drawing: scripts, styles, handlers, links out of the drawing.
func Drawn(svg string) (Picture, error) {
	d := xml.NewDecoder(strings.NewReader(svg))
	depth, root := 0, 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return Picture{}, fmt.Errorf("drawing: %w", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth == 0 {
				root++
				if t.Name.Local != "svg" || root > 1 {
					return Picture{}, errors.New("drawing: it is not one svg element")
				}
			}
			if err := plainDrawing(t); err != nil {
				return Picture{}, err
			}
			depth++
		case xml.EndElement:
			depth--
		case xml.CharData:
			if depth == 0 && len(bytes.TrimSpace(t)) > 0 {
				return Picture{}, errors.New("drawing: there are words outside it")
			}
		case xml.Directive, xml.ProcInst:
			return Picture{}, errors.New("drawing: only elements may stand in a page")
		}
	}
	if root != 1 {
		return Picture{}, errors.New("drawing: it is not one svg element")
	}
	return Picture{markup: template.HTML(svg)}, nil
}

var drawingElements = map[string]bool{
	"svg": true, "g": true, "title": true, "desc": true, "path": true, "line": true, "rect": true, "circle": true,
	"ellipse": true, "polyline": true, "polygon": true, "text": true, "tspan": true, "defs": true, "clipPath": true,
	"marker": true, "pattern": true,
}

func plainDrawing(e xml.StartElement) error {
	if !drawingElements[e.Name.Local] {
		return fmt.Errorf("drawing: element %s is not drawing", e.Name.Local)
	}
	for _, a := range e.Attr {
		name := strings.ToLower(a.Name.Local)
		if name == "style" || name == "href" || name == "src" || strings.HasPrefix(name, "on") {
			return fmt.Errorf("drawing: attribute %s is not drawing", name)
		}
		if v := strings.ToLower(a.Value); strings.Contains(v, "url(") && !strings.HasPrefix(v, "url(#") {
			return fmt.Errorf("drawing: attribute %s leads out of it", name)
		}
	}
	return nil
}
