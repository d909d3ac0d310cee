package workbook

import (
	"strings"
	"testing"
)

func TestASoundWorkbookHasNoProblem(t *testing.T) {
	if p := sound().Check(); p.Any() {
		t.Error(p)
	}
}

func TestEveryFlawOfAWorkbookIsReportedWithItsPath(t *testing.T) {
	page := func(d *Definition) *Page { return &d.Modules[0].Pages[0] }
	fld := func(d *Definition, i int) *Field { return &page(d).Fields[i] }
	for name, c := range map[string]struct {
		spoil     func(*Definition)
		path, key string
	}{
		"no key":         {func(d *Definition) { d.Key = "" }, "key", "definition.key.missing"},
		"no version":     {func(d *Definition) { d.Version = 0 }, "version", "definition.number.range"},
		"no summary":     {func(d *Definition) { d.Summary = " " }, "summary", "definition.text.missing"},
		"no modules":     {func(d *Definition) { d.Modules = nil }, "modules", "definition.list.empty"},
		"a module twice": {func(d *Definition) { d.Modules[1].Key = "first" }, "modules[1].key", "definition.key.twice"},
		"a module of nothing": {func(d *Definition) { d.Modules[1].Pages = nil }, "modules[1].pages",
			"definition.list.empty"},
		"a page twice": {func(d *Definition) { d.Modules[1].Pages[0].Key = "one" }, "modules[1].pages[0].key",
			"definition.key.twice"},
		"a page with no why": {func(d *Definition) { page(d).Why = "" }, "modules[0].pages[0].why",
			"definition.text.missing"},
		"a long why": {func(d *Definition) { page(d).Why = strings.Repeat("x", 201) }, "modules[0].pages[0].why",
			"definition.text.long"},
		"no status": {func(d *Definition) { page(d).Status = "" }, "modules[0].pages[0].status",
			"workbook.definition.status"},
		"released unread": {func(d *Definition) { d.Released = today }, "modules[0].pages[0].status",
			"workbook.definition.unreviewed"},
		"no example": {func(d *Definition) { page(d).Example = nil }, "modules[0].pages[0].example",
			"definition.list.empty"},
		"an empty example": {func(d *Definition) { page(d).Example = []string{"a", ""} }, "modules[0].pages[0].example[1]",
			"definition.text.missing"},
		"a field twice": {func(d *Definition) { d.Modules[1].Pages[0].Fields[0].Key = "short" },
			"modules[1].pages[0].fields[0].key", "definition.key.twice"},
		"an unknown kind": {func(d *Definition) { fld(d, 0).Kind = "wheel" }, "modules[0].pages[0].fields[0].kind",
			"workbook.definition.kind"},
		"no prompt": {func(d *Definition) { fld(d, 0).Prompt = "" }, "modules[0].pages[0].fields[0].prompt",
			"definition.text.missing"},
		"an idle setting": {func(d *Definition) { fld(d, 0).Daily = true }, "modules[0].pages[0].fields[0].daily",
			"workbook.definition.not_here"},
		"one column": {func(d *Definition) { fld(d, 3).Right = "" }, "modules[0].pages[0].fields[3].right",
			"definition.text.missing"},
		"a dial with no end": {func(d *Definition) { fld(d, 4).High = "" }, "modules[0].pages[0].fields[4].high",
			"definition.text.missing"},
		"nothing to tick": {func(d *Definition) { fld(d, 6).Choices = nil }, "modules[0].pages[0].fields[6].choices",
			"definition.list.empty"},
		"a tick twice": {func(d *Definition) {
			fld(d, 6).Choices = []Choice{{"a", "A"}, {"a", "B"}}
		}, "modules[0].pages[0].fields[6].choices[1].key", "definition.key.twice"},
		"a rung missing": {func(d *Definition) { fld(d, 8).Rungs = rungs()[:3] }, "modules[0].pages[0].fields[8].rungs",
			"workbook.definition.rungs"},
		"rungs upside down": {func(d *Definition) {
			r := rungs()
			r[0], r[3] = r[3], r[0]
			fld(d, 8).Rungs = r
		}, "modules[0].pages[0].fields[8].rungs", "workbook.definition.rungs"},
	} {
		d := sound()
		d.Modules[0].Pages[0].Fields = append([]Field{}, every...)
		c.spoil(&d)
		p := d.Check()
		if len(p) != 1 || p[0].Field != c.path || p[0].Key != c.key {
			t.Errorf("%s: %v", name, p)
		}
	}
}

func TestPagesAreFoundAndStandInARow(t *testing.T) {
	d := sound()
	m, p, ok := d.Page("two")
	before, after := d.Neighbours("two")
	if !ok || m.Key != "second" || p.Key != "two" || before.Key != "one" || after.Key != "" {
		t.Errorf("%s, %s, %s, %s", m.Key, p.Key, before.Key, after.Key)
	}
	if _, ok := d.Field("goal"); !ok {
		t.Error("goal isn't found")
	}
	if _, _, ok := d.Page("nonesuch"); ok {
		t.Error("a page that isn't there was found")
	}
}
