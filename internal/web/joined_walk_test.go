package web_test

import (
	"cmp"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/webtest"
)

// A pair are two records of one person, of which the first goes on.
type pair struct {
	*webtest.Bench
	ash, bo       webtest.Member
	first, second id.Participant
	who           map[string]webtest.Member // who looks at the second
}

// A reach is a step further along in the second record of a pair, after another.
type reach struct {
	after string
	step  func(pair)
}

// reaches are how far it can have come.
var reaches = map[string]reach{
	"referred":      {"", func(pair) {}},
	"accepted":      {"", func(p pair) { p.Decides(p.second, url.Values{"verdict": {"accept"}}) }},
	"invited":       {"accepted", func(p pair) { p.Invites(p.second) }},
	"not_consented": {"invited", func(p pair) { p.sends(p.Lena, "/consent/no", nil) }},
	"consented":     {"", func(p pair) { p.Agrees(p.second) }},
	"without_visits": {"consented", func(p pair) {
		p.sends(p.Lena, "/consent/stop", url.Values{"scope": {"from_visits_only"}})
	}},
	"matched": {"consented", func(p pair) { p.Matches(p.second, p.bo) }},
	"planned": {"matched", func(p pair) { p.PlansAt("2pm", p.second, p.bo) }},
}

func (p pair) reaches(state string) {
	if to, is := reaches[state]; is {
		p.reaches(to.after)
		to.step(p)
	}
}

func openPair(t *testing.T, state string) pair {
	b := webtest.Open(t)
	p := pair{Bench: b, ash: b.Works("Ash", authz.PeerWorker), bo: b.Works("Bo Ray", authz.PeerWorker)}
	p.first = b.Refers(b.Remi, b.North, "Samuel")
	b.Now = b.Now.Add(time.Minute)
	p.second = b.Refers(b.Rhea, b.South, "Smauel")
	b.Agrees(p.first)
	b.Matches(p.first, p.ash)
	p.reaches(state)
	p.who = map[string]webtest.Member{"the lead": b.Lena, "the worker": p.bo, "themselves": b.Arrives(p.second)}
	b.Now = b.Now.Add(time.Minute)
	p.sends(b.Lena, "/same-person", url.Values{"other": {string(p.first)}, "same": {"yes"}})
	return p
}

// sends has somebody send a form about the second record.
func (p pair) sends(who webtest.Member, at string, typed url.Values) {
	form := p.Form(who, "/people/"+string(p.second)+at)
	maps.Copy(form, typed)
	p.Post(who, "/people/"+string(p.second)+at, form).Is(http.StatusSeeOther)
}

// invites are words that ask for what nobody can do in the record that doesn't go on, or
// promise it.
var invites = []string{"Invite them", "invite them again", "are to be invited", "ask when they are ready",
	"can change their mind", "left to start", "to plan", "For all of them to fit", "lease plan", "Choose a worker",
	"Choose another worker", "choose another worker", "Ask for another worker", "Nothing starts until they say yes",
	"We will give you something to read", "Take your time", "We will get in touch"}

// offersStartLetter leads to a letter that says that visits begin.
var offersStartLetter = regexp.MustCompile(`href="[^"]*/letters/start/`)

var refusedThere = regexp.MustCompile("Another record of this person goes on|You are with us under another record")

// Nothing is offered there that would be refused because another record goes on, and nobody is
// asked for it.
func TestNothingIsOfferedInARecordThatDoesNotGoOnThatWouldBeRefusedThere(t *testing.T) {
	for _, state := range slices.Sorted(maps.Keys(reaches)) {
		t.Run(state, func(t *testing.T) {
			for _, who := range []string{"the lead", "the worker", "themselves"} {
				p := openPair(t, state) // in which nobody else has sent anything
				p.walk(t, who)
				p.Verify()
			}
		})
	}
}

// anID is any of those in an address: of ten visits one is opened.
var anID = regexp.MustCompile(`/[0-9a-z]{26}\b`)

// walk opens each page of the second record that somebody is led to. Then it sends what the
// pages offer: last what would close the record.
func (p pair) walk(t *testing.T, who string) {
	member, seen := p.who[who], map[string]bool{}
	var pages []string
	next := []string{"/people/" + string(p.second), "/people/" + string(p.second) + "/visits", "/home", "/my-consents",
		"/my-visits", "/visits"}
	for ; len(next) > 0; next = next[1:] {
		kind := anID.ReplaceAllString(next[0], "")
		if seen[kind] {
			continue
		}
		seen[kind] = true
		page := p.Get(member, next[0])
		if refusedThere.MatchString(page.Body) && page.Code != http.StatusOK {
			t.Errorf("%s is led to %s, which answers %d", who, next[0], page.Code)
		}
		if page.Code != http.StatusOK {
			continue
		}
		pages = append(pages, next[0])
		for _, text := range invites {
			if strings.Contains(webtest.Words(page.Body), text) {
				t.Errorf("%s: %s says %q", who, next[0], text)
			}
		}
		if offersStartLetter.MatchString(page.Body) {
			t.Errorf("%s: %s offers a start letter", who, next[0])
		}
		for _, to := range leads.FindAllStringSubmatch(page.Body, -1) {
			if p.about(to[2]) && to[1] == "href" {
				next = append(next, to[2])
			}
		}
	}
	if len(pages) == 0 || who == "the lead" && len(pages) < 8 {
		t.Errorf("%s is led to %d pages alone: %v", who, len(pages), pages)
	}
	slices.SortStableFunc(pages, func(a, b string) int { return cmp.Compare(p.closes(a), p.closes(b)) })
	for _, path := range pages {
		p.sendsAll(t, who, path)
	}
}

// leads is where a page leads, and where it sends its forms.
var leads = regexp.MustCompile(`(href|action|formaction)="(/[^"#?]*)`)

// about tells whether an address is one of the second record's.
func (p pair) about(path string) bool {
	own := strings.HasPrefix(path, "/my-consents") || strings.HasPrefix(path, "/my-visits")
	return own || strings.Contains(path, string(p.second)) && !strings.HasSuffix(path, "/same-person")
}

// alike is what is known of a person, which either record keeps in the same way.
var alike = regexp.MustCompile("/(put-right|wrong-details|worry|home-note|support)")

// closes is how late a page comes, by what is sent on it.
func (p pair) closes(path string) int {
	return slices.IndexFunc([]string{"/cancel", "/screening", "/no", "/stop", "/match/end", "/ending", "/undo", "/life"},
		func(end string) bool { return strings.HasSuffix(path, end) })
}

// sendsAll sends the forms of a page, with each of the answers that they offer. What was sent
// last may have changed the page.
func (p pair) sendsAll(t *testing.T, who, path string) {
	for sent := map[string]bool{}; ; {
		page := p.Get(p.who[who], path)
		to, answer, form := p.unsent(page, sent)
		if to == "" {
			return
		}
		got := p.Post(p.who[who], to, form)
		why := got.Body
		if got.Code == http.StatusUnprocessableEntity { // the page says it above the form, too
			why = summary.FindString(why)
		}
		if refusedThere.MatchString(webtest.Words(why)) && got.Code != http.StatusOK {
			t.Errorf("%s: %s with %q answers %d", who, to, answer, got.Code)
		}
	}
}

// unsent is the first form of a page that wasn't sent with one of its answers.
func (p pair) unsent(page webtest.Answer, sent map[string]bool) (to, answer string, form url.Values) {
	answers := answersOf(page)
	for _, lead := range leads.FindAllStringSubmatch(page.Body, -1) {
		if lead[1] == "href" || !p.about(lead[2]) || alike.MatchString(lead[2]) {
			continue
		}
		for _, answer := range slices.Sorted(maps.Keys(answers)) {
			if key := lead[2] + " " + answer; !sent[key] {
				sent[key] = true
				return lead[2], answer, answers[answer]
			}
		}
	}
	return "", "", nil
}

var summary = regexp.MustCompile(`(?s)class="[^"]*error-summary.*?</ul>`)

var radio = regexp.MustCompile(`<input[^>]* type="radio"[^>]*>`)
var named = regexp.MustCompile(`(name|value)="([^"]*)"`)

// answersOf are the forms of a page as they can be sent: today, and each answer that it offers
// once.
func answersOf(page webtest.Answer) map[string]url.Values {
	form, answers := page.Filled(), []url.Values{}
	for _, name := range []string{"on", "at", "from"} {
		if strings.Contains(page.Body, `name="`+name+`.day"`) {
			webtest.Day(form, name, "23", "11", "2026")
		}
	}
	for _, input := range radio.FindAllString(page.Body, -1) {
		one := url.Values{}
		for _, m := range named.FindAllStringSubmatch(input, -1) {
			one.Set(m[1], m[2])
		}
		answers = append(answers, one)
		if name := one.Get("name"); form.Get(name) == "" {
			form.Set(name, one.Get("value"))
		}
	}
	all := map[string]url.Values{"": form}
	for _, one := range answers {
		other := maps.Clone(form)
		other.Set(one.Get("name"), one.Get("value"))
		all[one.Get("name")+" "+one.Get("value")] = other
	}
	return all
}
