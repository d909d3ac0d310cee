package ui

import (
	"reflect"
	"testing"

	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/workbook"
)

// No two buttons on a page of the workbook are called the same and do different things.
func TestTheButtonsOfAWorkbookPageAreCalledByWhatTheyDo(t *testing.T) {
	book, err := content.LatestWorkbook("moving-on")
	if err != nil {
		t.Fatal(err)
	}
	lines, found := workbook.List{"tea", "soup", "jam"}, 0
	written := map[workbook.Kind]workbook.Answer{
		workbook.ListOf:     lines,
		workbook.TwoColumns: workbook.Columns{Left: lines, Right: lines},
		workbook.ContactsOf: workbook.Contacts{{Name: "Jo"}, {Name: "Kit"}, {Name: "Lee"}},
		workbook.GoalOf:     workbook.Goal{Steps: []workbook.Step{{Text: "one"}, {Text: "two"}, {Text: "three"}}},
	}
	for _, m := range book.Modules {
		for _, p := range m.Pages {
			called := map[string]string{}
			for _, f := range p.Fields {
				a, is := written[f.Kind]
				if !is {
					continue
				}
				for _, b := range buttonsIn(reflect.ValueOf(Answering{Voice: say.English()}.Field(f, a, workbook.Base{}))) {
					name := b.Label + " " + b.Hidden
					if does, known := called[name]; known && does != b.Value {
						t.Errorf("%s: %q does both %s and %s", p.Title, name, does, b.Value)
					}
					called[name] = b.Value
					found++
				}
			}
		}
	}
	if found < 50 {
		t.Errorf("only %d buttons were found", found)
	}
}

// buttonsIn are those anywhere in v.
func buttonsIn(v reflect.Value) (list []Button) {
	if b, is := v.Interface().(Button); is {
		if b.Label == "" {
			return nil
		}
		return []Button{b}
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				list = append(list, buttonsIn(v.Field(i))...)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			list = append(list, buttonsIn(v.Index(i))...)
		}
	}
	return list
}
