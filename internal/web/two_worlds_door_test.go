package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/web/people"
)

// comesToTheDoor has each of the four, whichever arm they are in, come in by cards, by codes
// and by a number of their own. Whoever stands beside them, or has their card, their mailbox
// or their phone, learns no arm before a page of theirs opens.
func (w *world) comesToTheDoor(answers map[string]string) {
	w.t.Helper()
	for name, p := range map[string]*story.Person{"Sam": w.sam, "Jo": w.jo, "Kim": w.back[0], "Lee": w.back[1]} {
		w.again()
		w.DrawsFrom("door of " + name)
		d := &door{world: w, who: name, answers: answers}
		d.byCards(p)
		d.byCodes(p)
		for _, way := range []string{"card", "code", "number"} {
			if at := name + " types a " + way; !strings.HasPrefix(answers[at], "303 ") {
				w.t.Errorf("%s and isn't let in: %s", at, answers[at])
			}
		}
	}
	w.again()
}

// A door is one person's browser, before and after they have signed in.
type door struct {
	*world
	who     string
	cookies map[string]string
	answers map[string]string
}

// sends sends a form with what the browser keeps, and keeps what comes back.
func (d *door) sends(what, path string, form url.Values) {
	r := request(http.MethodPost, path, form, "")
	for name, value := range d.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	out := d.asks(r)
	for _, c := range out.Result().Cookies() {
		d.cookies[c.Name] = c.Value
	}
	if d.answers[d.who+" "+what] = d.spelled(out, path); d.cookies[people.SessionCookie(false)] != "" {
		d.answers[d.who+" "+what] = fmt.Sprintln(out.Code, out.Header().Get("Location"),
			out.Header()["Set-Cookie"]) // the page itself is their own from here on
	}
}

// anew is another browser.
func (d *door) anew() { d.cookies = map[string]string{} }

func (d *door) byCards(p *story.Person) {
	idris := d.watched[2]
	first, a := idris.GivesCard(p)
	a.OK()
	second, a := idris.GivesCard(p)
	a.OK()
	d.anew()
	d.sends("types a card that a newer one stopped", "/sign-in/card", url.Values{"card": {first.Code}})
	d.sends("types a card", "/sign-in/card", url.Values{"card": {second.Code}})
	d.sends("gives a wrong number", "/my-number/give", url.Values{"own_number": {"111111"}})
	d.sends("gives a number", "/my-number/give", url.Values{"own_number": {"482913"}, "keep": {"yes"}})
	d.anew()
	d.sends("types a card again", "/sign-in/card", url.Values{"card": {second.Code}})
	d.sends("types no card", "/sign-in/card", url.Values{"card": {"AAAAA"}})
}

func (d *door) byCodes(p *story.Person) {
	d.anew()
	before := d.Outbox.Count()
	d.sends("asks for a code", "/sign-in", url.Values{"email": {p.Email()}})
	sent := d.sentSince(before, func(to string) bool { return to == p.Email() })
	d.answers[d.who+" is sent a code"] = sent
	d.sends("types a wrong code", "/sign-in/code", url.Values{"code": {"00000 00000"}})
	d.sends("types a code", "/sign-in/code", url.Values{"code": {signInCode.FindString(sent)}})
	d.sends("types a code again", "/sign-in/code", url.Values{"code": {signInCode.FindString(sent)}})
	d.sends("chooses a number", "/my-number", url.Values{"chosen": {"482913"}, "again": {"482913"}, "keep": {"yes"},
		"before": {"482913"}}) // which they chose long ago
	delete(d.cookies, people.SessionCookie(false))
	d.sends("types a wrong number", "/sign-in/number", url.Values{"own_number": {"111111"}})
	d.sends("types a number", "/sign-in/number", url.Values{"own_number": {"482913"}})
}
