package webtest

import (
	"encoding/xml"
	"net/http"
	"net/url"
	"strings"
)

// Opens opens a form, as a browser would send it without a key touched.
func (b *Bench) Opens(who Member, path string) url.Values {
	b.t.Helper()
	return b.Get(who, path).Is(http.StatusOK).Filled()
}

// Filled is what the page's forms hold: what was typed, ticked and chosen.
func (a Answer) Filled() url.Values {
	a.t.Helper()
	return FilledIn(a.Body)
}

// FilledIn is what the forms in body hold.
func FilledIn(body string) url.Values {
	d := xml.NewDecoder(strings.NewReader(body))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	form := url.Values{}
	for {
		token, err := d.Token()
		if err != nil {
			return form
		}
		t, is := token.(xml.StartElement)
		at := map[string]string{}
		for _, x := range t.Attr {
			at[x.Name.Local] = x.Value
		}
		if !is || at["name"] == "" {
			continue
		}
		_, checked := at["checked"]
		switch chosen := at["type"] == "radio" || at["type"] == "checkbox"; {
		case t.Name.Local == "input" && (!chosen || checked):
			form.Add(at["name"], at["value"])
		case t.Name.Local == "textarea":
			var text struct {
				Text string `xml:",chardata"`
			}
			if d.DecodeElement(&text, &t) == nil {
				form.Add(at["name"], strings.TrimPrefix(text.Text, "\n")) // as browsers do
			}
		}
	}
}
