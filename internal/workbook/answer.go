package workbook

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/programme"
)

// An Answer is what somebody wrote in one field: a Text, List, Columns, Dial,
// Ticks, Contacts, Ladder or Goal, and nothing else. An answer may be as it
// was typed, with empty lines in it; Clean, and everything that compares or
// keeps answers, takes those out.
type Answer interface {
	sort() string // what the canonical form calls it
	clean() Answer
}

// A Text answers a short or a long question.
type Text string

// A List is lines in an order of the person's own.
type List []string

// Columns are two lists, side by side.
type Columns struct {
	Left  List `json:"left"`
	Right List `json:"right"`
}

// A Dial is 0 to 10. Given is false where it was left out: 0 is an answer.
type Dial struct {
	Given bool           `json:"given"`
	Value int            `json:"value"`
	On    programme.Date `json:"on,omitzero"` // the day it is about, where the field is daily
}

// Ticks are the keys of what was ticked, in the order of the field's choices.
type Ticks []string

// Contacts are people, in an order of the person's own.
type Contacts []Contact

// A Contact is somebody to turn to.
type Contact struct {
	Name   string          `json:"name"`
	Who    string          `json:"who"`    // who they are, or what for, as in "my sister"
	Number programme.Phone `json:"number"` // a telephone number, or whatever was written
}

// Numbers are what a telephone can ring. Anything else may be written there too,
// and is only shown.
func (c Contact) Numbers() []programme.PhoneNumber {
	return slices.DeleteFunc(c.Number.Numbers(), func(n programme.PhoneNumber) bool { return n.Wrong })
}

// A Ladder is what shows and what helps on each rung.
type Ladder struct {
	Steady     RungAnswer `json:"steady"`
	Slipping   RungAnswer `json:"slipping"`
	Struggling RungAnswer `json:"struggling"`
	Crisis     RungAnswer `json:"crisis"`
}

// A RungAnswer is one rung of somebody's ladder.
type RungAnswer struct {
	Signs  string `json:"signs"`
	Mine   string `json:"mine"`   // what I do
	Others string `json:"others"` // what others do
}

// A Goal is something hoped for, taken in steps.
type Goal struct {
	Goal  string `json:"goal"`
	Why   string `json:"why"`
	Steps []Step `json:"steps"`
	Near  Dial   `json:"near"` // how near it feels; never daily
}

// A Step is one part of the way to a goal.
type Step struct {
	Text string `json:"text"`
	Done bool   `json:"done"`
}

func (Text) sort() string     { return "text" }
func (List) sort() string     { return "list" }
func (Columns) sort() string  { return "columns" }
func (Dial) sort() string     { return "dial" }
func (Ticks) sort() string    { return "ticks" }
func (Contacts) sort() string { return "contacts" }
func (Ladder) sort() string   { return "ladder" }
func (Goal) sort() string     { return "goal" }

// Rung returns the rung with the key; the zero one where there is none.
func (l Ladder) Rung(key string) RungAnswer {
	if r := l.rung(key); r != nil {
		return *r
	}
	return RungAnswer{}
}

func (l *Ladder) rung(key string) *RungAnswer {
	switch key {
	case "steady":
		return &l.Steady
	case "slipping":
		return &l.Slipping
	case "struggling":
		return &l.Struggling
	case "crisis":
		return &l.Crisis
	}
	return nil
}

// Blank is the answer to f of somebody who has written nothing.
func Blank(f Field) Answer {
	switch f.Kind {
	case ListOf:
		return List{}
	case TwoColumns:
		return Columns{Left: List{}, Right: List{}}
	case DialOf:
		return Dial{}
	case TicksOf:
		return Ticks{}
	case ContactsOf:
		return Contacts{}
	case LadderOf:
		return Ladder{}
	case GoalOf:
		return Goal{Steps: []Step{}}
	}
	return Text("")
}

// IsBlank tells whether nothing is written in a.
func IsBlank(a Answer) bool {
	if a == nil {
		return true
	}
	switch a := a.clean().(type) {
	case Text:
		return a == ""
	case List:
		return len(a) == 0
	case Columns:
		return len(a.Left)+len(a.Right) == 0
	case Dial:
		return !a.Given
	case Ticks:
		return len(a) == 0
	case Contacts:
		return len(a) == 0
	case Ladder:
		return a == Ladder{}
	case Goal:
		return a.Goal == "" && a.Why == "" && len(a.Steps) == 0 && !a.Near.Given
	}
	return false
}

// Same tells whether a and b are the same answer once they are cleaned. Two
// blanks are the same whatever they answer.
func Same(a, b Answer) bool {
	if IsBlank(a) || IsBlank(b) {
		return IsBlank(a) && IsBlank(b)
	}
	return bytes.Equal(Encode(a), Encode(b))
}

// ForDay is a as it stands on the day today: a daily dial of another day is
// not answered yet.
func ForDay(f Field, a Answer, today programme.Date) Answer {
	if d, ok := a.(Dial); ok && f.Daily && d.On != today {
		return Blank(f)
	}
	return a
}

// An envelope is how an answer is kept, so that one read into a field of
// another kind is noticed.
type envelope struct {
	Sort  string          `json:"sort"`
	Value json.RawMessage `json:"value"`
}

// Encode returns the canonical form of a: JSON in UTF-8, its members in a fixed
// order, without spaces and without HTML escapes, of the cleaned answer. A
// device that follows these rules makes the same bytes. It wants an answer:
// where there is none, Blank.
func Encode(a Answer) []byte {
	a = Clean(a)
	return compact(struct {
		Sort  string `json:"sort"`
		Value Answer `json:"value"`
	}{a.sort(), a})
}

func compact(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("workbook: " + err.Error()) // no answer holds what JSON has no words for
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// Decode reads the canonical form of an answer to f. An answer of another sort,
// or one with members that this version doesn't know, is a fault rather than
// a silent loss.
func Decode(f Field, text []byte) (Answer, error) {
	var e envelope
	if err := strictly(text, &e); err != nil {
		return nil, err
	}
	blank := Blank(f)
	if e.Sort != blank.sort() {
		return nil, fault.New(fault.Internal, "workbook.answer.other_sort")
	}
	switch blank.(type) {
	case List:
		return decode[List](e.Value)
	case Columns:
		return decode[Columns](e.Value)
	case Dial:
		return decode[Dial](e.Value)
	case Ticks:
		return decode[Ticks](e.Value)
	case Contacts:
		return decode[Contacts](e.Value)
	case Ladder:
		return decode[Ladder](e.Value)
	case Goal:
		return decode[Goal](e.Value)
	}
	return decode[Text](e.Value)
}

func decode[T Answer](text []byte) (Answer, error) {
	var v T
	if err := strictly(text, &v); err != nil {
		return nil, err
	}
	return v.clean(), nil
}

// strictly keeps the decoder's own error to itself: it may quote what somebody
// wrote.
func strictly(text []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if d.Decode(into) != nil || d.More() {
		return fault.New(fault.Internal, "workbook.answer.unreadable")
	}
	return nil
}

// Digest names what an answer says: SHA-256 of its canonical form, in
// hexadecimal. All blanks have the same one. It is a digest of somebody's own
// words, so it travels between their page and the server and is kept nowhere
// in the clear.
func Digest(a Answer) string {
	text := []byte(nil)
	if !IsBlank(a) {
		text = Encode(a)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// Arranged puts ticks in the order of f's choices, each once; keys that f
// doesn't know come last, so that Check finds them.
func (t Ticks) Arranged(f Field) Ticks {
	out := Ticks{}
	for _, c := range f.Choices {
		if slices.Contains(t, c.Key) {
			out = append(out, c.Key)
		}
	}
	for _, key := range t {
		if !slices.Contains(out, key) {
			out = append(out, key)
		}
	}
	return out
}

// String keeps somebody's words out of what is printed by mistake.
func (a Answers) String() string { return fmt.Sprintf("%d answers", len(a)) }
