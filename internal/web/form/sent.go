package form

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"footbridge.org/footbridge/internal/clean"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/ui"
)

// A Sent is a form as it was sent, right or wrong. One that was only opened
// holds nothing but the id that the server drew for it.
type Sent struct {
	ID string // the same when the form is sent again, so that a retry is harmless

	field   string // what the id is called
	was     bool
	values  url.Values
	order   []string // of their names on the page
	zone    *time.Location
	today   programme.Date
	unread  fault.Problems
	clocks  map[string]string // of a moment's day, the field of its time
	renewed string            // after a conflict: the form's ids are drawn anew
	draft   id.Draft
	putIn   bool // what was kept before was put in: nobody has sent it now
	stops   bool // something can't be read that a rule would not miss
	draw    func(name string) string
}

// Also is the id of a second thing that the form makes, drawn like its own.
func (s *Sent) Also(name string) string {
	drawn, err := id.Parse[string](s.values.Get(name))
	if err != nil || s.renewed != "" {
		return s.draw("/" + name + s.renewed)
	}
	return drawn
}

// Text is what was typed in one line, without the blanks round it.
func (s *Sent) Text(name string) string { return clean.Line(s.values.Get(name)) }

// Paragraphs is what was typed where there is room to write, line by line.
func (s *Sent) Paragraphs(name string) string { return strings.TrimSpace(s.values.Get(name)) }

// Phone is what was typed for a telephone number, as it was typed.
func (s *Sent) Phone(name string) programme.Phone { return programme.Phone(s.Text(name)) }

// Lines is what was typed, line by line, without empty ones.
func (s *Sent) Lines(name string) []string {
	var list []string
	for line := range strings.Lines(s.Paragraphs(name)) {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}

// Ticked tells whether a box of the value yes was ticked, or yes was answered.
func (s *Sent) Ticked(name string) bool { return s.Text(name) == "yes" }

// List is every value that was sent under one name.
func List[T ~string](s *Sent, name string) []T {
	var list []T
	for _, v := range s.values[name] {
		list = append(list, T(v))
	}
	return list
}

// A Reply is the answer to one of several questions with a common prefix.
type Reply struct{ To, Text string }

// Replies are the answers that were given to the questions called prefix and a
// key, in the keys' order, which doesn't change when the form is sent again.
func (s *Sent) Replies(prefix string) []Reply {
	var list []Reply
	for name := range s.values {
		to, is := strings.CutPrefix(name, prefix)
		if text := s.Text(name); is && text != "" {
			list = append(list, Reply{to, text})
		}
	}
	slices.SortFunc(list, func(a, b Reply) int { return strings.Compare(a.To, b.To) })
	return list
}

// Day reads a day that has to be there. One that can't be read, or that lies
// outside its span, is a problem, and no day: the use case refuses that, together
// with everything else it finds.
func (s *Sent) Day(name string, within programme.Span) programme.Date {
	return s.day(name, within, ui.TypedDate.Date)
}

// Birthday reads the day on which a grown person was born.
func (s *Sent) Birthday(name string) programme.Date {
	return s.day(name, programme.InLife, ui.TypedDate.Birthday)
}

func (s *Sent) day(name string, within programme.Span,
	read func(ui.TypedDate, programme.Date) (programme.Date, error)) programme.Date {
	typed := ui.ReadDate(s.values, name)
	if typed.Empty() {
		return programme.Date{}
	}
	d, err := read(typed, s.today)
	if pasted, is := s.pasted(name, typed, read); is {
		d, err = pasted, nil
	}
	if err != nil {
		p := within.Unread(name, err)
		s.cannotRead(name, p.Key, p.Args...)
	}
	var outside fault.Problems
	within.CheckAs(name, d, s.today, &outside)
	for _, p := range outside {
		s.cannotRead(name, p.Key, p.Args...)
		d = programme.Date{}
	}
	return d
}

// pasted is the date that stands whole in the box for the day, where the other boxes say the
// same of it or what the form opened with.
func (s *Sent) pasted(name string, typed ui.TypedDate,
	read func(ui.TypedDate, programme.Date) (programme.Date, error)) (programme.Date, bool) {
	d, err := read(ui.TypedDate{Day: typed.Day}, s.today)
	if err != nil {
		return programme.Date{}, false
	}
	whole, beside := ui.Typed(d), typed
	beside.Day, beside.Month, beside.Year = whole.Day, cmp.Or(typed.Month, whole.Month), cmp.Or(typed.Year, whole.Year)
	if same, err := read(beside, s.today); err == nil && same == d {
		return d, true
	}
	return d, s.opened(name, beside)
}

// opened tells whether the field called name opened with typed, but for the day: with today,
// where the form doesn't say what it opened with.
func (s *Sent) opened(name string, typed ui.TypedDate) bool {
	base, known := baseOf(s.values, name)
	if !known {
		base = digest(dayText(ui.Typed(s.today)))
	}
	for day := 1; day <= 31; day++ {
		if typed.Day = strconv.Itoa(day); digest(dayText(typed)) == base {
			return true
		}
	}
	return false
}

// OptionalDay reads a day that may be left out. As no rule would miss it, a form
// with one that can't be read isn't sent: see Step.Check.
func (s *Sent) OptionalDay(name string, within programme.Span) programme.Date {
	d := s.Day(name, within)
	s.stops = s.stops || d.IsZero() && !ui.ReadDate(s.values, name).Empty()
	return d
}

// sureField carries what was asked about again, as it was typed.
const sureField = "sure_of"

// Sure names the fields that were asked about and are as they were then.
func (s *Sent) Sure() fault.Sure {
	var fields []string
	for name := range s.asked() {
		fields = append(fields, name)
	}
	return fault.SureOf(fields...)
}

// asked are the fields that were asked about and are as they were then, as they were
// typed.
func (s *Sent) asked() map[string]string {
	asked := map[string]string{}
	for _, a := range s.values[sureField] {
		if name, typed, is := strings.Cut(a, " "); is && typed == s.typedIn(name) {
			asked[name] = typed
		}
	}
	return asked
}

// typedIn is what was typed in a field, and in its parts if it has some.
func (s *Sent) typedIn(name string) string {
	typed := url.Values{}
	for key, values := range s.values {
		if key == name || strings.HasPrefix(key, name+".") {
			typed[key] = values
		}
	}
	return typed.Encode()
}

// sureOf is what a form carries that asks about problems, and was asked about already.
func (s *Sent) sureOf(problems fault.Problems) []ui.Hidden {
	asked := s.asked()
	for _, p := range problems {
		if p.Asks {
			asked[p.Field] = s.typedIn(p.Field)
		}
	}
	var hidden []ui.Hidden
	for _, name := range slices.Sorted(maps.Keys(asked)) {
		hidden = append(hidden, ui.Hidden{Name: sureField, Value: name + " " + asked[name]})
	}
	return hidden
}

// Clock reads a time of day. One that can't be read is a problem, and no time.
func (s *Sent) Clock(name string) programme.TimeOfDay {
	if s.Text(name) == "" {
		return programme.TimeOfDay{}
	}
	t, err := programme.ParseTimeOfDay(s.Text(name))
	if err != nil {
		s.cannotRead(name, fault.KeyOf(err))
	}
	return t
}

// Moment reads a day and a time as the clocks show them where the organisation
// is. One that they leave out, in spring, is a problem beside the time.
func (s *Sent) Moment(day, clock string, within programme.Span) time.Time {
	if s.clocks == nil {
		s.clocks = map[string]string{}
	}
	s.clocks[day] = clock
	local := programme.LocalTime{Date: s.Day(day, within), At: s.Clock(clock)}
	t, real := local.In(s.zone)
	if !local.IsZero() && !real {
		s.cannotRead(clock, "appointment.start.unreal")
	}
	return t
}

// Beginning reads a day as the moment at which it began where the organisation is.
func (s *Sent) Beginning(day string, within programme.Span) time.Time {
	return s.Day(day, within).Begins(s.zone).UTC()
}

// Instant reads a moment that the form itself carried. None is one at which
// nothing happened.
func (s *Sent) Instant(name string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, s.Text(name))
	if err != nil {
		return time.Time{}
	}
	return t
}

// Instant is t as a form carries it.
func Instant(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// Number reads a whole number. What is none is a number that no rule allows.
func (s *Sent) Number(name string) int {
	n := 0
	for _, r := range s.Text(name) {
		if r < '0' || r > '9' || n > 1_000_000 {
			return -1
		}
		n = n*10 + int(r-'0')
	}
	return n
}

// Minutes reads hours, as in 22.5. What is no number is one that no rule allows.
func (s *Sent) Minutes(hours string) int {
	h, err := strconv.ParseFloat(s.Text(hours), 64)
	if err != nil || h < 0 || h > 1000 {
		return -1
	}
	return int(h * 60)
}

// over is what could not be read in the place of what a rule says that it misses: of a
// moment, the day too where it is the time that can't be read.
func (s *Sent) over(checked fault.Problems) fault.Problems {
	return ui.UnreadFirst(s.unread, slices.DeleteFunc(slices.Clone(checked), func(p fault.Problem) bool {
		_, unread := s.unread.On(s.clocks[p.Field])
		return unread && s.clocks[p.Field] != ""
	}))
}

// cannotRead remembers what could not be read, once for each field.
func (s *Sent) cannotRead(field, key string, args ...any) {
	if _, said := s.unread.On(field); !said {
		s.unread = append(s.unread, fault.Problem{Field: field, Key: key, Args: args})
	}
}

// Again is everything that was typed, in hidden fields: for a form that sends
// the same once more. Without names those are left out.
func (s *Sent) Again(without ...string) []ui.Hidden {
	var names []string
	for _, name := range InOrder(s.order, s.values) {
		if name != s.field && name != DraftField && name != sureField && !slices.Contains(without, name) {
			names = append(names, name)
		}
	}
	var hidden []ui.Hidden
	for _, name := range names {
		for _, value := range s.values[name] {
			hidden = append(hidden, ui.Hidden{Name: name, Value: value})
		}
	}
	return hidden
}
