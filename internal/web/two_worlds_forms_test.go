package web_test

import (
	"fmt"
	"html"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/story"
)

// takenNowhere are the forms that nobody who may not learn arms has taken in these worlds,
// though a role of theirs may send one, each with the reason.
var takenNowhere = map[string]string{
	"/devices/end":       "their own, and so is what may end them: nobody's who is in an arm",
	"/devices/end-phone": "a participant's own",
	"/kept/discard":      "their own words",
	"/kept/hand":         "their own words",

	"/people/{participant}/put-right/eligibility":         "is over before there is an arm",
	"/people/{participant}/consent/invite":                "likewise",
	"/people/{participant}/consent/no":                    "likewise",
	"/referrals/{participant}/take-back":                  "likewise",
	"/people/{participant}/letters/start/{to}/sent":       "of those who are in no study",
	"/people/{participant}/letters/ending/{to}/sent":      "likewise",
	"/follow-up/{participant}/episodes/{episode}/correct": "the assessor's own: nothing else is shown there",
}

// takenLater are those that somebody takes a year later.
var takenLater = map[string]bool{
	"/follow-up/{participant}/calls/{follow_up}":    true,
	"/follow-up/{participant}/calls/{call}/correct": true,
}

// sendsForms has those who are watched send every form that is on a page that they saw:
// empty, with words alone, with choices alone, and with each choice there is.
func (w *world) sendsForms(seen map[string]string) map[string]string {
	w.t.Helper()
	w.again()
	staff, answers := map[string]*story.Staff{}, map[string]string{}
	for _, who := range w.watched {
		staff[who.Name] = who
	}
	for _, at := range slices.Sorted(maps.Keys(seen)) {
		name, page := whoAsked(at)
		if !strings.HasPrefix(seen[at], "200 ") || !strings.HasPrefix(page, http.MethodGet) {
			continue
		}
		for _, f := range everyForm(seen[at], w.pathOf[at]) {
			ways := w.fills(f)
			for _, how := range slices.Sorted(maps.Keys(ways)) {
				sent := ways[how]
				at := fmt.Sprint(name, " sends ", f.action, " ", how, " ", slices.Sorted(maps.Keys(sent)))
				if _, done := answers[at]; !done {
					answers[at] = w.sends(staff[name], at, f.action, sent)
				}
			}
		}
	}
	return answers
}

// fills are the ways to fill f in.
func (w *world) fills(f sentForm) map[string]url.Values {
	if len(f.questions) == 0 {
		return map[string]url.Values{"pressed": f.hidden}
	}
	ways := map[string]url.Values{"with nothing": f.filled(nothing), "with words": f.filled(wordsAlone),
		"with choices": f.filled(choicesAlone)}
	most := 1
	for _, q := range f.questions {
		if q.kind == "radio" {
			most = max(most, len(q.values))
		}
	}
	for i := range max(2, most) { // at first what is there already stays, then it is changed
		ways[fmt.Sprint("with choice ", i)] = f.filled(w.choice(i))
	}
	return ways
}

func nothing(*question) string { return "" }

// choice answers as was answered already, and what was not today, plausibly, and with the
// choice of that number; from the second on all of it is changed.
func (w *world) choice(i int) func(*question) string {
	return func(q *question) string {
		was := ""
		if len(q.values) == 1 && q.kind != "checkbox" {
			was = html.UnescapeString(q.values[0])
		}
		today := w.Today()
		switch {
		case i == 0 && was != "":
			return was
		case len(q.values) > 1:
			return q.values[min(i, len(q.values)-1)]
		case q.kind == "checkbox" && i%2 == 0:
			return ""
		case q.kind == "email":
			return "quill@example.org"
		case q.kind == "tel":
			return "01632 960123"
		case strings.Contains(q.name, "birth_date.year"):
			return "1990"
		case strings.HasSuffix(q.name, ".day"):
			return strconv.Itoa(today.Day())
		case strings.HasSuffix(q.name, ".month"):
			return strconv.Itoa(int(today.Month()))
		case strings.HasSuffix(q.name, ".year"):
			return strconv.Itoa(today.Year())
		}
		return plausibleAnswer(q)
	}
}

// sends sends a form and returns what comes of it: the answer, the page that it leads to,
// and what those who are watched are sent. What was taken is undone.
func (w *world) sends(who *story.Staff, at, action string, form url.Values) string {
	w.DrawsFrom(at)
	before, out := w.Outbox.Count(), w.asks(request(http.MethodPost, action, form, w.signedIn(who)))
	answer := w.spelled(out, action)
	if out.Code >= http.StatusBadRequest {
		return answer
	}
	if to := out.Header().Get("Location"); to != "" {
		answer += w.answers(request(http.MethodGet, to, nil, w.signedIn(who)))
	}
	answer += w.sentSince(before, func(to string) bool {
		return slices.ContainsFunc(w.watched, func(m *story.Staff) bool { return m.Email == to })
	})
	w.again()
	return answer
}

// sentSince is what was sent to those addresses, after the first so many messages.
func (w *world) sentSince(before int, to func(address string) bool) (sent string) {
	w.Works()
	for _, m := range w.Outbox.List() {
		if m.Number > before && to(m.To) {
			sent += fmt.Sprintln(m.To, m.Subject, m.Text)
		}
	}
	return sent
}

// takesEveryForm holds that each form that is asked about was taken from somebody: a new one is compared once
// it is on a page, and where none of these people has a page with it, it has a reason.
func (w *world) takesEveryForm(answers map[string]string, asked func(pattern string) bool) {
	w.t.Helper()
	routes, taken := http.NewServeMux(), map[string]bool{}
	for _, rt := range w.Web("http://footbridge.example.org").Routes() {
		if rt.Method == http.MethodPost {
			routes.Handle(rt.Pattern, http.NotFoundHandler())
		}
	}
	for at, answer := range answers {
		_, rest, _ := strings.Cut(at, " sends ")
		action, _, _ := strings.Cut(rest, " ")
		_, pattern := routes.Handler(httptest.NewRequest(http.MethodGet, action, nil))
		taken[pattern] = taken[pattern] || !strings.HasPrefix(answer, "4")
	}
	for _, rt := range w.Web("http://footbridge.example.org").Routes() {
		if rt.Method != http.MethodPost || rt.Open != "" || !asked(rt.Pattern) {
			continue
		}
		may := slices.ContainsFunc(untold, func(r authz.Role) bool { return len(w.Kernel.Policy().Reach(r, rt.Action)) > 0 })
		if why := takenNowhere[rt.Pattern]; may && !taken[rt.Pattern] && why == "" {
			w.t.Errorf("nobody who may not learn arms has %s taken", rt.Pattern)
		} else if why != "" && (taken[rt.Pattern] || !may) {
			w.t.Errorf("%s is taken, or nobody's, and has a reason for being left out", rt.Pattern)
		}
	}
}
