package content

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workbook"
)

// A workbook is a folder: workbook.yaml, and one file for each module that it
// names. The embedded ones stand in workbooks/KEY-VERSION.
const coverFile = "workbook.yaml"

// A cover is workbook.yaml.
type cover struct {
	Key      string         `yaml:"key"`
	Version  int            `yaml:"version"`
	Title    string         `yaml:"title"`
	Summary  string         `yaml:"summary"`
	Released programme.Date `yaml:"released"`
	Modules  []string       `yaml:"modules"` // the modules' keys, which are also their files' names
}

// LatestWorkbook returns the version of a workbook that somebody who begins
// now is given, or fault.Absent: the newest released one, and the newest draft
// only as long as none is released. A draft is shown as one on every page, so
// that what people with lived experience have still to review can be tried,
// and never passes for reviewed.
func LatestWorkbook(key string) (workbook.Definition, error) { return shelf().latestWorkbook(key) }

func (l library) latestWorkbook(key string) (workbook.Definition, error) {
	var draft workbook.Definition
	for _, d := range slices.Backward(l.workbooks) {
		switch {
		case d.Key != key:
		case !d.Released.IsZero():
			return d, nil
		case draft.Key == "":
			draft = d
		}
	}
	if draft.Key == "" {
		return workbook.Definition{}, fault.Absent
	}
	return draft, nil
}

// WorkbookPage is a page of a module of whichever workbook has it, the newest first; the
// zero page where none has.
func WorkbookPage(module, page string) workbook.Page {
	for _, d := range slices.Backward(shelf().workbooks) {
		if m, p, is := d.Page(page); is && m.Key == module {
			return p
		}
	}
	return workbook.Page{}
}

func (l *library) takeWorkbooks(from fs.FS) error {
	covers, err := fs.Glob(from, "workbooks/*/"+coverFile)
	if err != nil {
		return err
	}
	for _, name := range covers {
		if err := l.takeWorkbook(from, path.Dir(name)); err != nil {
			return fmt.Errorf("%s: %w", path.Dir(name), err)
		}
	}
	slices.SortFunc(l.workbooks, func(a, b workbook.Definition) int {
		return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.Version, b.Version))
	})
	return nil
}

func (l *library) takeWorkbook(from fs.FS, folder string) error {
	sub, err := fs.Sub(from, folder)
	if err != nil {
		return err
	}
	d, flaws, err := CheckWorkbook(sub)
	if err != nil {
		return err
	}
	if len(flaws) == 0 && folder != folderOf(d.Ref()) {
		return fmt.Errorf("this folder holds version %d of %s and should be %s", d.Version, d.Key, folderOf(d.Ref()))
	}
	l.workbooks = append(l.workbooks, d)
	return asError(flaws)
}

func folderOf(v workbook.Version) string {
	return fmt.Sprintf("workbooks/%s-%d", v.Workbook, v.Number)
}

// CheckWorkbook reads a workbook's folder and returns it with every flaw in
// it, file by file, in the order of the lines. The error is the file system's
// own.
func CheckWorkbook(folder fs.FS) (workbook.Definition, []Flaw, error) {
	text, err := fs.ReadFile(folder, coverFile)
	if errors.Is(err, fs.ErrNotExist) {
		return workbook.Definition{}, []Flaw{{Key: "content.workbook.cover_missing"}}, nil
	}
	if err != nil {
		return workbook.Definition{}, nil, err
	}
	b := binder{folder: folder, cover: parse[cover](text)}
	if !b.cover.whole {
		return workbook.Definition{}, in(coverFile, b.cover.flaws), nil
	}
	if err := b.readModules(); err != nil {
		return workbook.Definition{}, nil, err
	}
	strays, err := b.strays()
	if err != nil {
		return workbook.Definition{}, nil, err
	}
	d := b.bound()
	b.hold(d.Check())
	return d, append(b.flaws(), strays...), nil
}

// A binder puts the files of a workbook together.
type binder struct {
	folder  fs.FS
	cover   reading[cover]
	modules []reading[workbook.Module]
	own     fault.Problems // of the cover
}

// readModules reads a file for each module that the cover names. One that isn't
// there stays an empty reading, so that the others keep their places.
func (b *binder) readModules() error {
	for i, key := range b.cover.value.Modules {
		text, err := fs.ReadFile(b.folder, key+".yaml")
		missing := errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid)
		if err != nil && !missing {
			return err
		}
		if b.own.If(missing, fmt.Sprintf("modules[%d]", i), "content.workbook.module_missing"); missing {
			b.modules = append(b.modules, reading[workbook.Module]{})
			continue
		}
		b.modules = append(b.modules, parse[workbook.Module](text))
	}
	return nil
}

func (b *binder) bound() workbook.Definition {
	c := b.cover.value
	d := workbook.Definition{Key: c.Key, Version: c.Version, Title: c.Title, Summary: c.Summary, Released: c.Released}
	for _, m := range b.modules {
		d.Modules = append(d.Modules, m.value)
	}
	return d
}

// hold gives each problem of the whole to the file it is about.
func (b *binder) hold(all fault.Problems) {
	of := make([]fault.Problems, len(b.modules))
	for _, p := range all {
		if i, rest, ok := b.moduleOf(p.Field); ok {
			p.Field = rest
			of[i] = append(of[i], p)
			continue
		}
		b.own = append(b.own, p)
	}
	b.cover.hold(b.own)
	for i := range b.modules {
		if m := &b.modules[i]; m.whole {
			of[i].If(m.value.Key != "" && m.value.Key != b.cover.value.Modules[i], "key", "content.workbook.module_key")
			m.hold(of[i])
		}
	}
}

func (b *binder) moduleOf(field string) (i int, rest string, ok bool) {
	for i := range b.modules {
		if rest, ok := strings.CutPrefix(field, fmt.Sprintf("modules[%d].", i)); ok {
			return i, rest, true
		}
	}
	return 0, "", false
}

func (b *binder) flaws() []Flaw {
	all := in(coverFile, b.cover.flaws)
	for i, m := range b.modules {
		all = append(all, in(b.cover.value.Modules[i]+".yaml", m.flaws)...)
	}
	return all
}

// strays are files that no module is read from: a slip in a name would
// otherwise hide a whole module.
func (b *binder) strays() ([]Flaw, error) {
	names, err := fs.Glob(b.folder, "*")
	if err != nil {
		return nil, err
	}
	var flaws []Flaw
	for _, name := range names {
		if name != coverFile && !slices.Contains(b.cover.value.Modules, strings.TrimSuffix(name, ".yaml")) {
			flaws = append(flaws, Flaw{Key: "content.workbook.stray", File: name})
		}
	}
	return flaws, nil
}

func in(file string, flaws []Flaw) []Flaw {
	out := slices.Clone(flaws)
	for i := range out {
		out[i].File = file
	}
	return out
}
