package arch

import (
	"fmt"
	"path"
	"regexp"
	"strings"

	"footbridge.org/footbridge/internal/say"
)

// saidInTemplate is a call of say with a key, in a template.
var saidInTemplate = regexp.MustCompile(`\bsay "([^"]+)"`)

// every key that is named has a sentence.
func keyRule(files []file) (broken []string) {
	for _, f := range files {
		var keys []keyed
		switch {
		case f.isGo() && !f.isTest() && !under(f.path, "tools") && !under(f.path, "bench"):
			keys = keysIn(f)
		case isTemplate(f):
			for _, m := range saidInTemplate.FindAllStringSubmatch(f.text, -1) {
				keys = append(keys, keyed{m[1], f.path})
			}
		}
		for _, k := range keys {
			if !say.Has(k.key) {
				broken = append(broken, fmt.Sprintf("%s: no sentence for %q in internal/say/en", k.where, k.key))
			}
		}
	}
	return broken
}

func isTemplate(f file) bool {
	return under(f.path, "internal/web/templates") && strings.HasSuffix(f.path, ".html")
}

// notInTemplates is what our content policy refuses, or what blinds the checker.
var notInTemplates = []struct {
	pattern *regexp.Regexp
	instead string
}{
	{regexp.MustCompile(`\{\{[^}]*\bdict\b`), "dict: a component is a struct with a partial"},
	{regexp.MustCompile(`(?i)<[^>]*\sstyle\s*=`), "an inline style: write a class"},
	{regexp.MustCompile(`(?i)<[^>]*\son[a-z]+\s*=`), "an inline handler: the client finds its elements itself"},
	{regexp.MustCompile(`(?i)<style\b`), "a style element: write a class"},
	{regexp.MustCompile(`(?i)<script\b[^>]*>\s*[^<\s]`), "a script with a body: put it in the client"},
	{regexp.MustCompile(`(?i)href\s*=\s*["']?javascript:`), "a javascript: address"},
}

// templates hold no style, no script and no maps.
func templateRule(files []file) (broken []string) {
	for _, f := range files {
		if !isTemplate(f) {
			continue
		}
		text := actions.ReplaceAllStringFunc(f.text, blank) // an action's quotes and brackets are not the page's
		for _, n := range notInTemplates {
			in := text
			if strings.HasPrefix(n.instead, "dict") {
				in = f.text
			}
			if n.pattern.MatchString(in) {
				broken = append(broken, f.path+" holds "+n.instead)
			}
		}
	}
	return broken
}

var actions = regexp.MustCompile(`(?s)\{\{.*?\}\}`)

func blank(s string) string { return strings.Repeat("x", len(s)) }

// longFiles may be longer than 500 lines, each for its reason.
var longFiles = map[string]string{
	"internal/authz/policy.cedar": "who may do what is read in one piece, from top to bottom, by people who don't program",
}

const longest = 500

// a file that nobody can hold in their head is two files.
func lengthRule(files []file) (broken []string) {
	for _, f := range files {
		switch path.Ext(f.path) {
		case ".go", ".sql", ".html", ".ts", ".js", ".mjs", ".scss", ".sh", ".cedar":
		default:
			continue
		}
		lines := strings.Count(f.text, "\n")
		if f.ours() && lines > longest && longFiles[f.path] == "" {
			broken = append(broken, fmt.Sprintf("%s has %d lines: split it, or give longFiles a reason", f.path, lines))
		}
	}
	return broken
}

// The hosts and words are put together here, so that this file does not hold them.
var (
	registries = regexp.MustCompile(`(proxy|sum)\.` + `golang\.org|goproxy\.` + `(io|cn)|registry\.` + `(npmjs|yarnpkg)\.(org|com)|files\.` + `pythonhosted\.org|(deb|security)\.` + `debian\.org`)
	promises   = regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|XX` + `X)\b`)
)

// where a build fetches from is the builder's setting, not the project's text.
func registryRule(files []file) (broken []string) {
	for _, f := range files {
		if host := registries.FindString(f.text); host != "" {
			broken = append(broken, f.path+" names "+host+": leave the registry to each builder's own settings")
		}
	}
	return broken
}

// what is not done is an issue, not a comment.
func promiseRule(files []file) (broken []string) {
	for _, f := range files {
		if word := promises.FindString(f.text); word != "" && f.ours() {
			broken = append(broken, f.path+" holds a "+word+": do it, or write an issue")
		}
	}
	return broken
}
