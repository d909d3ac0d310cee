package notify_test

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"math/big"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// A manner is how a server behaves. The zero manner is a good server.
type manner struct {
	silent    bool   // accepts the line and says nothing
	starttls  bool   // offers STARTTLS
	implicit  bool   // speaks TLS from the first byte
	rcpt      string // answers RCPT TO with this instead of 250
	hangUp    string // "data": in the middle of the message; "after": once it has taken it
	onlyFirst bool   // misbehaves to the first caller alone
}

// A server speaks as much of SMTP as a client needs, and misbehaves on order.
type server struct {
	manner
	listener net.Listener
	cert     tls.Certificate
	roots    *x509.CertPool
	port     int

	mu      sync.Mutex
	callers int
	took    []string // messages, as they came
	private []bool   // for each: whether the line was under TLS
	signed  string   // what AUTH PLAIN brought
	asked   int      // how often somebody wanted to hand over a message
}

func serve(t *testing.T, m manner) *server {
	t.Helper()
	s := &server{manner: m}
	s.cert, s.roots = certificate(t)
	var err error
	if s.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	s.port = s.listener.Addr().(*net.TCPAddr).Port
	var lines sync.WaitGroup
	var open sync.Map
	lines.Go(func() {
		for {
			conn, err := s.listener.Accept()
			if err != nil {
				return
			}
			open.Store(conn, true)
			lines.Go(func() { s.talk(conn) })
		}
	})
	t.Cleanup(func() {
		s.listener.Close()
		open.Range(func(conn, _ any) bool { conn.(net.Conn).Close(); return true })
		lines.Wait()
	})
	return s
}

// certificate makes one for localhost, trusted by nobody but the test.
func certificate(t *testing.T) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	about := &x509.Certificate{
		SerialNumber: big.NewInt(1), DNSNames: []string{"localhost"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, about, about, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, roots
}

func (s *server) talk(conn net.Conn) {
	defer func() { conn.Close() }()
	s.mu.Lock()
	s.callers++
	m := s.manner
	if m.onlyFirst && s.callers > 1 {
		m = manner{starttls: m.starttls, implicit: m.implicit}
	}
	s.mu.Unlock()
	if m.implicit {
		conn = tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{s.cert}})
	}
	in := bufio.NewReader(conn)
	say := func(line string) { _, _ = conn.Write([]byte(line + "\r\n")) }
	if m.silent {
		_, _ = in.ReadByte() // until the client gives up
		return
	}
	say("220 localhost ready")
	to := ""
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimRight(line, "\r\n")
		_, private := conn.(*tls.Conn)
		switch verb, _, _ := strings.Cut(strings.ToUpper(line), " "); verb {
		case "EHLO":
			say("250-localhost")
			if m.starttls && !private {
				say("250-STARTTLS")
			}
			say("250-AUTH PLAIN LOGIN")
			say("250 8BITMIME")
		case "STARTTLS":
			say("220 go on")
			conn = tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{s.cert}})
			in = bufio.NewReader(conn)
		case "AUTH":
			what, _ := base64.StdEncoding.DecodeString(line[strings.LastIndexByte(line, ' ')+1:])
			s.mu.Lock()
			s.signed = strings.ReplaceAll(string(what), "\x00", "/")
			s.mu.Unlock()
			say("235 welcome")
		case "RCPT":
			s.mu.Lock()
			s.asked++
			s.mu.Unlock()
			to = line
			if m.rcpt != "" {
				say(m.rcpt + " <" + to + "> your code is 123456")
				continue
			}
			say("250 yes")
		case "DATA":
			say("354 go on")
			message, whole := read(in, m.hangUp == "data")
			if !whole {
				return
			}
			s.mu.Lock()
			s.took, s.private = append(s.took, message), append(s.private, private)
			s.mu.Unlock()
			say("250 taken")
			if m.hangUp == "after" {
				return
			}
		case "QUIT":
			say("221 bye")
			return
		default:
			say("250 yes")
		}
	}
}

// read takes a message up to its single dot, or a few lines of it.
func read(in *bufio.Reader, part bool) (string, bool) {
	var b strings.Builder
	for n := 0; ; n++ {
		line, err := in.ReadString('\n')
		if err != nil || part && n == 2 {
			return b.String(), false
		}
		if line == ".\r\n" {
			return b.String(), true
		}
		b.WriteString(line)
	}
}

func (s *server) messages() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.took...)
}

func (s *server) tries() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked
}
