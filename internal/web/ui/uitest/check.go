// Package uitest holds pages against their types and their promises. It is for
// tests only.
package uitest

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/jba/templatecheck"

	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/ui"
)

// CheckAll type-checks every registered page, layout and components included,
// against the struct it shows, and refuses structs with fields that the
// checker cannot see into.
func CheckAll(t *testing.T) {
	t.Helper()
	for _, page := range ui.Pages() {
		t.Run(page.Name, func(t *testing.T) {
			if err := Check(page); err != nil {
				t.Error(err)
			}
		})
	}
}

// Check type-checks one page.
func Check(page ui.Registered) error {
	if where := blind(reflect.TypeOf(page.View), map[reflect.Type]bool{}); where != "" {
		return fmt.Errorf("page %s: %s is an interface: a template may only see types", page.Name, where)
	}
	t, err := page.Template(say.English())
	if err != nil {
		return err
	}
	if err := templatecheck.CheckHTMLStrict(t, page.View); err != nil {
		return fmt.Errorf("page %s: %w", page.Name, err)
	}
	return nil
}

// blind returns the first field, however deep, whose type hides what it holds.
func blind(t reflect.Type, seen map[reflect.Type]bool) string {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		return blind(t.Elem(), seen)
	case reflect.Struct:
		if seen[t] {
			return ""
		}
		seen[t] = true
		for i := range t.NumField() {
			f := t.Field(i)
			if !f.IsExported() {
				continue
			}
			if f.Type.Kind() == reflect.Interface {
				return t.String() + "." + f.Name
			}
			if where := blind(f.Type, seen); where != "" {
				return where
			}
		}
	}
	return ""
}
