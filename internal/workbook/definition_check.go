package workbook

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"footbridge.org/footbridge/internal/fault"
)

// How long the workbook's own words may be, in characters.
const (
	maxTitle  = 80
	maxLine   = 200 // the one line of why
	maxWords  = 600 // a prompt, a hint, a paragraph of an example
	maxFields = 12  // on a page
	maxPages  = 20  // in a module
)

var keyShape = regexp.MustCompile(`^[a-z][a-z0-9]*([_-][a-z0-9]+)*$`)

// A checker walks a definition and collects its problems.
type checker struct {
	p             fault.Problems
	pages, fields map[string]bool // the keys seen so far, in the whole workbook
}

func (c *checker) text(s string, longest int, field string) {
	c.p.If(strings.TrimSpace(s) == "", field, "definition.text.missing")
	c.p.If(utf8.RuneCountInString(s) > longest, field, "definition.text.long", longest)
}

// key reports a missing, ill-formed or repeated key, and remembers it in seen.
func (c *checker) key(key, field string, seen map[string]bool) {
	c.p.If(key == "", field, "definition.key.missing")
	c.p.If(key != "" && (!keyShape.MatchString(key) || len(key) > 60), field, "definition.key.shape")
	c.p.If(key != "" && seen[key], field, "definition.key.twice")
	seen[key] = true
}

func (c *checker) between(n, low, high int, field string) {
	c.p.If(n < low || n > high, field, "definition.number.range", low, high)
}

// Check reports everything that is wrong with d as a workbook.
func (d Definition) Check() fault.Problems {
	c := &checker{pages: map[string]bool{}, fields: map[string]bool{}}
	c.key(d.Key, "key", map[string]bool{})
	c.between(d.Version, 1, 9999, "version")
	c.text(d.Title, maxTitle, "title")
	c.text(d.Summary, maxWords, "summary")
	c.p.If(len(d.Modules) == 0, "modules", "definition.list.empty")
	seen := map[string]bool{}
	for i, m := range d.Modules {
		c.module(m, fmt.Sprintf("modules[%d]", i), seen, !d.Released.IsZero())
	}
	return c.p
}

func (c *checker) module(m Module, at string, seen map[string]bool, released bool) {
	c.key(m.Key, at+".key", seen)
	c.text(m.Title, maxTitle, at+".title")
	c.text(m.Why, maxLine, at+".why")
	c.p.If(len(m.Pages) == 0, at+".pages", "definition.list.empty")
	c.p.If(len(m.Pages) > maxPages, at+".pages", "workbook.definition.many", maxPages)
	for i, p := range m.Pages {
		c.page(p, fmt.Sprintf("%s.pages[%d]", at, i), released)
	}
}

func (c *checker) page(p Page, at string, released bool) {
	c.key(p.Key, at+".key", c.pages)
	c.text(p.Title, maxTitle, at+".title")
	c.text(p.Why, maxLine, at+".why")
	c.p.If(!slices.Contains(Statuses(), p.Status), at+".status", "workbook.definition.status")
	c.p.If(released && p.Status == Draft, at+".status", "workbook.definition.unreviewed")
	c.p.If(len(p.Example) == 0, at+".example", "definition.list.empty")
	for i, text := range p.Example {
		c.text(text, maxWords, fmt.Sprintf("%s.example[%d]", at, i))
	}
	c.p.If(len(p.Fields) == 0, at+".fields", "definition.list.empty")
	c.p.If(len(p.Fields) > maxFields, at+".fields", "workbook.definition.many", maxFields)
	for i, f := range p.Fields {
		c.field(f, fmt.Sprintf("%s.fields[%d]", at, i))
	}
}

func (c *checker) field(f Field, at string) {
	c.key(f.Key, at+".key", c.fields)
	c.p.If(!f.Kind.Valid(), at+".kind", "workbook.definition.kind")
	c.text(f.Prompt, maxWords, at+".prompt")
	c.p.If(utf8.RuneCountInString(f.Hint) > maxWords, at+".hint", "definition.text.long", maxWords)
	c.between(f.Rows, 0, 12, at+".rows")
	c.has(f.Rows != 0, []Kind{LongText, ListOf, TwoColumns, ContactsOf, GoalOf}, f, at+".rows")
	c.has(f.Left != "", []Kind{TwoColumns}, f, at+".left")
	c.has(f.Right != "", []Kind{TwoColumns}, f, at+".right")
	c.has(f.Low != "", []Kind{DialOf}, f, at+".low")
	c.has(f.High != "", []Kind{DialOf}, f, at+".high")
	c.has(f.Daily, []Kind{DialOf}, f, at+".daily")
	c.has(f.Help, []Kind{DialOf}, f, at+".help")
	c.has(len(f.Choices) > 0, []Kind{TicksOf}, f, at+".choices")
	c.has(len(f.Rungs) > 0, []Kind{LadderOf}, f, at+".rungs")
	c.needs(f, at)
}

// has reports a setting that means nothing for a field of f's kind.
func (c *checker) has(set bool, kinds []Kind, f Field, at string) {
	c.p.If(set && f.Kind.Valid() && !slices.Contains(kinds, f.Kind), at, "workbook.definition.not_here")
}

// needs reports what a field of f's kind lacks.
func (c *checker) needs(f Field, at string) {
	switch f.Kind {
	case TwoColumns:
		c.text(f.Left, maxTitle, at+".left")
		c.text(f.Right, maxTitle, at+".right")
	case DialOf:
		c.text(f.Low, maxTitle, at+".low")
		c.text(f.High, maxTitle, at+".high")
	case TicksOf:
		c.choices(f.Choices, at)
	case LadderOf:
		c.rungs(f.Rungs, at)
	}
}

func (c *checker) choices(choices []Choice, at string) {
	c.p.If(len(choices) == 0, at+".choices", "definition.list.empty")
	c.p.If(len(choices) > MaxRows, at+".choices", "workbook.definition.many", MaxRows)
	seen := map[string]bool{}
	for i, choice := range choices {
		c.key(choice.Key, fmt.Sprintf("%s.choices[%d].key", at, i), seen)
		c.text(choice.Text, maxLine, fmt.Sprintf("%s.choices[%d].text", at, i))
	}
}

func (c *checker) rungs(rungs []Rung, at string) {
	var keys []string
	for i, r := range rungs {
		keys = append(keys, r.Key)
		c.text(r.Title, maxTitle, fmt.Sprintf("%s.rungs[%d].title", at, i))
		c.p.If(utf8.RuneCountInString(r.Hint) > maxWords, fmt.Sprintf("%s.rungs[%d].hint", at, i),
			"definition.text.long", maxWords)
	}
	c.p.If(!slices.Equal(keys, RungKeys()), at+".rungs", "workbook.definition.rungs")
}
