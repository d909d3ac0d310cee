package config

import (
	"net"
	"net/url"
	"slices"
	"strings"

	"footbridge.org/footbridge/internal/fault"
)

// checkOutside reports what would leave the machine, or be typed, without TLS.
func (c Config) checkOutside() error {
	if err := c.checkBase(); err != nil {
		return err
	}
	if c.Mail.Server != "" && c.Mail.Security == "none" && !c.mayBePlain(hostOf(c.Mail.Server)) {
		return fault.New(fault.Invalid, "config.mail.plain")
	}
	if c.Database == "" {
		return nil
	}
	hosts, private := databaseHosts(c.Database)
	if !private && slices.ContainsFunc(hosts, func(h string) bool { return !c.mayBePlain(h) }) {
		return fault.New(fault.Invalid, "config.database.plain")
	}
	return nil
}

func (c Config) checkBase() error {
	if c.Base == "" {
		return nil
	}
	u, err := url.Parse(c.Base)
	if err != nil || u.Hostname() == "" || u.User != nil || u.Path != "" || u.RawQuery != "" || u.Fragment != "" ||
		u.Scheme != "https" && u.Scheme != "http" {
		return fault.New(fault.Invalid, "config.base.shape")
	}
	if u.Scheme != "https" && !Loopback(u.Hostname()) {
		return fault.New(fault.Invalid, "config.base.https")
	}
	return nil
}

func (c Config) mayBePlain(host string) bool {
	return Loopback(host) || slices.Contains(c.PlainTo, host)
}

// Loopback tells whether host is this machine. A socket's folder is on it.
func Loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "" || host == "localhost" || strings.HasPrefix(host, "/") || ip != nil && ip.IsLoopback()
}

func hostOf(server string) string {
	if host, _, err := net.SplitHostPort(server); err == nil {
		return host
	}
	return strings.Trim(server, "[]")
}

// databaseHosts are the hosts of a database's address, which may be several, and whether it
// asks for TLS. net/url reads one host alone.
func databaseHosts(address string) (hosts []string, private bool) {
	_, rest, _ := strings.Cut(address, "://")
	authority, rest, _ := strings.Cut(rest, "/")
	authority, asked, _ := strings.Cut(authority, "?")
	if asked == "" {
		_, asked, _ = strings.Cut(rest, "?")
	}
	query, err := url.ParseQuery(asked)
	if err != nil {
		return []string{"?"}, false
	}
	list := authority[strings.LastIndex(authority, "@")+1:] + "," + query.Get("host") + "," + query.Get("hostaddr")
	for host := range strings.SplitSeq(list, ",") {
		hosts = append(hosts, hostOf(host))
	}
	return hosts, slices.Contains([]string{"require", "verify-ca", "verify-full"}, query.Get("sslmode"))
}
