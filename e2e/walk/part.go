package walk

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
)

// Parts are what p is made of, each once: an element with what it is within, its
// classes, role and kind, the names of its other attributes, those that are empty
// marked, and whether there is text in it. Of two pages with the same parts, one
// shows all there is to see but for the words.
func (p Page) Parts() map[string]bool {
	d := xml.NewDecoder(strings.NewReader(p.Body))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	parts := map[string]bool{}
	var within []string
	for {
		token, err := d.Token()
		if err != nil { // the end, or what no browser would take either
			return parts
		}
		switch t := token.(type) {
		case xml.StartElement:
			within = append(within, part(t))
			parts[strings.Join(within, ">")] = true
		case xml.EndElement:
			within = within[:len(within)-1]
		case xml.CharData:
			if len(strings.TrimSpace(string(t))) > 0 {
				parts[strings.Join(within, ">")+">text"] = true
			}
		}
	}
}

// kinds are the attributes whose values say what an element is, or how it looks.
var kinds = []string{"class", "role", "type", "lang", "scope", "autocomplete", "inputmode", "aria-current", "aria-live"}

func part(t xml.StartElement) string {
	attributes := make([]string, len(t.Attr))
	for i, a := range t.Attr {
		attributes[i] = a.Name.Local
		if slices.Contains(kinds, a.Name.Local) || strings.TrimSpace(a.Value) == "" {
			attributes[i] += "=" + a.Value
		}
	}
	slices.Sort(attributes)
	return fmt.Sprintf("%s%v", t.Name.Local, attributes)
}
