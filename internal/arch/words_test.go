package arch

import (
	"go/ast"
	"go/token"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

var (
	templateCall  = regexp.MustCompile(`(?s)\{\{.*?\}\}`)
	templateTag   = regexp.MustCompile(`(?s)<(?:[^<>"']|"[^"]*"|'[^']*')*>`)
	spokenAttrs   = regexp.MustCompile(`\s(?:title|alt|aria-label|placeholder|content)="([^"]*)"`)
	templateUnsay = map[string]bool{"Footbridge": true, "width=device-width, initial-scale=1": true, "no-referrer": true}
)

// wordsRule: every word on a screen stands in the catalogue. A template's own
// text has no letters, and a struct of the ui room is given none either.
func wordsRule(files []file) []string {
	var faults []string
	for _, f := range files {
		switch {
		case strings.HasPrefix(f.path, "internal/web/templates/") && strings.HasSuffix(f.path, ".html"):
			faults = append(faults, templateWords(f)...)
		case f.isGo() && !f.isTest() && strings.HasPrefix(f.path, "internal/web/") &&
			!under(f.path, "internal/web/ui/gallery"):
			faults = append(faults, handlerWords(f)...)
		}
	}
	return faults
}

func templateWords(f file) []string {
	text := templateCall.ReplaceAllString(f.text, "")
	var faults []string
	for _, attr := range spokenAttrs.FindAllStringSubmatch(text, -1) {
		if hasWord(attr[1]) && !templateUnsay[attr[1]] && !strings.HasPrefix(attr[1], "#") {
			faults = append(faults, f.path+` says "`+attr[1]+`" itself: put it into the catalogue`)
		}
	}
	for _, line := range strings.Split(templateTag.ReplaceAllString(text, "\n"), "\n") {
		if hasWord(line) && !templateUnsay[strings.TrimSpace(line)] {
			faults = append(faults, f.path+` says "`+strings.TrimSpace(line)+`" itself: put it into the catalogue`)
		}
	}
	return faults
}

// hasWord tells whether s has two letters in a row.
func hasWord(s string) bool {
	last := false
	for _, r := range s {
		letter := unicode.IsLetter(r)
		if letter && last {
			return true
		}
		last = letter
	}
	return false
}

// spokenFields are those of ui's structs that are read on a screen.
var spokenFields = map[string]bool{
	"Label": true, "Legend": true, "Hint": true, "Title": true, "Text": true, "Texts": true, "Why": true, "When": true,
	"Caption": true, "Sentence": true, "Method": true, "Place": true, "Word": true, "Note": true, "Points": true,
}

func handlerWords(f file) []string {
	var faults []string
	ast.Inspect(f.syntax, func(n ast.Node) bool {
		pair, ok := n.(*ast.KeyValueExpr)
		if !ok {
			return true
		}
		name, ok := pair.Key.(*ast.Ident)
		if !ok || !spokenFields[name.Name] {
			return true
		}
		ast.Inspect(pair.Value, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && len(call.Args) > 0 {
				return false // what a call is given are keys
			}
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			if s, err := strconv.Unquote(lit.Value); err == nil && hasWord(s) {
				faults = append(faults, f.line(lit.Pos())+` says "`+s+`" itself: put it into the catalogue`)
			}
			return true
		})
		return true
	})
	return faults
}
