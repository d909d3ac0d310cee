package notify

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	netmail "net/mail"
	"net/textproto"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/wneessen/go-mail"

	"footbridge.org/footbridge/internal/fault"
)

// A Security is how the line to the mail server is kept private. The zero
// value is invalid, so that nobody sends in the open by leaving it out.
type Security string

const (
	StartTLS Security = "starttls" // asks for TLS, and sends nothing without it
	TLS      Security = "tls"      // from the first byte (RFC 8314)
	Open     Security = "none"     // for a relay on the same machine
)

// An SMTP sends by a mail server of the organisation's (RFC 5321).
type SMTP struct {
	Host     string // a name, which its certificate must bear
	Port     int    // 0: 587, 465 or 25, as Security has it
	Security Security
	Account  string // empty where the server asks for no name and password
	Password string
	From     string        // a bare address, which answers go to
	FromName string        // what stands before it; may be empty
	Timeout  time.Duration // for a whole delivery; 0 is thirty seconds
	Now      func() time.Time
	Trust    *tls.Config // nil: the machine's certificate authorities
}

const patience = 30 * time.Second

var ports = map[Security]int{StartTLS: 587, TLS: 465, Open: 25}

// Check reports every problem with the settings.
func (s *SMTP) Check() fault.Problems {
	var p fault.Problems
	p.If(s.Host == "", "host", "notify.host.missing")
	p.If(ports[s.Security] == 0, "security", "notify.security.unknown")
	p.If(s.Security == Open && s.Account != "", "security", "notify.security.open_password")
	_, err := message(s, Message{To: "a@example.org", ID: "x"})
	p.If(err != nil, "from", "notify.from.wrong")
	return p
}

// Send delivers m to the mail server. An error tells the step and the server's
// number, and never a word of the message or an address; the number says
// whether the server means it for now (4yz) or for good (5yz), but either is
// tried again by the loop that keeps the due work, until somebody looks.
func (s *SMTP) Send(ctx context.Context, m Message) error {
	wire, err := message(s, m)
	if err != nil {
		return fault.New(fault.Invalid, "notify.unsendable")
	}
	timeout := s.Timeout
	if timeout <= 0 {
		timeout = patience
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	line := &line{smtp: s}
	defer line.hangUp()
	client, err := s.client(line, timeout)
	if err != nil {
		return trouble(err)
	}
	defer context.AfterFunc(ctx, line.hangUp)()
	if err := client.DialAndSendWithContext(ctx, wire); err != nil && !wire.IsDelivered() {
		return trouble(err)
	}
	return nil // what goes wrong after the server has taken it is not the message's affair
}

func (s *SMTP) client(l *line, timeout time.Duration) (*mail.Client, error) {
	port := s.Port
	if port == 0 {
		port = ports[s.Security]
	}
	options := []mail.Option{
		mail.WithPort(port), mail.WithTimeout(timeout), mail.WithTLSPolicy(policies[s.Security]),
		mail.WithTLSConfig(s.tls()), mail.WithDialContextFunc(l.dial), mail.WithoutNoop(),
	}
	if s.Account != "" {
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(s.Account),
			mail.WithPassword(s.Password))
	}
	return mail.NewClient(s.Host, options...)
}

// policies are what go-mail does after it has dialled. For TLS the line has
// been private since then, which it finds out by itself when it is left to it.
var policies = map[Security]mail.TLSPolicy{StartTLS: mail.TLSMandatory, TLS: mail.TLSOpportunistic, Open: mail.NoTLS}

func (s *SMTP) tls() *tls.Config {
	c := &tls.Config{}
	if s.Trust != nil {
		c = s.Trust.Clone()
	}
	c.ServerName, c.MinVersion = s.Host, tls.VersionTLS12
	return c
}

// message puts m as it goes over the wire: plain text in UTF-8, with an id
// that a second try bears too.
func message(s *SMTP, m Message) (*mail.Msg, error) {
	wire := mail.NewMsg(mail.WithNoDefaultUserAgent())
	from := netmail.Address{Name: s.FromName, Address: s.From}
	if err := wire.From(from.String()); err != nil {
		return nil, err
	}
	if err := wire.To(m.To); err != nil {
		return nil, err
	}
	wire.SetMessageIDWithValue(m.ID + s.From[strings.LastIndexByte(s.From, '@'):])
	wire.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: answering machines keep quiet
	if s.Now != nil {
		wire.SetDateWithValue(s.Now())
	}
	wire.Subject(m.Subject)
	wire.SetBodyString(mail.TypeTextPlain, m.Text)
	return wire, nil
}

// A line is one connection, so that it is closed whatever happens on it.
type line struct {
	smtp *SMTP
	mu   sync.Mutex
	conn net.Conn
}

func (l *line) dial(ctx context.Context, network, address string) (net.Conn, error) {
	var dialer interface {
		DialContext(context.Context, string, string) (net.Conn, error)
	} = &net.Dialer{}
	if l.smtp.Security == TLS {
		dialer = &tls.Dialer{Config: l.smtp.tls()}
	}
	conn, err := dialer.DialContext(ctx, network, address)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.conn = conn
	return conn, err
}

func (l *line) hangUp() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.conn != nil {
		_ = l.conn.Close() // it may be closed already
		l.conn = nil
	}
}

// trouble keeps of an error the step and the server's number: a server may
// quote the address, or the message, in its words.
func trouble(err error) error {
	step, code := "reaching the server", 0
	var sending *mail.SendError
	if errors.As(err, &sending) {
		step, code = sending.Reason.String(), sending.ErrorCode()
	}
	var answer *textproto.Error
	if errors.As(err, &answer) {
		code = answer.Code
	}
	switch {
	case code >= 500:
		return fault.Wrap(fault.Unavailable, "notify.refused", numbered(step, code))
	case code >= 400:
		return fault.Wrap(fault.Unavailable, "notify.put_off", numbered(step, code))
	}
	return fault.Wrap(fault.Unavailable, "notify.away", errors.New(step))
}

func numbered(step string, code int) error { return errors.New(step + ": " + strconv.Itoa(code)) }
