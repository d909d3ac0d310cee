// Package content holds what is data and not code: programmes, workbooks, help
// packs, bank holidays and pages. Nothing is read here: internal/content does that, and checks it. A
// released version is never edited; a new one is added beside it.
package content

import "embed"

// Files is every file of content, as it was when this was built.
//
//go:embed programmes/*.yaml workbooks/*/*.yaml help/*.yaml holidays/*.yaml pages/*.md
var Files embed.FS
