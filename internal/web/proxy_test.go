package web

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"
)

func TestOnlyANamedProxySaysWhereARequestComesFrom(t *testing.T) {
	proxies := []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32"), netip.MustParsePrefix("10.1.0.0/16")}
	for _, c := range []struct{ remote, said, want string }{
		{"127.0.0.1:5", "203.0.113.7", "203.0.113.7:5"},
		{"127.0.0.1:5", "198.51.100.1, 203.0.113.7", "203.0.113.7:5"}, // the first is the sender's own word
		{"127.0.0.1:5", "203.0.113.7, 10.1.2.3", "203.0.113.7:5"},     // two proxies
		{"[::ffff:127.0.0.1]:5", "2001:db8::7", "[2001:db8::7]:5"},
		{"192.0.2.9:5", "203.0.113.7", "192.0.2.9:5"},
		{"127.0.0.1:5", "", "127.0.0.1:5"},
		{"127.0.0.1:5", "203.0.113.7, nonsense", "127.0.0.1:5"},
	} {
		var got string
		h := behind(proxies, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { got = r.RemoteAddr }))
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = c.remote
		r.Header.Set("X-Forwarded-For", c.said)
		h.ServeHTTP(httptest.NewRecorder(), r)
		if got != c.want {
			t.Errorf("from %s, said to be %q: %s, not %s", c.remote, c.said, got, c.want)
		}
	}
}
