package main

import (
	"net"
	"net/http"
	"net/url"

	"footbridge.org/footbridge/internal/config"
)

// heldTo has next answer only who asks for the host of base: a page under another name could
// be read by another site whose name leads here. On this machine itself each of its names
// will do. Whether all is well may be asked by any.
func heldTo(base string, next http.Handler) (http.Handler, error) {
	at, err := url.Parse(base)
	if err != nil {
		return nil, err
	}
	return http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		well := r.URL.Path == "/healthz" || r.URL.Path == "/readyz"
		if !well && !sameHost(at, r.Host) {
			http.Error(out, http.StatusText(http.StatusMisdirectedRequest), http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(out, r)
	}), nil
}

func sameHost(base *url.URL, asked string) bool {
	host := asked
	if h, _, err := net.SplitHostPort(asked); err == nil {
		host = h
	}
	if config.Loopback(base.Hostname()) {
		return host != "" && config.Loopback(host)
	}
	return asked == base.Host || base.Port() == "" && asked == base.Host+":443"
}
