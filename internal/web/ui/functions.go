package ui

import (
	"html/template"
	"time"
	_ "time/tzdata" // a bare machine may have no zone files

	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/static"
)

// london is the zone a Shell without one is shown in.
var london = mustZone("Europe/London")

func mustZone(name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		panic("ui: " + err.Error())
	}
	return z
}

func inZone(z *time.Location) *time.Location {
	if z == nil {
		return london
	}
	return z
}

// functions is everything a template may call beside its own view.
func functions(v say.Voice, zone *time.Location) template.FuncMap {
	z := inZone(zone)
	return template.FuncMap{
		"say":       v.Say,
		"day":       func(t time.Time) string { return v.Day(t.In(z)) },
		"shortDay":  func(t time.Time) string { return v.ShortDay(t.In(z)) },
		"clock":     func(t time.Time) string { return v.Clock(t.In(z)) },
		"moment":    func(t time.Time) string { return v.Moment(t.In(z)) },
		"date":      func(d programme.Date) string { return v.Day(d.Time()) },
		"shortDate": func(d programme.Date) string { return v.ShortDay(d.Time()) },
		"nhsNumber": NHSNumber,
		"static":    static.Path,
	}
}

// NHSNumber groups ten digits as they are read aloud, 3-3-4. Anything else is
// shown as it is.
func NHSNumber(s string) string {
	if len(s) != 10 {
		return s
	}
	return s[:3] + " " + s[3:6] + " " + s[6:]
}
