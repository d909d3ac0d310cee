package web

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// behind has a request that comes through one of proxies be as from whom they had it. What
// anybody else says of where they come from isn't heard: they could say anything.
func behind(proxies []netip.Prefix, next http.Handler) http.Handler {
	if len(proxies) == 0 {
		return next
	}
	return http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		if from, err := netip.ParseAddrPort(r.RemoteAddr); err == nil {
			said := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
			address := sender(proxies, from.Addr().Unmap(), said)
			r = r.WithContext(r.Context())
			r.RemoteAddr = netip.AddrPortFrom(address, from.Port()).String()
		}
		next.ServeHTTP(out, r)
	})
}

// sender is the last address, of those that a request is said to have come by, that isn't
// a proxy's. What can't be read ends the search.
func sender(proxies []netip.Prefix, from netip.Addr, said []string) netip.Addr {
	for _, text := range slices.Backward(said) {
		proxy := slices.ContainsFunc(proxies, func(p netip.Prefix) bool { return p.Contains(from) })
		before, err := netip.ParseAddr(strings.TrimSpace(text))
		if !proxy || err != nil {
			return from
		}
		from = before.Unmap()
	}
	return from
}
