package ui

import (
	"html/template"
	"slices"
	"strings"
	"time"

	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/templates"
)

// Components parses the components alone, without a page.
func Components() (*template.Template, error) {
	return template.New("").Funcs(functions(say.English(), nil)).ParseFS(templates.Files, "components/*.html")
}

// Draw executes one component.
func Draw(name string, value any) (string, error) {
	t, err := Components()
	if err != nil {
		return "", err
	}
	var b strings.Builder
	err = t.ExecuteTemplate(&b, name, value)
	return b.String(), err
}

// Moment is what a template's moment says in the zone of that name.
func Moment(zone string, t time.Time) string {
	var z *time.Location
	if zone != "" {
		z = mustZone(zone)
	}
	return functions(say.English(), z)["moment"].(func(time.Time) string)(t)
}

// Forget takes a page that a test made out of the registry.
func Forget(name string) {
	registry.Lock()
	defer registry.Unlock()
	registry.pages = slices.DeleteFunc(registry.pages, func(r Registered) bool { return r.Name == name })
}
