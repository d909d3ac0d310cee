// Package content owns the reading of what lies under content/: programmes,
// workbooks, help packs, bank holidays and pages, and it composes and checks them. It is the one place
// that makes HTML out of Markdown. It refuses anything it doesn't understand:
// an unknown setting is a flaw with its line, not a silence. What it hands out
// is shared, and nobody changes it.
package content

import (
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	files "footbridge.org/footbridge/content"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/workbook"
)

// A library is all the content of this build.
type library struct {
	programmes []programme.Definition
	workbooks  []workbook.Definition
	calendars  []programme.Calendar
	packs      map[string]programme.HelpPack
	pages      map[string]Page
}

// shelf reads the embedded files once. They are checked by the tests, so a
// flaw in them here means a build that no test has seen.
var shelf = sync.OnceValue(embedded)

func embedded() library {
	l, err := load(files.Files)
	if err != nil {
		panic("content: " + err.Error())
	}
	return l
}

// Programmes returns every version of every programme, by key and version.
func Programmes() []programme.Definition { return shelf().programmes }

// Programme returns that version of a programme, or fault.Absent.
func Programme(v programme.Version) (programme.Definition, error) {
	for _, d := range shelf().programmes {
		if d.Ref() == v {
			return d, nil
		}
	}
	return programme.Definition{}, fault.Absent
}

// Latest returns the newest released version of a programme, or fault.Absent.
func Latest(key string) (programme.Definition, error) { return shelf().latest(key) }

func (l library) latest(key string) (programme.Definition, error) {
	for _, d := range slices.Backward(l.programmes) {
		if d.Key == key && !d.Released.IsZero() {
			return d, nil
		}
	}
	return programme.Definition{}, fault.Absent
}

// Help returns the pack of urgent help with the key, or fault.Absent.
func Help(pack string) (programme.HelpPack, error) {
	h, ok := shelf().packs[pack]
	if !ok {
		return programme.HelpPack{}, fault.Absent
	}
	return h, nil
}

// ReadPage returns the page that a definition names by its file, or fault.Absent.
func ReadPage(file string) (Page, error) {
	p, ok := shelf().pages[file]
	if !ok {
		return Page{}, fault.Absent
	}
	return p, nil
}

func load(from fs.FS) (library, error) {
	l := library{packs: map[string]programme.HelpPack{}, pages: map[string]Page{}}
	steps := []struct {
		pattern string
		take    func(name string, text []byte) error
	}{
		{"pages/*.md", l.takePage}, {"holidays/*.yaml", l.takeCalendar}, {"help/*.yaml", l.takePack},
		{"programmes/*.yaml", l.takeProgramme},
	}
	if err := l.takeWorkbooks(from); err != nil {
		return library{}, err
	}
	for _, step := range steps {
		if err := eachFile(from, step.pattern, step.take); err != nil {
			return library{}, err
		}
	}
	slices.SortFunc(l.programmes, func(a, b programme.Definition) int {
		return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.Version, b.Version))
	})
	return l, nil
}

func eachFile(from fs.FS, pattern string, take func(name string, text []byte) error) error {
	names, err := fs.Glob(from, pattern)
	if err != nil {
		return err
	}
	for _, name := range names {
		text, err := fs.ReadFile(from, name)
		if err != nil {
			return err
		}
		if err := take(path.Base(name), text); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

func (l *library) takePage(name string, text []byte) error {
	page, err := readPage(name, text)
	l.pages[name] = page
	return err
}

func (l *library) takePack(_ string, text []byte) error {
	pack, flaws := readWith(text, func(h programme.HelpPack) fault.Problems {
		p := h.Check()
		_, err := l.holidays(h.Holidays)
		p.If(h.Holidays != "" && err != nil, "holidays", "help.holidays.missing")
		return p
	})
	if _, twice := l.packs[pack.Key]; twice {
		return fmt.Errorf("the pack %s is there twice", pack.Key)
	}
	l.packs[pack.Key] = pack
	return asError(flaws)
}

func (l *library) takeProgramme(_ string, text []byte) error {
	d, flaws := l.checkProgramme(text)
	for _, other := range l.programmes {
		if other.Ref() == d.Ref() {
			return fmt.Errorf("version %d of %s is there twice", d.Version, d.Key)
		}
	}
	l.programmes = append(l.programmes, d)
	return asError(flaws)
}

// CheckProgramme reads a programme file and returns it with every flaw in it,
// in the order of the lines. The error is the reader's own.
func CheckProgramme(r io.Reader) (programme.Definition, []Flaw, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return programme.Definition{}, nil, err
	}
	l := shelf()
	d, flaws := l.checkProgramme(text)
	return d, flaws, nil
}

// checkProgramme holds the file to the definition's own rules, and to the
// pages and packs that it names.
func (l *library) checkProgramme(text []byte) (programme.Definition, []Flaw) {
	return readWith(text, func(d programme.Definition) fault.Problems {
		p := d.Check()
		_, sheet := l.pages[d.InformationSheet.File]
		_, pack := l.packs[d.Help.Pack]
		_, badSheet := p.On("information_sheet.file")
		_, badPack := p.On("help.pack")
		_, badBook := p.On("workbook")
		_, bookErr := l.latestWorkbook(d.Workbook)
		p.If(!sheet && !badSheet, "information_sheet.file", "definition.sheet_missing")
		p.If(bookErr != nil && !badBook, "workbook", "definition.workbook_missing")
		p.If(!pack && !badPack, "help.pack", "definition.pack_missing")
		return p
	})
}

func asError(flaws []Flaw) error {
	if len(flaws) == 0 {
		return nil
	}
	var lines []string
	for _, f := range flaws {
		lines = append(lines, f.In(say.English()))
	}
	return fault.Wrap(fault.Invalid, "content.flawed", fmt.Errorf("%s", strings.Join(lines, "; ")))
}
