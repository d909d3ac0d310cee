package people

import (
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	apppeople "footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/web/ui"
)

// SessionCookie is the name of the cookie that holds a session's token.
func SessionCookie(secure bool) string { return ui.CookieName("footbridge", secure) }

// cookie is kept for as long as it lasts by any clock: a phone's may be wrong.
func (h *handlers) cookie(name, value string, lasts time.Duration) *http.Cookie {
	return &http.Cookie{
		Name: ui.CookieName(name, h.secure), Value: value, Path: "/", MaxAge: int(lasts.Seconds()),
		HttpOnly: true, Secure: h.secure, SameSite: http.SameSiteLaxMode,
	}
}

// gone has a browser forget a cookie.
func (h *handlers) gone(name string) *http.Cookie { return h.cookie(name, "", -time.Second) }

// SignedIn answers with a new session's cookie and leads to a page: of who has shown no more
// than a card, first to the number of their own, and from there to the page.
func SignedIn(secure bool, s apppeople.SignedIn, to string) ui.Response {
	h := &handlers{secure: secure}
	session := h.cookie("footbridge", s.Token, identity.SessionLife)
	if s.ByCard {
		return NumberFirst(secure, to).Cookie(session)
	}
	return ui.Redirect(to).Cookie(session).Cookie(h.gone(wanted))
}

// phoneCookie is the name of the cookie of a phone that is remembered.
const phoneCookie = "footbridge_phone"

// phone is the token of this phone, if it is remembered.
func phone(r *http.Request, secure bool) string { return cookieOf(r, phoneCookie, secure) }

// cookieOf is what this browser keeps under a cookie's name; empty where it has none.
func cookieOf(r *http.Request, name string, secure bool) string {
	c, err := r.Cookie(ui.CookieName(name, secure))
	if err != nil {
		return ""
	}
	return c.Value
}

// remembers adds the token of a phone that is remembered from now on, or still is.
func (h *handlers) remembers(answer ui.Response, token string) ui.Response {
	if token == "" {
		return answer
	}
	return answer.Cookie(h.cookie(phoneCookie, token, identity.PhoneKept))
}

// Stamp is the cookie of the session of somebody who goes on.
func Stamp(secure bool, guest authz.Guest) *http.Cookie {
	return (&handlers{secure: secure}).cookie("footbridge", guest.Stamped, guest.Left)
}

// wanted is the cookie of the page that somebody asked for before they had signed
// in. An address holds nothing about anybody but ids.
const wanted = "footbridge_wanted"

// SignInFirst leads to signing in, by a number on a phone that is remembered, and from there
// to the page at path.
func SignInFirst(r *http.Request, secure bool, path string) ui.Response {
	return first(secure, Door(r, secure), path)
}

// NumberFirst leads to the number of somebody's own, and from there to the page at path.
func NumberFirst(secure bool, path string) ui.Response { return first(secure, ownNumberPath, path) }

func first(secure bool, door, path string) ui.Response {
	h := &handlers{secure: secure}
	answer := ui.Redirect(door)
	switch path {
	case "/", "":
		return answer.Cookie(h.gone(wanted))
	case giveNumberPath: // which was on the way to a page that they asked for
		return answer
	}
	return answer.Cookie(h.cookie(wanted, url.QueryEscape(path), identity.CodeLife))
}

// Door is where somebody signs in with this browser.
func Door(r *http.Request, secure bool) string {
	if phone(r, secure) != "" {
		return numberDoor
	}
	return "/sign-in"
}

// wantedPage is the page that this browser asked for before; the start, when it
// asked for none.
func (h *handlers) wantedPage(r *http.Request) string {
	path, err := url.QueryUnescape(cookieOf(r, wanted, h.secure))
	if at, bad := url.Parse(path); err != nil || bad != nil || at.IsAbs() || at.Host != "" ||
		!strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.Contains(path, `\`) {
		return "/"
	}
	return path
}

// source is the network that a request comes from, by which limits count: one address, or
// in IPv6 all that one customer has (RFC 6177).
func source(r *http.Request) string {
	from, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	address := from.Addr().Unmap().WithZone("")
	if address.Is4() {
		return address.String()
	}
	network, _ := address.Prefix(64)
	return network.String()
}

// mark is what this browser keeps to show that it was the one that asked. It stays when
// somebody has signed in: strangers can't spend what this browser may do.
func (h *handlers) mark(r *http.Request) string { return cookieOf(r, "footbridge_asked", h.secure) }

func (h *handlers) markCookie(mark string) *http.Cookie {
	return h.cookie("footbridge_asked", mark, identity.BrowserKnown)
}

// device puts a browser in words that its owner can tell from another.
func device(r *http.Request) string {
	agent := r.UserAgent()
	return firstOf(agent, "a browser", "Edg/", "Edge", "OPR/", "Opera", "SamsungBrowser", "Samsung Internet", "Firefox/",
		"Firefox", "Chrome/", "Chrome", "Safari/", "Safari") +
		" on " + firstOf(agent, "an unknown device", "iPhone", "iPhone", "iPad", "iPad", "Android", "Android", "Windows",
		"Windows", "Macintosh", "Mac", "CrOS", "Chromebook", "Linux", "Linux")
}

// firstOf returns the name of the first sign that agent holds; signs and names
// take turns.
func firstOf(agent, otherwise string, pairs ...string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		if strings.Contains(agent, pairs[i]) {
			return pairs[i+1]
		}
	}
	return otherwise
}
