package workbook

import (
	"net/url"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/id"
)

func TestWhatBecomesOfASaving(t *testing.T) {
	tea, soup, toast := Text("tea"), Text("soup"), Text("toast")
	now := Kept{Revision: 3, Answer: tea, Others: []OtherAnswer{{"one", soup}}}
	stale := Base{Revision: 2, Hash: Digest(toast)}
	for name, c := range map[string]struct {
		op      Operation
		want    Kept
		verdict Verdict
	}{
		"on what stands": {Operation{Base: now.Base(), Value: toast},
			Kept{4, toast, now.Others}, Accepted},
		"emptied, on what stands": {Operation{Base: now.Base(), Value: Text(" ")},
			Kept{4, Text(""), now.Others}, Accepted},
		"what stands, again":                    {Operation{Base: now.Base(), Value: tea}, now, Unchanged},
		"what stands, from long ago":            {Operation{Base: stale, Value: Text(" tea ")}, now, Unchanged},
		"nothing was changed, and it has moved": {Operation{Base: stale, Value: toast}, now, Unchanged},
		"on the same words, which came back": {Operation{Base: Base{1, Digest(tea)}, Value: toast},
			Kept{4, toast, now.Others}, Accepted},
		"on other words": {Operation{ID: "two", Base: stale, Value: Text("rice")},
			Kept{3, tea, []OtherAnswer{{"one", soup}, {"two", Text("rice")}}}, OtherKept},
		"emptied, on other words": {Operation{ID: "two", Base: stale, Value: Text("")},
			Kept{3, tea, []OtherAnswer{{"one", soup}, {"two", Text("")}}}, OtherKept},
		"on no words at all": {Operation{ID: "two", Value: toast},
			Kept{3, tea, []OtherAnswer{{"one", soup}, {"two", toast}}}, OtherKept},
		"the right number, but other words": {Operation{ID: "two", Base: Base{3, Digest(toast)}, Value: Text("rice")},
			Kept{3, tea, []OtherAnswer{{"one", soup}, {"two", Text("rice")}}}, OtherKept},
		"an other version, again": {Operation{ID: "two", Base: stale, Value: soup}, now, Unchanged},
		"chosen: the other version": {Operation{Base: now.Base(), Value: soup, Settles: []id.Operation{"one"}},
			Kept{4, soup, nil}, Accepted},
		"chosen: what stands": {Operation{Base: now.Base(), Value: tea, Settles: []id.Operation{"one"}},
			Kept{3, tea, nil}, Settled},
		"chosen: both in one": {Operation{Base: now.Base(), Value: Text("tea and soup"),
			Settles: []id.Operation{"one"}}, Kept{4, Text("tea and soup"), nil}, Accepted},
		"chosen, but it had moved": {Operation{ID: "two", Base: stale, Value: toast,
			Settles: []id.Operation{"one"}}, Kept{3, tea, []OtherAnswer{{"one", soup}, {"two", toast}}}, OtherKept},
		"chosen over a version that is not there": {Operation{Base: now.Base(), Value: tea,
			Settles: []id.Operation{"nine"}}, now, Unchanged},
	} {
		got, verdict := Merge(now, c.op)
		if diff := cmp.Diff(c.want, got); diff != "" || verdict != c.verdict {
			t.Errorf("%s: %s\n%s", name, verdict, diff)
		}
	}
}

func TestTheFirstWordsAreAcceptedOnAnEmptyField(t *testing.T) {
	first := Operation{ID: "one", Base: Kept{}.Base(), Value: Text("tea")}
	if got, v := Merge(Kept{}, first); v != Accepted || got.Revision != 1 {
		t.Error(got, v)
	}
	if _, v := Merge(Kept{}, Operation{Base: Kept{}.Base(), Value: List{" "}}); v != Unchanged {
		t.Error("saving an empty page is a revision")
	}
}

func TestABaseIsCarriedByAForm(t *testing.T) {
	b := Kept{Revision: 7, Answer: Text("tea")}.Base()
	if got := ReadBase(url.Values{BaseName("a"): {b.String()}}, "a"); got != b {
		t.Error(got)
	}
	for _, s := range []string{"", "x-y", "-1-ab", "-"} {
		if got := ReadBase(url.Values{BaseName("a"): {s}}, "a"); got != (Base{}) {
			t.Errorf("%q: %v", s, got)
		}
	}
}

// A device writes on what it last saw; its savings may arrive late, twice and
// in any order.
type device struct {
	seen   Kept
	outbox []Operation
}

// A server keeps operations apart by their ids, as the store does.
type server struct {
	kept    Kept
	done    map[id.Operation]bool
	history []Answer // every answer that stood
	settled []Answer // other versions that the person chose over
}

// take also holds the merge to its two promises: nothing is written over that
// the author didn't see, and no other version goes that they didn't choose over.
func (s *server) take(t *rapid.T, op Operation) {
	if s.done[op.ID] {
		return
	}
	s.done[op.ID] = true
	before := s.kept
	next, verdict := Merge(before, op)
	if verdict == Accepted && op.Base.Hash != Digest(before.Answer) {
		t.Fatalf("%v was written over %v, unseen", op.Value, before.Answer)
	}
	for _, o := range before.Others {
		if !slices.Contains(op.Settles, o.From) &&
			!slices.ContainsFunc(next.Others, func(p OtherAnswer) bool { return p.From == o.From }) {
			t.Fatalf("%v went unchosen", o)
		}
	}
	if verdict == Accepted {
		s.history = append(s.history, next.Answer)
	}
	for _, o := range before.Others {
		for _, settled := range op.Settles {
			if o.From == settled && (verdict == Accepted || verdict == Settled) {
				s.settled = append(s.settled, o.Answer)
			}
		}
	}
	s.kept = next
}

func (s *server) holds(a Answer) bool {
	all := append(append([]Answer{nil}, s.history...), s.settled...)
	for _, o := range s.kept.Others {
		all = append(all, o.Answer)
	}
	for _, held := range all {
		if Same(held, a) {
			return true
		}
	}
	return false
}

func TestNoWordsThatTheServerTookAreLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := &server{done: map[id.Operation]bool{}}
		devices := make([]device, rapid.IntRange(1, 3).Draw(t, "devices"))
		var sent []Operation
		for n := range rapid.IntRange(1, 25).Draw(t, "steps") {
			d := &devices[rapid.IntRange(0, len(devices)-1).Draw(t, "device")]
			switch rapid.SampledFrom([]string{"write", "write", "send", "look", "again", "choose"}).Draw(t, "does") {
			case "write":
				value := Text(rapid.SampledFrom([]string{"", "a", "b", "c", "d"}).Draw(t, "value"))
				d.outbox = append(d.outbox, Operation{ID: id.Operation(rune('A' + n)), Base: d.seen.Base(), Value: value})
			case "choose":
				op := Operation{ID: id.Operation(rune('A' + n)), Base: d.seen.Base(), Value: Text("chosen")}
				for _, o := range d.seen.Others {
					op.Settles, op.Value = append(op.Settles, o.From), o.Answer
				}
				d.outbox = append(d.outbox, op)
			case "send":
				if len(d.outbox) > 0 {
					i := rapid.IntRange(0, len(d.outbox)-1).Draw(t, "which")
					s.take(t, d.outbox[i])
					sent = append(sent, d.outbox[i])
				}
			case "look":
				d.seen = s.kept
			case "again":
				before := s.kept
				if len(sent) > 0 {
					s.take(t, rapid.SampledFrom(sent).Draw(t, "retry"))
				}
				if diff := cmp.Diff(before, s.kept); diff != "" {
					t.Fatalf("a retry changed something: %s", diff)
				}
			}
		}
		for _, op := range sent {
			if !s.holds(op.Value) && Digest(op.Value) != op.Base.Hash {
				t.Fatalf("%v is nowhere: %+v", op, s)
			}
		}
	})
}

// One person choosing again and again on what they see ends with one version,
// and with every device seeing it.
func TestChoosingOnWhatIsSeenEnds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := Kept{Revision: 1, Answer: Text("a")}
		for i, s := range rapid.SliceOfN(rapid.StringN(1, 3, 3), 0, 6).Draw(t, "meeting") {
			now, _ = Merge(now, Operation{ID: id.Operation(rune('A' + i)), Value: Text(s)})
		}
		choice := Operation{ID: "choice", Base: now.Base(), Value: now.Answer}
		for _, o := range now.Others {
			choice.Settles = append(choice.Settles, o.From)
			if rapid.Bool().Draw(t, "this") {
				choice.Value = o.Answer
			}
		}
		after, verdict := Merge(now, choice)
		if len(after.Others) != 0 || !Same(after.Answer, choice.Value) {
			t.Fatalf("%s: %+v", verdict, after)
		}
	})
}

func TestMergeLeavesWhatItWasGivenAlone(t *testing.T) {
	others := make([]OtherAnswer, 1, 4)
	others[0] = OtherAnswer{"one", Text("soup")}
	now := Kept{Revision: 1, Answer: Text("tea"), Others: others}
	a, _ := Merge(now, Operation{ID: "two", Value: Text("rice")})
	b, _ := Merge(now, Operation{ID: "three", Value: Text("toast")})
	if a.Others[1].From != "two" || b.Others[1].From != "three" || len(now.Others) != 1 {
		t.Error("two merges of the same state share what they hold")
	}
}

func TestOnlyTheVersionsThatWereSeenAreSettled(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := Kept{Revision: 1, Answer: Text("stands")}
		op := Operation{ID: "choice", Base: now.Base(),
			Value: rapid.SampledFrom([]Answer{Text("stands"), Text("new")}).Draw(t, "value")}
		var unseen []OtherAnswer
		for i := range rapid.IntRange(1, 5).Draw(t, "others") {
			o := OtherAnswer{From: id.Operation(rune('A' + i)), Answer: Text(rune('a' + i))}
			now.Others = append(now.Others, o)
			if rapid.Bool().Draw(t, "seen") {
				op.Settles = append(op.Settles, o.From)
			} else {
				unseen = append(unseen, o)
			}
		}
		if after, _ := Merge(now, op); !cmp.Equal(unseen, after.Others) {
			t.Fatalf("%v of %v left %v", op.Settles, now.Others, after.Others)
		}
	})
}

func TestSavingAPageLeavesYesterdaysNumberWhereItIs(t *testing.T) {
	p := Page{Fields: []Field{field("today"), field("long")}}
	kept := Kept{Revision: 4, Answer: Dial{Given: true, Value: 5, On: today.AddDays(-1)}}
	form := url.Values{"today.on": {today.String()}, "today.base": {kept.Base().String()}, "long": {"tea"},
		"long.base": {Kept{}.Base().String()}}
	ops := p.Operations(form, "op", map[string]Kept{"today": kept}, today)
	if len(ops) != 1 || ops[0].Field != "long" || ops[0].ID != "op" {
		t.Errorf("%+v", ops)
	}
	kept.Answer = Dial{Given: true, Value: 5, On: today}
	form.Set("today.base", kept.Base().String())
	if ops := p.Operations(form, "op", map[string]Kept{"today": kept}, today); len(ops) != 2 || !IsBlank(ops[0].Value) {
		t.Error("today's number can't be taken back")
	}
	form.Set("today", "0")
	if ops := p.Operations(form, "op", nil, today); len(ops) != 2 || !Same(ops[0].Value, Dial{Given: true, On: today}) {
		t.Errorf("%+v", ops)
	}
}

// A form that holds a part of a page, such as today's number on the first page,
// leaves the rest of the page alone.
func TestAFormWithAPartOfAPageAsksNothingOfTheRest(t *testing.T) {
	p := Page{Fields: []Field{field("today"), field("long"), field("needs")}}
	form := url.Values{"today": {"3"}, "today.on": {today.String()}, "today.base": {Kept{}.Base().String()}}
	if ops := p.Operations(form, "op", map[string]Kept{"long": {Revision: 1, Answer: Text("tea")}},
		today); len(ops) != 1 || ops[0].Field != "today" {
		t.Errorf("%+v", ops)
	}
	form.Set("needs.base", Kept{}.Base().String()) // nothing is ticked, and that is an answer
	if ops := p.Operations(form, "op", nil, today); len(ops) != 2 || ops[1].Field != "needs" {
		t.Errorf("%+v", ops)
	}
}
