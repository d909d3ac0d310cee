package form

import (
	"context"
	"crypto/sha256"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/ui"
	"footbridge.org/footbridge/internal/web/ui/uitest"
)

// A dice draws the same bytes for the same purpose, at one moment.
type dice struct{}

func (dice) Draw(purpose string, n int) []byte {
	sum := sha256.Sum256([]byte(purpose))
	return sum[:n]
}

func (dice) Now() time.Time { return time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC) }

// A plan is what the form of these tests sends. Its words are the ending's.
type plan struct {
	id        string
	note      string
	on, until programme.Date
	replaces  string
}

// A record is what the form is drawn from.
type record struct {
	open    bool
	current string
}

// A desk is a form with what its use case answers.
type desk struct {
	record  record
	answers error
	sent    []plan
}

func (d *desk) step() Step[id.Participant, record, plan] {
	return Step[id.Participant, record, plan]{
		Path: "/people/{participant}/ending", Noun: "ending", Draws: Purpose{dice{}, "ending", "id"},
		Looks: authz.SeeEnding, Sends: authz.EndVisits, About: Themselves,
		Home: func(id.Participant) string { return "/visits" },
		Look: func(context.Context, authz.Actor, id.Participant) (record, error) { return d.record, nil },
		May:  func(r record) bool { return r.open }, Over: "ending.moved", Beside: "note",
		Draw: func(f *Fields, r record) View {
			return View{Title: "The end", Fields: []ui.Control{
				f.Day("on", programme.Date{}), f.Textarea("note", ""), f.Day("until", programme.Date{}),
				f.Basis("replaces", r.current),
			}}
		},
		Read: func(_ id.Participant, s *Sent) plan {
			return plan{id: s.ID, note: s.Text("note"), on: s.Day("on", programme.InCourse),
				until:    s.OptionalDay("until", programme.ToCome),
				replaces: s.Text("replaces")}
		},
		Send: func(_ context.Context, _ authz.Actor, _ id.Participant, p plan) error {
			d.sent = append(d.sent, p)
			return d.answers
		},
		Check: func(_ *Fields, _ record, p plan) fault.Problems {
			var found fault.Problems
			found.If(p.note == "", "note", "ending.kind.missing")
			return found
		},
	}
}

func (d *desk) ask(t *testing.T, method string, form url.Values) (int, string, http.Header) {
	t.Helper()
	return d.asks(t, d.step(), method, form)
}

func (*desk) asks(t *testing.T, step Step[id.Participant, record, plan], method string,
	form url.Values) (int, string, http.Header) {
	t.Helper()
	r := httptest.NewRequest(method, "/people/x/ending", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	_ = r.ParseForm()
	routes := step.Routes()
	handler := routes[0].Handle
	if method == http.MethodPost {
		handler = routes[1].Handle
	}
	answer, err := handler(r, authz.Actor{Account: "a", Participant: "p"})
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	if err := answer.Write(w, ui.Shell{Voice: say.English()}); err != nil {
		t.Fatal(err)
	}
	return w.Code, w.Body.String(), w.Header()
}

func has(t *testing.T, body string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(body, text) {
			t.Errorf("%q is not on the page:\n%s", text, body)
		}
	}
}

func TestEveryFormFitsItsTemplate(t *testing.T) { uitest.CheckAll(t) }

func TestAFormIsSentToItsUseCaseAndLeadsHome(t *testing.T) {
	d := &desk{record: record{open: true, current: "first"}}
	_, page, _ := d.ask(t, http.MethodGet, nil)
	has(t, page, `name="id" value="`, `name="replaces" value="first"`)
	_, drawn, _ := strings.Cut(page, `name="id" value="`)
	form := url.Values{"id": {drawn[:id.Length]}, "note": {" Done. "}, "replaces": {"first"}, "on.day": {"1"},
		"on.month": {"12"}, "on.year": {"2026"}}
	code, _, header := d.ask(t, http.MethodPost, form)
	if code != http.StatusSeeOther || header.Get("Location") != "/visits" {
		t.Fatalf("answered %d", code)
	}
	december, err := programme.MakeDate(2026, time.December, 1)
	want := plan{id: drawn[:id.Length], note: "Done.", on: december, replaces: "first"}
	if err != nil || len(d.sent) != 1 || d.sent[0] != want {
		t.Errorf("sent %v", d.sent)
	}
}

func TestADateIsReadWhereverItIsTyped(t *testing.T) {
	want, err := programme.MakeDate(2026, time.December, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, typed := range [][3]string{{"1", "12", "26"}, {"1", "dec", "2026"}, {"1 Dec 2026", "", ""},
		{"", "", "Tue 1/12/26"}, {"1st", "December", "2026"}} {
		d := &desk{record: record{open: true}}
		form := url.Values{"note": {"n"}, "on.day": {typed[0]}, "on.month": {typed[1]}, "on.year": {typed[2]}}
		d.ask(t, http.MethodPost, form)
		if len(d.sent) != 1 || d.sent[0].on != want {
			t.Errorf("%q: sent %v", typed, d.sent)
		}
	}
}

// A form opens with today, or says in a digest with what else: beside that, and beside what
// agrees, a whole date in the box for the day is the date. Beside another it is no date.
func TestADatePastedIntoTheBoxForTheDayIsRead(t *testing.T) {
	for _, of := range []struct {
		typed [3]string
		opens string // with which the form says that it opened
		want  string
	}{
		{typed: [3]string{"2/11/2026", "12", "2026"}, want: "2026-11-02"}, // today's month and year
		{typed: [3]string{"2/11/2026", "11", "2026"}, want: "2026-11-02"},
		{typed: [3]string{"Mon 2 Nov 26", "nov", ""}, want: "2026-11-02"},
		{typed: [3]string{"2026-11-02", "", "26"}, want: "2026-11-02"},
		{typed: [3]string{"2/11/2026", "7", "2025"}, opens: "28-7-2025", want: "2026-11-02"},
		{typed: [3]string{"2/11/2026", "7", "2025"}, opens: "28-7-2024"},
		{typed: [3]string{"2/11/2026", "12", "2026"}, opens: "28-7-2025"},
		{typed: [3]string{"2/11/2026", "7", "2025"}},
		{typed: [3]string{"31/11/2026", "12", "2026"}},
		{typed: [3]string{"2/11/2026 10", "11", "2026"}},
	} {
		d := &desk{record: record{open: true}}
		if of.want == "" {
			d.answers = fault.Problems{{Field: "on", Key: "ending.on.missing"}}
		}
		sent := url.Values{"note": {"n"}, "on.day": {of.typed[0]}, "on.month": {of.typed[1]}, "on.year": {of.typed[2]}}
		if of.opens != "" {
			sent.Set(wasField, "on="+digest(of.opens))
		}
		_, page, _ := d.ask(t, http.MethodPost, sent)
		if len(d.sent) != 1 || d.sent[0].on.String() != of.want {
			t.Errorf("%q that opened with %q: sent %v", of.typed, of.opens, d.sent)
		}
		if of.want == "" {
			has(t, page, `id="on-error"`, `value="`+of.typed[0]+`"`)
		}
	}
}

func TestADayOutsideItsSpanIsSaidBesideItsFieldAndIsNoDay(t *testing.T) {
	d := &desk{record: record{open: true}, answers: fault.Problems{{Field: "on", Key: "ending.on.missing"}}}
	code, page, _ := d.ask(t, http.MethodPost, url.Values{"note": {"n"},
		"on.day": {"1"}, "on.month": {"12"}, "on.year": {"1926"}})
	if code != http.StatusUnprocessableEntity || len(d.sent) != 1 || !d.sent[0].on.IsZero() {
		t.Errorf("answered %d, sent %v", code, d.sent)
	}
	has(t, page, `value="1926"`, `id="on-error"`, "This is more than 3 years ago.")

	d = &desk{record: record{open: true}}
	code, page, _ = d.ask(t, http.MethodPost, url.Values{
		"until.day": {"1"}, "until.month": {"12"}, "until.year": {"2126"}})
	if code != http.StatusUnprocessableEntity || len(d.sent) > 0 {
		t.Errorf("answered %d, sent %v", code, d.sent)
	}
	has(t, page, `value="2126"`, `id="until-error"`, "This is more than 3 years ahead.")
}

func TestWhatIsWrongStandsBesideItsFieldAndWhatWasTypedIsKept(t *testing.T) {
	d := &desk{record: record{open: true}, answers: fault.Problems{{Field: "on", Key: "ending.on.missing"},
		{Field: "elsewhere", Key: "ending.moved"}}}
	code, page, _ := d.ask(t, http.MethodPost, url.Values{"note": {"Kept"}, "on.day": {"31"}, "on.month": {"11"},
		"on.year": {"2026"}})
	if code != http.StatusUnprocessableEntity {
		t.Errorf("answered %d", code)
	}
	has(t, page, "Kept</textarea>", `value="31"`, `id="on-error"`, "There is no such day.", `href="#on"`)
	if strings.Contains(page, `href="#elsewhere"`) {
		t.Error("a problem leads to a control that isn't there")
	}
}

// No rule would miss a day that may be left out.
func TestADayThatMayBeLeftOutAndCannotBeReadIsNotSent(t *testing.T) {
	d := &desk{record: record{open: true}}
	code, page, _ := d.ask(t, http.MethodPost, url.Values{"until.day": {"tomorrow"}})
	if code != http.StatusUnprocessableEntity || len(d.sent) > 0 {
		t.Errorf("answered %d, sent %v", code, d.sent)
	}
	has(t, page, `id="until-error"`, `value="tomorrow"`, `id="note-error"`)
}

// A day that was read as one that has to be there, where no rule asks for it, is
// a mistake of ours: nothing must say that all was saved.
func TestWhatCannotBeReadIsNeverSaidToBeSaved(t *testing.T) {
	d := &desk{record: record{open: true}}
	r := httptest.NewRequest(http.MethodPost, "/",
		strings.NewReader(url.Values{"on.day": {"31"}, "on.month": {"2"}, "on.year": {"2027"}}.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	_ = r.ParseForm()
	if _, err := d.step().Routes()[1].Handle(r, authz.Actor{}); err == nil || !strings.Contains(err.Error(), " on,") {
		t.Errorf("answered %v", err)
	}
}

func TestWhenSomebodyElseWasFirstTheFormComesBackWithWhatHoldsNow(t *testing.T) {
	d := &desk{record: record{open: true, current: "theirs"}, answers: fault.New(fault.Conflict, "ending.moved")}
	old := strings.Repeat("0", id.Length)
	code, page, _ := d.ask(t, http.MethodPost, url.Values{"id": {old}, "note": {"My <b>words</b>"},
		"replaces": {"what was there"}})
	if code != http.StatusConflict {
		t.Errorf("answered %d", code)
	}
	has(t, page, "My &lt;b&gt;words&lt;/b&gt;</textarea>", `name="replaces" value="theirs"`, `href="#note"`,
		"<title>Error:")
	if strings.Contains(page, old) {
		t.Error("sent again, the form would meet the same conflict")
	}
}

func TestWhenItCanNotBeSentAnyMoreWhatWasWrittenIsShown(t *testing.T) {
	d := &desk{answers: fault.New(fault.Conflict, "ending.moved")}
	code, page, _ := d.ask(t, http.MethodPost, url.Values{"note": {"My words"}})
	if code != http.StatusConflict {
		t.Errorf("answered %d", code)
	}
	has(t, page, "What you wrote", "My words", `href="/visits"`)
	code, page, _ = d.ask(t, http.MethodGet, nil)
	if code != http.StatusConflict || strings.Contains(page, "What you wrote") {
		t.Errorf("opened, it answers %d", code)
	}
}

func TestAnAnswerThatIsNeitherProblemsNorAConflictIsPassedOn(t *testing.T) {
	d := &desk{record: record{open: true}, answers: fault.Absent}
	r := httptest.NewRequest(http.MethodPost, "/", nil)
	if _, err := d.step().Routes()[1].Handle(r, authz.Actor{}); err != fault.Absent {
		t.Errorf("answered %v", err)
	}
}

func TestATimeThatTheClocksLeaveOutCannotBeRead(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	s := &Sent{zone: london,
		values: url.Values{"on.day": {"28"}, "on.month": {"3"}, "on.year": {"2027"}, "at": {"1:30"}}}
	if at := s.Moment("on", "at", programme.InCourse); !at.IsZero() {
		t.Errorf("read %s", at)
	}
	if p, said := s.unread.On("at"); !said || p.Key != "appointment.start.unreal" {
		t.Errorf("said %v", s.unread)
	}
	missed := fault.Problems{{Field: "on", Key: "visit.started_at.missing"}, {Field: "minutes", Key: "visit.minutes.range"}}
	if told := s.over(missed); len(told) != 2 || told[0].Field != "at" || told[1].Field != "minutes" {
		t.Errorf("beside the time that there isn't stands %v", told)
	}
}

func TestWhatIsReadIsWhatWasTyped(t *testing.T) {
	s := &Sent{zone: time.UTC, values: url.Values{
		"n": {" 45 "}, "words": {"12a"}, "hours": {"22.5"}, "box": {"yes"}, "who": {"a", "b"}, "lines": {"one\r\n\r\n two "},
		"line": {" one\n two"}, "items.z": {"no"}, "items.b": {"yes"}, "items.none": {""},
	}}
	if s.Number("n") != 45 || s.Number("words") != -1 || s.Number("nothing") != 0 || s.Minutes("hours") != 1350 ||
		s.Minutes("words") != -1 {
		t.Error("a number is read as another")
	}
	if got := List[id.Account](s, "who"); len(got) != 2 || !s.Ticked("box") || s.Ticked("n") {
		t.Errorf("read %v", got)
	}
	if s.Text("line") != "one  two" || s.Paragraphs("line") != "one\n two" {
		t.Errorf("read %q of a line, and %q", s.Text("line"), s.Paragraphs("line"))
	}
	if got := s.Lines("lines"); len(got) != 2 || got[1] != "two" {
		t.Errorf("read %q", got)
	}
	if got := s.Replies("items."); len(got) != 2 || got[0] != (Reply{"b", "yes"}) || got[1] != (Reply{"z", "no"}) {
		t.Errorf("read %v", got)
	}
}

func TestAPageThatNobodyLeavesLeadsToItself(t *testing.T) {
	d := &desk{record: record{open: true}}
	step := d.step()
	step.Path, step.Noun, step.Home = "/feedback", "ui", nil // words that have neither save nor saved
	step.Draw = func(*Fields, record) View { return View{Title: "All of it"} }
	routes := step.Routes()
	r := httptest.NewRequest(http.MethodGet, "/feedback", nil)
	for i, want := range []string{">Save</button>", ""} {
		answer, err := routes[i].Handle(r, authz.Actor{})
		if err != nil {
			t.Fatal(err)
		}
		w := httptest.NewRecorder()
		if err := answer.Write(w, ui.Shell{Voice: say.English()}); err != nil {
			t.Fatal(err)
		}
		has(t, w.Body.String(), want)
		if strings.Contains(w.Body.String(), "fb-leave") {
			t.Error("there is a way to leave it")
		}
		if to := w.Header().Get("Location"); i == 1 && (to != "/feedback" ||
			!strings.Contains(w.Header().Get("Set-Cookie"), "form.saved")) {
			t.Errorf("it leads to %q, saying %s", to, w.Header().Get("Set-Cookie"))
		}
	}
}

// What a form would make beside its own fact has the id of another sending, too.
func TestAfterAConflictEveryIDThatAFormCarriesIsNew(t *testing.T) {
	old := strings.Repeat("0", id.Length)
	s := &Sent{values: url.Values{"participant": {old}}, draw: func(name string) string { return "drawn" + name }}
	if got := s.Also("participant"); got != old {
		t.Errorf("the first sending is of %q", got)
	}
	s.renewed = "/again/x"
	if got := s.Also("participant"); got != "drawn/participant/again/x" {
		t.Errorf("the next is of %q", got)
	}
}

// opened is a field that opens with what the record says.
func (d *desk) opened() Step[id.Participant, record, plan] {
	step := d.step()
	step.Draw = func(f *Fields, r record) View {
		return View{Title: "The end",
			Fields: []ui.Control{f.Textarea("note", r.current), f.Basis("replaces", r.current)}}
	}
	return step
}

func TestWhenTwoEditsMeetOnlyAFieldThatBothChangedIsAConflict(t *testing.T) {
	for _, x := range []struct {
		name, was, typed, now, shows string
		met                          bool
	}{
		{"touched by neither", "a\nb", "a\r\nb", "a\nb", "a\r\nb", false},
		{"touched by the other alone", "a\nb", "a\r\nb", "theirs", "theirs", false},
		{"filled by the other alone", "", "", "theirs", "theirs", false},
		{"touched here alone", "a", "mine", "a", "mine", false},
		{"touched by both alike", "a", "theirs", "theirs", "theirs", false},
		{"touched by both", "a", "mine", "theirs", "mine", true},
	} {
		d := &desk{record: record{open: true, current: x.was}}
		_, page, _ := d.asks(t, d.opened(), http.MethodGet, nil)
		_, was, _ := strings.Cut(page, `name="was" value="`)
		was, _, _ = strings.Cut(was, `"`)
		d.record.current, d.answers = x.now, fault.New(fault.Conflict, "ending.moved")
		code, page, _ := d.asks(t, d.opened(), http.MethodPost,
			url.Values{"note": {x.typed}, "replaces": {x.was}, "was": {was}})
		met := strings.Contains(page, "It now says: "+x.now)
		if code != http.StatusConflict || met != x.met || !strings.Contains(page, "\n"+x.shows+"</textarea>") {
			t.Errorf("%s: answered %d, told of it: %t\n%s", x.name, code, met, page)
		}
	}
}
