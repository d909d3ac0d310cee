package form

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// A Narrowing is what the address of a list narrows it to: a team, a state, days. It
// holds ids, keys and days, and nothing that somebody is called. What nobody could
// have chosen narrows nothing.
type Narrowing struct {
	*Fields
	path  string
	asked url.Values // what the address may say besides, and says
	boxes []ui.Control
	only  []string
}

// narrows is where the words of all such filters stand.
const narrows = "filter"

// Narrow reads the address of the list at path, now.
func Narrow(r *http.Request, who authz.Actor, now time.Time, path string) *Narrowing {
	sent := &Sent{was: true, values: r.URL.Query(), zone: route.Zone(r)}
	sent.today = programme.Of(now, sent.zone)
	return &Narrowing{Fields: newFields(r, who, narrows, "", turn{sent: sent}), path: path, asked: url.Values{}}
}

// ChosenID is the id that the address says under name, and none where it says none.
func ChosenID[T ~string](n *Narrowing, name string) T {
	chosen, err := id.Parse[T](n.Sent.Text(name))
	if err != nil {
		return ""
	}
	n.asked.Set(name, string(chosen))
	return chosen
}

// ChosenOf is which of values the address says under name, and none where it says none.
func ChosenOf[T ~string](n *Narrowing, name string, values ...T) T {
	chosen := T(n.Sent.Text(name))
	if !slices.Contains(values, chosen) {
		return ""
	}
	n.asked.Set(name, string(chosen))
	return chosen
}

// Between reads the days from and to, both of them in it. An end before the beginning is a
// problem, and no end.
func (n *Narrowing) Between() (from, to programme.Date) {
	from, to = n.Sent.Day("from", programme.InWork), n.Sent.Day("to", programme.InWork)
	if !to.IsZero() && to.Before(from) {
		n.Sent.cannotRead("to", "filter.to.before")
		to = programme.Date{}
	}
	n.problems = n.Sent.unread
	n.under(narrows)
	for name, d := range map[string]programme.Date{"from": from, "to": to} {
		if typed := ui.Typed(d); !typed.Empty() {
			n.asked.Set(name+".day", typed.Day)
			n.asked.Set(name+".month", typed.Month)
			n.asked.Set(name+".year", typed.Year)
		}
	}
	n.boxes = append(n.boxes, n.Day("from", programme.Date{}), n.Day("to", programme.Date{}))
	if !from.IsZero() {
		n.only = append(n.only, n.Words("since", n.Voice.ShortDay(from.Time())))
	}
	if !to.IsZero() {
		n.only = append(n.only, n.Words("until", n.Voice.ShortDay(to.Time())))
	}
	return from, to
}

// Offer asks which of options, where there is a choice.
func (n *Narrowing) Offer(name string, options ...ui.Option) {
	if len(options) > 1 || n.asked.Get(name) != "" {
		n.OfferAlways(name, options...)
	}
}

// OfferAlways asks which of options, a single one too.
func (n *Narrowing) OfferAlways(name string, options ...ui.Option) {
	chosen := n.asked.Get(name)
	n.boxes = append(n.boxes, n.Fields.Fields.Select(name, chosen, options...))
	for _, o := range options {
		if o.Value == chosen {
			n.only = append(n.only, o.Label)
		}
	}
}

// OfferKeys asks which of values, a single one too, whose words are those of the filter's
// field name.
func (n *Narrowing) OfferKeys(name string, values ...string) {
	options := make([]ui.Option, len(values))
	for i, value := range values {
		options[i] = ui.Option{Value: value, Label: n.Words(name + "." + value)}
	}
	n.OfferAlways(name, options...)
}

// Narrows tells whether the address narrows the list at all.
func (n *Narrowing) Narrows() bool { return len(n.asked) > 0 }

// Path is the list as it is narrowed now, with pairs of name and value besides.
func (n *Narrowing) Path(pairs ...string) string {
	q := url.Values{}
	for name := range n.asked {
		q.Set(name, n.asked.Get(name))
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			q.Set(pairs[i], pairs[i+1])
		}
	}
	if len(q) == 0 {
		return n.path
	}
	return n.path + "?" + q.Encode()
}

// At is another list at path, narrowed as this one is.
func (n *Narrowing) At(path string) string {
	other := Narrowing{path: path, asked: n.asked}
	return other.Path()
}

// Filter is the form, with what else the address says in pairs of name and value.
func (n *Narrowing) Filter(pairs ...string) ui.Filter {
	f := ui.Filter{Action: n.path, Label: n.Words("open"), Open: n.Problems(), Button: ui.Button{Label: n.Words("show"),
		Kind: ui.Secondary}}
	clear := n.path
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			f.Hidden = append(f.Hidden, ui.Hidden{Name: pairs[i], Value: pairs[i+1]})
			clear = n.path + "?" + url.Values{pairs[i]: {pairs[i+1]}}.Encode()
		}
	}
	f.Boxes = ui.Side(n.boxes...).Boxes
	if len(n.only) > 0 {
		f.Only = n.Words("only", strings.Join(n.only, "; "))
		f.Clear = ui.Link{Label: n.Words("clear"), Path: clear}
	}
	return f
}
