package web_test

import (
	"cmp"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

// A sentForm is a form as it is on a page.
type sentForm struct {
	action    string
	hidden    url.Values
	questions []question
}

// A question is one control of it, with the values to choose from.
type question struct {
	name, kind string
	values     []string
}

var (
	formOn    = regexp.MustCompile(`(?s)<form class="fb-form" method="post"(?: action="([^"]*)")? novalidate>(.*?)</form>`)
	anyFormOn = regexp.MustCompile(`(?s)<form ([^>]*)method="post"([^>]*)>(.*?)</form>`)
	actionIn  = regexp.MustCompile(` action="([^"]*)"`)
	actionOn  = regexp.MustCompile(`<button class="[^>]* formaction="([^"]*)"`)
	hiddenOn  = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)">`)
	asked     = regexp.MustCompile(`(?s)<(input|textarea|select) class="[^>]* name="([^"]*)"([^>]*)>`)
	typeOf    = regexp.MustCompile(`type="(\w+)"(?: value="([^"]*)")?`)
	optionOn  = regexp.MustCompile(`<option value="([^"]+)"`)
)

// forms are those on a page, if who may see it.
func (h *house) forms(who member, path string) []sentForm {
	code, body, _ := h.ask(http.MethodGet, path, who.token, nil)
	if code != http.StatusOK {
		return nil
	}
	return formsIn(body, path)
}

func formsIn(body, path string) (list []sentForm) {
	for _, m := range formOn.FindAllStringSubmatch(body, -1) {
		if f := formOf(m[1], m[2], path); len(f[0].questions) > 0 { // without any it may end the session
			list = append(list, f...)
		}
	}
	return list
}

// everyForm are the forms of a page that are sent, those of a button alone among them.
func everyForm(body, path string) (list []sentForm) {
	for _, m := range anyFormOn.FindAllStringSubmatch(body, -1) {
		action := path
		if to := actionIn.FindStringSubmatch(m[1] + m[2]); to != nil {
			action = to[1]
		}
		list = append(list, formOf(action, m[3], path)...)
	}
	return list
}

// formOf is the form that holds inner and is sent to action; or several, sent as one.
func formOf(action, inner, path string) (list []sentForm) {
	f := sentForm{action: cmp.Or(action, path), hidden: url.Values{}, questions: questionsOn(inner)}
	for _, hidden := range hiddenOn.FindAllStringSubmatch(inner, -1) {
		f.hidden.Add(hidden[1], html.UnescapeString(hidden[2]))
	}
	for _, to := range actionOn.FindAllStringSubmatch(inner, -1) {
		f.action = to[1]
		list = append(list, f)
	}
	if len(list) == 0 {
		list = append(list, f)
	}
	return list
}

func questionsOn(form string) (list []question) {
	known := map[string]int{}
	for _, at := range asked.FindAllStringSubmatchIndex(form, -1) {
		part := func(i int) string { return form[at[2*i]:at[2*i+1]] }
		q := question{name: part(2), kind: part(1)}
		if t := typeOf.FindStringSubmatch(part(3)); t != nil {
			q.kind, q.values = t[1], []string{t[2]}
		}
		if options, _, is := strings.Cut(form[at[1]:], "</select>"); is && q.kind == "select" {
			for _, option := range optionOn.FindAllStringSubmatch(options, -1) {
				q.values = append(q.values, option[1])
			}
		}
		if i, is := known[q.name]; is {
			list[i].values = append(list[i].values, q.values...)
			continue
		}
		known[q.name] = len(list)
		list = append(list, q)
	}
	return list
}

// filled is what is sent of f when each question is answered so.
func (f sentForm) filled(answer func(*question) string) url.Values {
	sent := url.Values{}
	for name, values := range f.hidden {
		sent[name] = values
	}
	for _, q := range f.questions {
		if text := answer(&q); text != "" {
			sent.Set(q.name, text)
		}
	}
	return sent
}

// typedIn is what is typed under name: markup, and nothing else on the page.
func typedIn(name string) string { return "Quill <i>& " + name + "</i>" }

// wordsAlone fills in only what can be typed, and chooses nothing.
func wordsAlone(q *question) string {
	if len(q.values) > 1 || q.kind == "radio" || q.kind == "checkbox" {
		return ""
	}
	return typedIn(q.name)
}

// wholeAnswer answers as somebody would: the first of what is offered, a day, a
// time, an address.
func wholeAnswer(q *question) string {
	switch {
	case strings.HasSuffix(q.name, ".day"):
		return "23"
	case strings.HasSuffix(q.name, ".month"):
		return "11"
	case strings.HasSuffix(q.name, ".year"):
		return "2026"
	case q.kind == "email":
		return "quill@example.org"
	case q.kind == "text" || q.kind == "textarea":
		return typedIn(q.name)
	case len(q.values) > 0:
		return q.values[0]
	}
	return ""
}

// choicesAlone answers likewise, and leaves out every word.
func choicesAlone(q *question) string {
	if text := wholeAnswer(q); text != typedIn(q.name) {
		return text
	}
	return ""
}
