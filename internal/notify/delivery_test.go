package notify_test

import (
	"bytes"
	"log/slog"
	"maps"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/app/people"
	apppost "footbridge.org/footbridge/internal/app/post"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/notify"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
)

// A post is a service whose messages go to one server.
type post struct {
	t      *testing.T
	kernel *kernel.Kernel
	people *people.People
	post   *apppost.Post
	now    time.Time
	log    bytes.Buffer
}

func named[T ~string](name string) T {
	return id.From[T]([16]byte([]byte((name + "________________")[:16])))
}

func open(t *testing.T, s *server) *post {
	t.Helper()
	p := &post{t: t, now: noon}
	var err error
	p.kernel, err = kernel.Open(kernel.Config{
		Database: storetest.SQLiteMigrated(t, story.Migrated), Secret: bytes.Repeat([]byte{7}, 32),
		Now: func() time.Time { return p.now },
		Log: slog.New(slog.NewTextHandler(&p.log, nil)),
	})
	p.ok(err)
	t.Cleanup(func() { p.ok(p.kernel.Close()) })
	client := s.client(notify.Open)
	client.Timeout = 300 * time.Millisecond
	p.people = &people.People{Kernel: p.kernel}
	p.post = &apppost.Post{Kernel: p.kernel, Mailer: client, Base: "https://footbridge.example.org"}
	o := identity.Organisation{ID: named[id.Organisation]("org"), Name: "Wey Valley", Zone: "Europe/London",
		Programme: "crisis-peer-support", Help: "demo"}
	_, err = p.people.SetUp(t.Context(), o, identity.Account{ID: named[id.Account]("ada"), Name: "Ada",
		Email: "ada@example.org"})
	p.ok(err)
	return p
}

func (p *post) ok(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

// work does what is due now, and then lets the longest wait go by.
func (p *post) work() {
	p.t.Helper()
	works := p.post.Works(people.Messages()...)
	maps.Copy(works, p.people.Works())
	_, err := p.kernel.RunDue(p.t.Context(), works)
	p.ok(err)
	p.now = p.now.Add(jobs.After(100))
}

func (p *post) due() kernel.DueState {
	p.t.Helper()
	d, err := p.kernel.Due(p.t.Context())
	p.ok(err)
	return d
}

func (p *post) askForACode() {
	p.ok(p.people.AskCode(p.t.Context(), "ada@example.org", identity.Browser{Mark: "mark"}))
}

// later is what is open for long: that the attempt at the door is to be forgotten.
const later = 1

func TestAMessagePutOffIsTriedAgainAndArrivesOnce(t *testing.T) {
	for name, m := range map[string]manner{
		"a 451":                   {rcpt: "451", onlyFirst: true},
		"a 550":                   {rcpt: "550", onlyFirst: true},
		"a line lost in the text": {hangUp: "data", onlyFirst: true},
		"a server that is slow":   {silent: true, onlyFirst: true},
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, m)
			p := open(t, s)
			p.askForACode()
			p.work()
			if d := p.due(); len(s.messages()) != 0 || d.Open != 1+later || d.Stuck != 0 {
				t.Fatalf("after the first try %d messages, %+v", len(s.messages()), d)
			}
			p.work()
			p.work()
			if d := p.due(); len(s.messages()) != 1 || d.Open != later {
				t.Errorf("then %d messages, %+v", len(s.messages()), d)
			}
		})
	}
}

func TestAMessageThatIsAlwaysRefusedBecomesStuckAndTellsNobodysWords(t *testing.T) {
	s := serve(t, manner{rcpt: "550"})
	p := open(t, s)
	p.askForACode()
	for range jobs.StuckAfter {
		if p.due().Stuck != 0 {
			t.Error("stuck before it was tried often enough")
		}
		p.work()
	}
	if d := p.due(); d.Open != 1+later || d.Stuck != 1 || s.tries() != jobs.StuckAfter {
		t.Errorf("%+v after %d tries", d, s.tries())
	}
	if log := p.log.String(); strings.Contains(log, "ada@") || strings.Contains(log, "123456") ||
		!strings.Contains(log, "notify.refused") {
		t.Errorf("the log says %s", log)
	}
}
