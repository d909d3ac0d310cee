package ui_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/ui"
)

func TestAPageSentBackWithProblemsSaysSoFirst(t *testing.T) {
	v := say.English()
	view := ui.ErrorView{Title: "Refer somebody"}
	good := written(t, ui.ErrorPage.Render(view, "Refer somebody"), ui.Shell{Voice: v})
	bad := written(t, ui.ErrorPage.Invalid(view, "Refer somebody"), ui.Shell{Voice: v})
	if good.Code != 200 || !strings.Contains(good.Body.String(), "<title>Refer somebody – Footbridge</title>") {
		t.Errorf("%d %s", good.Code, good.Body)
	}
	if bad.Code != 422 || !strings.Contains(bad.Body.String(), "<title>Error: Refer somebody – Footbridge</title>") {
		t.Errorf("%d %s", bad.Code, bad.Body)
	}
}

func TestNothingLeavesWhenAPageCannotBeRendered(t *testing.T) {
	missing := ui.NewPage[struct{}]("there_is_no_such_page")
	defer ui.Forget("there_is_no_such_page")
	w := httptest.NewRecorder()
	if err := missing.Render(struct{}{}, "x").Write(w, ui.Shell{Voice: say.English()}); err == nil {
		t.Error("no error")
	}
	if w.Body.Len() > 0 || len(w.Header()) > 0 {
		t.Errorf("%v %s", w.Header(), w.Body)
	}
}

func TestRedirectNeverLeavesTheService(t *testing.T) {
	for path, want := range map[string]string{
		"/people/1": "/people/1", "//example.org": "/", "https://example.org": "/", `/\example.org`: "/", "": "/", "/a\r\nb": "/",
	} {
		w := written(t, ui.Redirect(path), ui.Shell{})
		if w.Code != http.StatusSeeOther || w.Header().Get("Location") != want {
			t.Errorf("%q leads to %q with %d", path, w.Header().Get("Location"), w.Code)
		}
	}
}

func TestANoticeIsSaidOnceOnTheNextPage(t *testing.T) {
	sent := written(t, ui.Redirect("/").Saying("fault.absent"), ui.Shell{})
	next := httptest.NewRequest("GET", "/", nil)
	next.AddCookie(sent.Result().Cookies()[0])
	w := httptest.NewRecorder()
	if got := ui.TakeNotice(w, next, say.English(), false); got != "We can't find that page." {
		t.Errorf("said %q", got)
	}
	if c := w.Result().Cookies(); len(c) != 1 || c[0].MaxAge >= 0 {
		t.Errorf("not forgotten: %v", c)
	}
}

func TestANoticeThatIsNotOursIsNotSaid(t *testing.T) {
	r := httptest.NewRequest("GET", "/", nil)
	r.AddCookie(&http.Cookie{Name: "footbridge_notice", Value: "you-have-won"})
	if got := ui.TakeNotice(httptest.NewRecorder(), r, say.English(), false); got != "" {
		t.Errorf("said %q", got)
	}
}

func TestTheFirstProblemOfAFieldSpeaksForItAndAllAreInTheSummary(t *testing.T) {
	p := fault.Problems{{Field: "lines.3.answer", Key: "fault.absent"}, {Field: "lines.3.answer", Key: "fault.denied"},
		{Key: "fault.conflict"}}
	v := say.English()
	if got := ui.Errors(v, p)["lines.3.answer"]; got != v.Say("fault.absent") {
		t.Error(got)
	}
	s := ui.Summary(v, p)
	if len(s.Items) != 3 || s.Items[0].Target != "lines-3-answer" || s.Items[2].Target != "" {
		t.Errorf("%+v", s)
	}
}

func TestOnlyPlainDrawingIsPutIntoAPage(t *testing.T) {
	for name, svg := range map[string]string{
		"a script":         `<svg><script>x()</script></svg>`,
		"a handler":        `<svg onload="x()"></svg>`,
		"a style":          `<svg><path style="fill:red"/></svg>`,
		"a picture":        `<svg><image href="https://example.org/a.png"/></svg>`,
		"a link":           `<svg><a href="/x"></a></svg>`,
		"a far pattern":    `<svg><path fill="url(https://example.org/a)"/></svg>`,
		"html":             `<p>x</p>`,
		"two drawings":     `<svg></svg><svg></svg>`,
		"foreign elements": `<svg><foreignObject></foreignObject></svg>`,
		"nothing":          ``,
		"half a drawing":   `<svg><g>`,
		"a text before":    `x<svg></svg>`,
	} {
		if _, err := ui.Drawn(svg); err == nil {
			t.Errorf("%s was let through", name)
		}
	}
	if _, err := ui.Drawn(`<svg viewBox="0 0 1 1"><title>x</title><path d="M0 0" fill="url(#a)"/></svg>`); err != nil {
		t.Error(err)
	}
}
