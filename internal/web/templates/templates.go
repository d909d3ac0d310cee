// Package templates owns the HTML: layout.html (the frame), components/ (one
// file a component) and pages/ (one file a page). It refuses logic: what a
// template may call is decided in ui.
package templates

import "embed"

// Files holds every template, named as in this folder.
//
//go:embed layout.html components/*.html pages/*.html
var Files embed.FS
