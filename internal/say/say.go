// Package say owns every word that a screen, a letter or a message shows, and
// how dates are put into words. Words are found by dotted keys in files named
// by noun (en/visit.yaml). It refuses decisions: what is said is chosen here,
// when to say it is not.
package say

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/message/catalog"
)

//go:embed en/*.yaml
var files embed.FS

// Pseudo is a made-up language for tests: English with marks round it, so that
// a string that bypasses the catalogue stands out on the screen.
var Pseudo = language.MustParse("en-XA")

// A Voice says things in one language.
type Voice struct {
	printer *message.Printer
	lang    language.Tag
	plain   map[string]string
}

// In returns the voice for lang. English is the only one shipped; anything
// else but Pseudo falls back to it.
func In(lang language.Tag) Voice {
	once.Do(load)
	return Voice{printer: message.NewPrinter(lang, message.Catalog(words)), lang: lang, plain: plain[lang]}
}

// English is the voice of the shipped catalogue.
func English() Voice { return In(language.BritishEnglish) }

// Lang is the BCP 47 tag for the page's lang attribute.
func (v Voice) Lang() string { return v.lang.String() }

// Say returns the sentence named key with args put in. A key that the
// catalogue lacks is a programming error that a test finds; on a screen it
// reads as the key itself.
func (v Voice) Say(key string, args ...any) string {
	if text, is := v.plain[key]; is && len(args) == 0 {
		return text
	}
	return v.printer.Sprintf(message.Key(key, key), args...)
}

// Has tells whether the catalogue holds key.
func Has(key string) bool {
	once.Do(load)
	return known[key]
}

// Keys returns every key of the catalogue, in no order.
func Keys() map[string]bool {
	once.Do(load)
	return known
}

var (
	once  sync.Once
	words *catalog.Builder
	plain = map[language.Tag]map[string]string{} // those into which nothing is put: most of a page
	known map[string]bool
)

// A sentence is either one text, or texts by plural form of its first
// argument (one, other), as in: visits: {one: "%[1]d visit", other: "%[1]d visits"}.
func load() {
	words = catalog.NewBuilder(catalog.Fallback(language.BritishEnglish))
	known = map[string]bool{}
	err := fs.WalkDir(files, "en", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := files.ReadFile(path)
		if err != nil {
			return err
		}
		var tree map[string]any
		if err := yaml.Unmarshal(text, &tree); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		return add("", tree)
	})
	if err != nil {
		panic("say: the embedded catalogue cannot be read: " + err.Error())
	}
}

func add(prefix string, tree map[string]any) error {
	for k, v := range tree {
		key := strings.TrimPrefix(prefix+"."+k, ".")
		switch v := v.(type) {
		case string:
			if known[key] {
				return fmt.Errorf("key %s is there twice", key)
			}
			known[key] = true
			if err := set(key, v); err != nil {
				return err
			}
		case map[string]any:
			if err := addBranch(key, v); err != nil {
				return err
			}
		default:
			return fmt.Errorf("key %s is neither text nor a group (quote it)", key)
		}
	}
	return nil
}

func addBranch(key string, tree map[string]any) error {
	one, isOne := tree["one"].(string)
	other, isOther := tree["other"].(string)
	if !isOne || !isOther || len(tree) != 2 {
		return add(key, tree)
	}
	known[key] = true
	for lang, dress := range tongues {
		msg := plural.Selectf(1, "%d", plural.One, dress(one), plural.Other, dress(other))
		if err := words.Set(lang, key, msg); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
	}
	return nil
}

func set(key, text string) error {
	for lang, dress := range tongues {
		if err := words.SetString(lang, key, dress(text)); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		if strings.Contains(text, "%") {
			continue
		}
		if plain[lang] == nil {
			plain[lang] = map[string]string{}
		}
		plain[lang][key] = dress(text)
	}
	return nil
}

var tongues = map[language.Tag]func(string) string{
	language.BritishEnglish: func(s string) string { return s },
	Pseudo:                  func(s string) string { return "⟦" + s + "⟧" },
}
