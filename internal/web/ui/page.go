package ui

import (
	"fmt"
	"html/template"
	"io"
	"sync"
	"time"

	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/templates"
)

// A Page is a template and the type of what it shows. Make one for each page,
// as a variable of the handler's package.
type Page[T any] struct {
	name string
	sets sync.Map // tongue to *template.Template
}

// A framed value is what the layout sees: the frame, and the page's own view.
type framed[T any] struct {
	Shell Shell
	View  T
}

// NewPage names templates/pages/name.html and registers T, so that
// uitest.CheckAll can hold the one against the other. The template is read at
// the first rendering.
func NewPage[T any](name string) *Page[T] {
	p := &Page[T]{name: name}
	register(Registered{
		Name:     name,
		View:     framed[T]{},
		Template: func(v say.Voice) (*template.Template, error) { return compile(name, v, nil) },
	})
	return p
}

// A tongue is what a set of templates is compiled for.
type tongue struct{ lang, zone string }

func (p *Page[T]) set(v say.Voice, zone *time.Location) (*template.Template, error) {
	key := tongue{v.Lang(), inZone(zone).String()}
	if t, ok := p.sets.Load(key); ok {
		return t.(*template.Template), nil
	}
	t, err := compile(p.name, v, zone)
	if err != nil {
		return nil, err
	}
	kept, _ := p.sets.LoadOrStore(key, t)
	return kept.(*template.Template), nil
}

func compile(name string, v say.Voice, zone *time.Location) (*template.Template, error) {
	text, err := templates.Files.ReadFile("pages/" + name + ".html")
	if err != nil {
		return nil, fmt.Errorf("page %s: %w", name, err)
	}
	t := template.New("layout.html").Funcs(functions(v, zone)).Option("missingkey=error")
	if t, err = t.ParseFS(templates.Files, "layout.html", "components/*.html"); err != nil {
		return nil, fmt.Errorf("page %s: %w", name, err)
	}
	if _, err = t.New("content").Parse(string(text)); err != nil {
		return nil, fmt.Errorf("page %s: %w", name, err)
	}
	for _, part := range t.Templates() {
		fold(part.Tree.Root, v)
	}
	return t, nil
}

// write puts the whole page on w.
func (p *Page[T]) write(w io.Writer, shell Shell, view T) error {
	t, err := p.set(shell.Voice, shell.Zone)
	if err != nil {
		return err
	}
	if err := t.Execute(w, framed[T]{Shell: shell, View: view}); err != nil {
		return fmt.Errorf("page %s: %w", p.name, err)
	}
	return nil
}

// A Registered page is what a test needs to hold a template against its type.
type Registered struct {
	Name     string
	View     any // the zero value of what the layout is given
	Template func(say.Voice) (*template.Template, error)
}

var registry struct {
	sync.Mutex
	pages []Registered
}

func register(r Registered) {
	registry.Lock()
	defer registry.Unlock()
	registry.pages = append(registry.pages, r)
}

// Pages returns every page that a package of the program has made.
func Pages() []Registered {
	registry.Lock()
	defer registry.Unlock()
	return append([]Registered(nil), registry.pages...)
}
