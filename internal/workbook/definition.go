package workbook

import "footbridge.org/footbridge/internal/programme"

// A Definition is one version of a workbook, as content holds it: the same for
// everybody. A released version is never edited. The keys of pages and fields
// are each used once in the whole workbook and keep their meaning from version
// to version, so that an answer finds its field again.
type Definition struct {
	Key      string         `yaml:"key" json:"key"`
	Version  int            `yaml:"version" json:"version"`
	Title    string         `yaml:"title" json:"title"`
	Summary  string         `yaml:"summary" json:"summary"`            // one or two sentences for the person
	Released programme.Date `yaml:"released" json:"released,omitzero"` // none while it is a draft
	Modules  []Module       `yaml:"modules" json:"modules"`
}

// A Version names one version of one workbook.
type Version struct {
	Workbook string `json:"workbook"`
	Number   int    `json:"number"`
}

// Ref names d's version.
func (d Definition) Ref() Version { return Version{Workbook: d.Key, Number: d.Version} }

// A Module is a part of the workbook that somebody may take up on its own.
type Module struct {
	Key   string `yaml:"key" json:"key"`
	Title string `yaml:"title" json:"title"`
	Why   string `yaml:"why" json:"why"` // one line
	Pages []Page `yaml:"pages" json:"pages"`
}

// A Page is what is written, saved and shared together.
type Page struct {
	Key       string   `yaml:"key" json:"key"`
	Title     string   `yaml:"title" json:"title"`
	Why       string   `yaml:"why" json:"why"` // one line
	Status    Status   `yaml:"status" json:"status"`
	Unwatched bool     `yaml:"unwatched" json:"unwatched,omitempty"` // says that nobody is watching this live
	Example   []string `yaml:"example" json:"example"`               // how somebody invented filled it in, to be opened
	Fields    []Field  `yaml:"fields" json:"fields"`
}

// Status says who has read a page's words.
type Status string

const (
	Draft    Status = "draft"    // to be reviewed by people with lived experience
	Reviewed Status = "reviewed" // they have
)

// Statuses lists the statuses.
func Statuses() []Status { return []Status{Draft, Reviewed} }

// Module returns the module with the key, and whether there is one.
func (d Definition) Module(key string) (Module, bool) {
	for _, m := range d.Modules {
		if m.Key == key {
			return m, true
		}
	}
	return Module{}, false
}

// Page returns the page with the key and the module it stands in, and whether
// there is one.
func (d Definition) Page(key string) (Module, Page, bool) {
	for _, m := range d.Modules {
		for _, p := range m.Pages {
			if p.Key == key {
				return m, p, true
			}
		}
	}
	return Module{}, Page{}, false
}

// Field returns the field with the key, and whether there is one.
func (d Definition) Field(key string) (Field, bool) {
	for _, p := range d.Pages() {
		if f, ok := p.Field(key); ok {
			return f, true
		}
	}
	return Field{}, false
}

// Pages returns all pages, in the order of the workbook.
func (d Definition) Pages() []Page {
	var all []Page
	for _, m := range d.Modules {
		all = append(all, m.Pages...)
	}
	return all
}

// Fields returns all fields, in the order of the workbook.
func (d Definition) Fields() []Field {
	var all []Field
	for _, p := range d.Pages() {
		all = append(all, p.Fields...)
	}
	return all
}

// Daily returns the first dial that is asked anew each day, with the page and
// the module it stands in, and whether there is one.
func (d Definition) Daily() (Module, Page, Field, bool) {
	for _, f := range d.Fields() {
		if f.Daily {
			m, p := d.pageOf(f.Key)
			return m, p, f, true
		}
	}
	return Module{}, Page{}, Field{}, false
}

func (d Definition) pageOf(field string) (Module, Page) {
	for _, p := range d.Pages() {
		if _, there := p.Field(field); there {
			m, p, _ := d.Page(p.Key)
			return m, p
		}
	}
	return Module{}, Page{}
}

// Neighbours returns the pages before and after the page with the key; the zero
// Page where there is none.
func (d Definition) Neighbours(key string) (before, after Page) {
	all := d.Pages()
	for i, p := range all {
		if p.Key != key {
			continue
		}
		if i > 0 {
			before = all[i-1]
		}
		if i+1 < len(all) {
			after = all[i+1]
		}
	}
	return before, after
}

// Field returns the page's field with the key, and whether there is one.
func (p Page) Field(key string) (Field, bool) {
	for _, f := range p.Fields {
		if f.Key == key {
			return f, true
		}
	}
	return Field{}, false
}

// Answers are what stands now, by the keys of the fields. A field that isn't
// there is blank.
type Answers map[string]Answer

// Of returns the answer to f, which is Blank(f) when there is none.
func (a Answers) Of(f Field) Answer {
	if v, ok := a[f.Key]; ok && v != nil {
		return v
	}
	return Blank(f)
}

// Begun tells whether anything is written on the page.
func (p Page) Begun(a Answers) bool {
	for _, f := range p.Fields {
		if !Same(a.Of(f), Blank(f)) {
			return true
		}
	}
	return false
}

// Begun counts the pages of the module that have anything on them.
func (m Module) Begun(a Answers) int {
	n := 0
	for _, p := range m.Pages {
		if p.Begun(a) {
			n++
		}
	}
	return n
}
