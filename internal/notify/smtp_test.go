package notify_test

import (
	"context"
	"crypto/tls"
	"io"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/notify"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func (s *server) client(security notify.Security) *notify.SMTP {
	return &notify.SMTP{
		Host: "localhost", Port: s.port, Security: security, From: "footbridge@wey.example.org", FromName: `Wey "Valley"`,
		Timeout: 5 * time.Second, Now: func() time.Time { return noon }, Trust: &tls.Config{RootCAs: s.roots},
	}
}

var letter = notify.Message{
	To: "sam@example.org", ID: "0123456789", Subject: "Ihr Code, naïve",
	Text: "Your code is 123456\n.\nHwyl – Siân, łódź\n",
}

func TestAMessageArrivesAsItWasWritten(t *testing.T) {
	s := serve(t, manner{})
	if err := s.client(notify.Open).Send(t.Context(), letter); err != nil {
		t.Fatal(err)
	}
	got, err := mail.ReadMessage(strings.NewReader(s.messages()[0]))
	if err != nil {
		t.Fatal(err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(got.Header.Get("Subject"))
	if err != nil || subject != letter.Subject {
		t.Errorf("subject %q, %v", subject, err)
	}
	body, err := io.ReadAll(quotedprintable.NewReader(got.Body))
	text := strings.ReplaceAll(string(body), "\r\n", "\n")
	text = strings.ReplaceAll(text, "\n..\n", "\n.\n") // RFC 5321, 4.5.2: the server takes the dot away
	if err != nil || text != letter.Text {
		t.Errorf("text %q, %v", text, err)
	}
	from, err := mail.ParseAddress(got.Header.Get("From"))
	if err != nil || from.Name != `Wey "Valley"` || from.Address != "footbridge@wey.example.org" {
		t.Errorf("from %v, %v", from, err)
	}
	for name, want := range map[string]string{
		"To": "<sam@example.org>", "Message-Id": "<0123456789@wey.example.org>", "Auto-Submitted": "auto-generated",
		"Date": noon.Format(time.RFC1123Z), "Content-Type": "text/plain; charset=UTF-8",
	} {
		if got.Header.Get(name) != want {
			t.Errorf("%s is %q, not %q", name, got.Header.Get(name), want)
		}
	}
}

func TestASecondTryBearsTheSameMessageID(t *testing.T) {
	s := serve(t, manner{})
	for range 2 {
		if err := s.client(notify.Open).Send(t.Context(), letter); err != nil {
			t.Fatal(err)
		}
	}
	first, second := s.messages()[0], s.messages()[1]
	if idOf(first) == "" || idOf(first) != idOf(second) {
		t.Errorf("%q and %q", idOf(first), idOf(second))
	}
}

func idOf(message string) string {
	m, err := mail.ReadMessage(strings.NewReader(message))
	if err != nil {
		return ""
	}
	return m.Header.Get("Message-ID")
}

func TestALineIsPrivateBeforeAPasswordOrAMessageGoesOverIt(t *testing.T) {
	for security, m := range map[notify.Security]manner{notify.StartTLS: {starttls: true}, notify.TLS: {implicit: true}} {
		s := serve(t, m)
		c := s.client(security)
		c.Account, c.Password = "footbridge", "river"
		if err := c.Send(t.Context(), letter); err != nil {
			t.Fatalf("%s: %v", security, err)
		}
		if !s.private[0] || s.signed != "/footbridge/river" {
			t.Errorf("%s: private %v, signed in with %q", security, s.private, s.signed)
		}
	}
}

func TestAServerThatOffersNoTLSOrAForeignCertificateGetsNothing(t *testing.T) {
	plain := serve(t, manner{})
	if err := plain.client(notify.StartTLS).Send(t.Context(), letter); err == nil || len(plain.messages()) > 0 {
		t.Errorf("a server that offers no TLS was given the message: %v", err)
	}
	for security, m := range map[notify.Security]manner{notify.StartTLS: {starttls: true}, notify.TLS: {implicit: true}} {
		s := serve(t, m)
		c := s.client(security)
		c.Trust = nil // the machine's own authorities do not know it
		if err := c.Send(t.Context(), letter); err == nil || len(s.messages()) > 0 {
			t.Errorf("%s: a server of unknown identity was given the message: %v", security, err)
		}
	}
}

// Whatever goes wrong is told by its step and number, and may be tried again.
func TestAServerThatMisbehavesIsToldWithoutTheMessage(t *testing.T) {
	for name, c := range map[string]struct {
		manner
		key string
	}{
		"says nothing":           {manner{silent: true}, "notify.away"},
		"puts it off":            {manner{rcpt: "451"}, "notify.put_off"},
		"refuses":                {manner{rcpt: "550"}, "notify.refused"},
		"hangs up in the middle": {manner{hangUp: "data"}, "notify.away"},
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, c.manner)
			client := s.client(notify.Open)
			client.Timeout = 300 * time.Millisecond
			err := client.Send(t.Context(), letter)
			if fault.Of(err) != fault.Unavailable || fault.KeyOf(err) != c.key {
				t.Fatalf("it is told as %v", err)
			}
			for _, secret := range []string{"sam", "example.org", "123456", "Code"} {
				if strings.Contains(err.Error(), secret) {
					t.Errorf("%q tells %q", err, secret)
				}
			}
			if len(s.messages()) > 0 {
				t.Error("it took the message")
			}
		})
	}
}

func TestWhatTheServerHasTakenIsSentWhateverComesAfter(t *testing.T) {
	s := serve(t, manner{hangUp: "after"})
	if err := s.client(notify.Open).Send(t.Context(), letter); err != nil || len(s.messages()) != 1 {
		t.Errorf("%v, %d messages", err, len(s.messages()))
	}
}

func TestNobodyWaitsForASendThatIsNoLongerWanted(t *testing.T) {
	s := serve(t, manner{silent: true})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	began := time.Now()
	if err := s.client(notify.Open).Send(ctx, letter); err == nil || time.Since(began) > 2*time.Second {
		t.Errorf("%v after %s", err, time.Since(began))
	}
}

func TestSettingsThatWouldSendInTheOpenAreFound(t *testing.T) {
	good := notify.SMTP{Host: "mail.example.org", Security: notify.StartTLS, Account: "a", Password: "b",
		From: "footbridge@example.org"}
	if p := good.Check(); p.Any() {
		t.Errorf("good settings: %v", p)
	}
	for field, change := range map[string]func(*notify.SMTP){
		"host":     func(s *notify.SMTP) { s.Host = "" },
		"security": func(s *notify.SMTP) { s.Security = notify.Open },
		"from":     func(s *notify.SMTP) { s.From = "footbridge" },
	} {
		s := good
		change(&s)
		if p := s.Check(); len(p) != 1 || p[0].Field != field {
			t.Errorf("%s: %v", field, p)
		}
	}
	unsaid := good
	unsaid.Security = ""
	if p := unsaid.Check(); len(p) != 1 || p[0].Field != "security" {
		t.Errorf("no security: %v", p)
	}
}
