package form

import (
	"crypto/sha256"
	"encoding/base64"
	"net/url"
	"slices"
	"strings"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/web/ui"
)

// wasField says of each field that a form opened with something what that was, as a
// digest: so it is known which fields somebody touched.
const wasField = "was"

// Unseen tells whether a form carries what is called name for itself alone: nobody
// typed it.
func Unseen(name string) bool { return name == wasField || name == partField || name == DraftField }

// Untyped tells whether nobody typed what was sent under name: the form carried it.
func Untyped(sent url.Values, name string) bool {
	carried := func(said string) bool { return slices.Contains(strings.Fields(said), unseenMark+name) }
	return Unseen(name) || slices.ContainsFunc(sent[wasField], carried) || slices.ContainsFunc(sent[partField], carried)
}

// unseenMark stands before the name of what a form carries unseen.
const unseenMark = "-"

// digest is of a field's value, whichever way its lines end.
func digest(value string) string {
	value = strings.TrimSpace(strings.ReplaceAll(value, "\r\n", "\n"))
	if value == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(value))
	return base64.RawURLEncoding.EncodeToString(sum[:12])
}

// baseOf is the digest of what the field called name opened with, if the form that
// was sent says so.
func baseOf(sent url.Values, name string) (base string, known bool) {
	for _, said := range sent[wasField] {
		for _, word := range strings.Fields(said) {
			if of, digest, _ := strings.Cut(word, "="); of == name {
				return digest, true
			}
		}
	}
	return "", len(sent[wasField]) > 0
}

// valueIn is what was sent of the field called name, in one text.
func valueIn(sent url.Values, name string) string {
	if typed := ui.ReadDate(sent, name); !typed.Empty() {
		return dayText(typed)
	}
	return strings.Join(sent[name], "\n")
}

func dayText(d ui.TypedDate) string {
	if d.Empty() {
		return ""
	}
	return d.Day + "-" + d.Month + "-" + d.Year
}

// isTouched tells whether somebody changed the field called name.
func isTouched(sent url.Values, name string) bool {
	base, _ := baseOf(sent, name)
	return digest(valueIn(sent, name)) != base
}

// Changed tells whether somebody changed the field called name, as far as what was sent says
// what it opened with.
func Changed(sent url.Values, name string) bool {
	_, known := baseOf(sent, name)
	return !known || isTouched(sent, name)
}

// keeps tells whether the field called name shows what was typed, and not what it
// opens with. When somebody else was first, a field that was not touched takes what it
// says now. One that both changed keeps what was typed, and says beside it what it
// says now.
func (f *Fields) keeps(name, first string, said func() string) bool {
	if first != "" {
		f.was = append(f.was, name+"="+digest(first))
	}
	if !f.Sent.was || f.Conflict == nil {
		return f.Sent.was
	}
	typed, now := digest(valueIn(f.Sent.values, name)), digest(first)
	base, known := baseOf(f.Sent.values, name)
	if !known || typed == now || now == base {
		return true
	}
	if typed == base {
		return false
	}
	p := fault.Problem{Field: name, Key: "form.met.blank"}
	if first != "" {
		p.Key, p.Args = "form.met.now", []any{said()}
	}
	f.reword(append(f.problems, p))
	return true
}

// basis goes with a form that opens with something, that somebody may send after somebody
// else, or with others. While problems are mended it stays what it was.
func (f *Fields) basis() []ui.Hidden {
	if !f.based && !f.together && len(f.was) == 0 {
		return nil
	}
	was := f.was
	if f.Sent.was && f.Conflict == nil && len(f.Sent.values[wasField]) > 0 {
		was = f.sentBasis()
	}
	for _, name := range f.unseen {
		was = append(was, unseenMark+name)
	}
	return []ui.Hidden{{Name: wasField, Value: strings.Join(was, " ")}}
}

// sentBasis is what came with the form about its own fields.
func (f *Fields) sentBasis() (was []string) {
	for _, name := range f.names {
		if base, _ := baseOf(f.Sent.values, name); base != "" {
			was = append(was, name+"="+base)
		}
	}
	return was
}
