package form

import (
	"net/url"
	"slices"
	"strings"

	"footbridge.org/footbridge/internal/web/ui"
)

// partField says of each form that is sent together with others what is in it: the
// pattern of its route, and the names of its fields.
const partField = "part"

// A part is one of several forms that were sent together.
type part struct {
	pattern string
	asks    []string
	carries []string // unseen
	said    string
}

func partsOf(sent url.Values) (list []part) {
	for _, said := range sent[partField] {
		words := strings.Fields(said)
		if len(words) == 0 {
			continue
		}
		p := part{pattern: words[0], said: said}
		for _, name := range words[1:] {
			if unseen, is := strings.CutPrefix(name, unseenMark); is {
				p.carries = append(p.carries, unseen)
				continue
			}
			p.asks = append(p.asks, name)
		}
		list = append(list, p)
	}
	return list
}

// cameAlong tells whether the form of a pattern was among those that were sent.
func cameAlong(sent url.Values, pattern string) bool {
	return slices.ContainsFunc(partsOf(sent), func(p part) bool { return p.pattern == pattern })
}

// holds tells whether p asks what was sent under name. A day is sent in three.
func (p part) holds(name string) bool {
	return slices.Contains(p.carries, name) || slices.ContainsFunc(p.asks, func(own string) bool {
		return name == own || slices.Contains([]string{own + ".day", own + ".month", own + ".year"}, name)
	})
}

// isTouched tells whether somebody changed anything in p.
func (p part) isTouched(sent url.Values) bool {
	return slices.ContainsFunc(p.asks, func(name string) bool { return isTouched(sent, name) })
}

// Aside tells whether what was sent under name only came along with the form of a pattern: it
// is of another one, in which nobody changed anything.
func Aside(sent url.Values, pattern, name string) (aside bool) {
	for _, p := range partsOf(sent) {
		if !p.holds(name) {
			continue
		}
		if p.pattern == pattern || p.isTouched(sent) {
			return false
		}
		aside = true
	}
	return aside
}

// joins has the form stand in one with the others of its page.
func (p *Part) joins(pattern string) {
	form := &p.Form
	value := append([]string{pattern}, p.fields.names...)
	for _, h := range form.Hidden {
		if !Unseen(h.Name) {
			value = append(value, unseenMark+h.Name)
		}
	}
	form.Hidden = append(form.Hidden, ui.Hidden{Name: partField, Value: strings.Join(value, " ")})
	form.Joined = true
	for i := range form.Buttons {
		form.Buttons[i].Action = form.Action
	}
}

// Rest is what was typed in the forms that came along with the one of a pattern, and
// the first of them; nothing when nobody changed anything there.
func Rest(sent url.Values, pattern string) (form string, typed url.Values) {
	typed = url.Values{}
	for _, p := range partsOf(sent) {
		if p.pattern == pattern {
			continue
		}
		for name, values := range sent {
			if p.holds(name) {
				typed[name] = values
			}
		}
		if form == "" && p.isTouched(sent) {
			form = p.pattern
		}
		typed.Add(partField, p.said)
	}
	if form == "" {
		return "", nil
	}
	typed[wasField] = sent[wasField]
	return form, typed
}
