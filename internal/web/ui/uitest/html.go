package uitest

import (
	"encoding/xml"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode"

	"footbridge.org/footbridge/internal/say"
)

// An element is one start tag of a page, with the text that follows it directly.
type element struct {
	name string
	attr map[string]string
	text string
}

// elements reads a page without any care for its nesting.
func elements(body string) ([]element, error) {
	d := xml.NewDecoder(strings.NewReader(body))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	var all []element
	for {
		token, err := d.RawToken()
		if token == nil {
			break
		}
		if err != nil {
			return nil, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			e := element{name: t.Name.Local, attr: map[string]string{}}
			for _, a := range t.Attr {
				name := a.Name.Local
				if a.Name.Space != "" {
					name = a.Name.Space + ":" + name
				}
				e.attr[name] = a.Value
			}
			all = append(all, e)
		case xml.CharData:
			if len(all) > 0 {
				all[len(all)-1].text += string(t)
			}
		}
	}
	return all, nil
}

// Faults returns what is wrong with a whole page, whatever it shows: anything
// that the content policy would refuse, controls without labels, ties to ids
// that are not there, headings out of order, sentences that the catalogue lacks.
func Faults(body string) []string { return faults(body, true) }

// PartFaults is Faults for a piece of a page, which needs no heading.
func PartFaults(body string) []string { return faults(body, false) }

func faults(body string, whole bool) []string {
	all, err := elements(body)
	if err != nil {
		return []string{err.Error()}
	}
	var found []string
	report := func(format string, args ...any) { found = append(found, fmt.Sprintf(format, args...)) }
	if strings.Contains(body, "ZgotmplZ") {
		report("the template engine refused a value")
	}
	if wrong := argument.FindString(body); wrong != "" {
		report("a sentence was given another argument than it has: %q", wrong)
	}
	ids := idsOf(all, report)
	labelled := map[string]bool{}
	for _, e := range all {
		if e.name == "label" {
			labelled[e.attr["for"]] = true
		}
	}
	for _, e := range all {
		unworded(e, report)
		policy(e, report)
		ties(e, ids, report)
		control(e, labelled, report)
	}
	if whole {
		headings(all, report)
		forms(all, report)
	}
	return found
}

// argument is what fmt writes for an argument of the wrong kind, or one too few or many.
var argument = regexp.MustCompile(`%!([a-z]|\()[^<"]{0,40}`)

var keyShape = regexp.MustCompile(`^[a-z_]+(\.[a-z_]+)+$`)

// unworded finds a message key that the catalogue has no sentence for: it is
// shown as it is.
func unworded(e element, report func(string, ...any)) {
	text := strings.TrimSpace(e.text)
	if noun, _, _ := strings.Cut(text, "."); keyShape.MatchString(text) && nouns()[noun] {
		report("no sentence for %q", text)
	}
}

// nouns are what the catalogue's keys begin with.
var nouns = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for key := range say.Keys() {
		noun, _, _ := strings.Cut(key, ".")
		all[noun] = true
	}
	return all
})

func idsOf(all []element, report func(string, ...any)) map[string]bool {
	ids := map[string]bool{}
	for _, e := range all {
		id, has := e.attr["id"]
		if has && ids[id] {
			report("id %q is there twice", id)
		}
		if has {
			ids[id] = true
		}
	}
	return ids
}

// policy holds an element to the Content-Security-Policy that pages are sent with.
func policy(e element, report func(string, ...any)) {
	if e.name == "style" || e.name == "script" && e.attr["src"] == "" {
		report("<%s> within the page", e.name)
	}
	for name, value := range e.attr {
		if name == "style" || strings.HasPrefix(name, "on") {
			report("<%s %s> within the page", e.name, name)
		}
		fetches := name == "src" || name == "href" && e.name == "link"
		if fetches && (!strings.HasPrefix(value, "/") || strings.HasPrefix(value, "//")) {
			report("<%s> is fetched from %q", e.name, value)
		}
		if strings.HasPrefix(strings.ToLower(strings.TrimSpace(value)), "javascript:") &&
			(name == "href" || name == "action" || name == "src") {
			report("<%s %s> runs script", e.name, name)
		}
	}
}

func ties(e element, ids map[string]bool, report func(string, ...any)) {
	for _, name := range []string{"for", "aria-describedby", "aria-labelledby", "aria-controls"} {
		for _, id := range strings.Fields(e.attr[name]) {
			if !ids[id] {
				report("<%s %s> is tied to %q, which is not there", e.name, name, id)
			}
		}
	}
}

func control(e element, labelled map[string]bool, report func(string, ...any)) {
	switch e.name {
	case "input", "select", "textarea":
		unseen := e.attr["type"] == "hidden"
		if !unseen && !labelled[e.attr["id"]] && e.attr["aria-label"] == "" {
			report("<%s name=%q> has no label", e.name, e.attr["name"])
		}
	case "button":
		if e.attr["type"] == "" {
			report("a <button> does not say its type")
		}
	}
}

// datePart is one of the three boxes of a day.
var datePart = regexp.MustCompile(`\.(day|month|year)$`)

// forms holds that what somebody writes is posted. A form that narrows a list gets, and
// says so: it has choices and days, and nowhere to write.
func forms(all []element, report func(string, ...any)) {
	gets := false
	for _, e := range all {
		switch {
		case e.name == "form":
			gets = e.attr["method"] == "get"
			if !gets && e.attr["method"] != "post" {
				report("a <form> does not post: what is typed would stand in the address")
			}
		case gets && (e.name == "textarea" || e.name == "input" && e.attr["type"] != "hidden" &&
			!datePart.MatchString(e.attr["name"])):
			report("<%s name=%q> does not post: what is typed would stand in the address", e.name, e.attr["name"])
		}
	}
}

func headings(all []element, report func(string, ...any)) {
	last, firsts := 0, 0
	for _, e := range all {
		if len(e.name) != 2 || e.name[0] != 'h' || e.name[1] < '1' || e.name[1] > '6' {
			continue
		}
		level := int(e.name[1] - '0')
		if level == 1 {
			firsts++
		}
		if last > 0 && level > last+1 {
			report("<h%d> follows <h%d>: %s", level, last, strings.TrimSpace(e.text))
		}
		last = level
	}
	if firsts != 1 {
		report("there are %d <h1>", firsts)
	}
}

// Unsaid returns the texts of a page rendered in say.Pseudo that did not come
// from the catalogue: whatever has letters outside the marks ⟦ ⟧ and is not
// among the names that the page was given.
func Unsaid(body string, names ...string) []string {
	all, err := elements(body)
	if err != nil {
		return []string{err.Error()}
	}
	var out []string
	for _, e := range all {
		rest := outside(e.text)
		for _, n := range names {
			rest = strings.ReplaceAll(rest, n, "")
		}
		if strings.IndexFunc(rest, unicode.IsLetter) >= 0 {
			out = append(out, strings.TrimSpace(rest))
		}
	}
	return out
}

// outside drops what stands between the pseudo language's marks.
func outside(s string) string {
	var b strings.Builder
	depth := 0
	for _, r := range s {
		switch {
		case r == '⟦':
			depth++
		case r == '⟧':
			depth--
		case depth == 0:
			b.WriteRune(r)
		}
	}
	return b.String()
}
