package kernel_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/pathway"
)

// secret stands for a person's value that a driver would put in its words.
const secret = "Zebedee 4857773456"

// raises makes every insert into a table fail with a value in the engine's words.
func (b *bench) raises(table string) {
	b.t.Helper()
	statements := []string{
		"CREATE TRIGGER raises BEFORE INSERT ON " + table + " BEGIN SELECT RAISE(ABORT, '" + secret + "'); END",
	}
	if !strings.HasPrefix(b.url, "sqlite:") {
		statements = []string{
			"CREATE FUNCTION raises() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''" + secret + "''; END'",
			"CREATE TRIGGER raises BEFORE INSERT ON " + table + " FOR EACH ROW EXECUTE FUNCTION raises()",
		}
	}
	for _, s := range statements {
		_, err := b.raw.Exec(s)
		ok(b.t, err)
	}
}

// saysOnly checks that a fault names all of these, and nobody.
func saysOnly(t *testing.T, err error, names ...string) {
	t.Helper()
	if err == nil || fault.Of(err) != fault.Internal {
		t.Fatalf("it ended with %v", err)
	}
	for _, name := range names {
		if !strings.Contains(err.Error(), name) {
			t.Errorf("%q does not say %s", err, name)
		}
	}
	if strings.Contains(err.Error(), secret) || strings.Contains(err.Error(), string(named[id.Participant]("Sam"))) {
		t.Errorf("a value stands in %q", err)
	}
}

func TestAFaultSaysWhichQueryAndWhichUseCaseAndNoValue(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		ctx, sam := context.Background(), b.refer("Sam").Participant
		b.raises("screening")
		screen := func() error {
			return b.care.Screen(ctx, b.lead, sam, pathway.Decision{ID: named[id.Decision]("d"), Verdict: pathway.Accept})
		}
		saysOnly(t, screen(), "screening.decide", "participant", "query AddScreening")

		_, err := b.raw.Exec("ALTER TABLE screening RENAME COLUMN accepted TO taken")
		ok(t, err)
		_, err = b.care.SeePerson(ctx, b.lead, sam) // many rows
		saysOnly(t, err, "person.see", "query ListScreenings", "accepted")

		_, err = b.raw.Exec("ALTER TABLE home_note RENAME COLUMN review_by TO until_on")
		ok(t, err)
		_, err = b.care.SeeHomeNote(ctx, b.lead, sam) // one row
		saysOnly(t, err, authz.SeeHomeNote.Name, "query FindHomeNote")
	})
}

// SQLite keeps what it is given: a number that is none is met while it is read.
func TestAValueThatDoesNotScanIsNotInTheFault(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		sam := b.refer("Sam").Participant
		if !strings.HasPrefix(b.url, "sqlite:") {
			return
		}
		_, err := b.raw.Exec("UPDATE participant SET definition_version = '" + secret + "'")
		ok(t, err)
		_, err = b.care.SeePerson(context.Background(), b.lead, sam)
		saysOnly(t, err, "person.see", "query ScopeOfParticipant", "definition_version")
	})
}

func TestWhatAUseCaseAnswersOnPurposeKeepsItsKind(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		sam := b.refer("Sam").Participant
		for _, want := range []error{
			fault.Absent, fault.New(fault.Conflict, "fault.conflict"), fault.New(fault.Denied, "fault.denied"),
			fault.Problems{{Field: "x", Key: "y"}},
		} {
			err := b.screens(b.k, b.lead, sam, func(*kernel.Tx) error { return want })
			if err.Error() != want.Error() || fault.Of(err) != fault.Of(want) {
				t.Errorf("%v became %v", want, err)
			}
		}
		away := fault.New(fault.Unavailable, "fault.unavailable")
		err := b.screens(b.k, b.lead, sam, func(*kernel.Tx) error { return away })
		if fault.Of(err) != fault.Unavailable || fault.KeyOf(err) != "fault.unavailable" {
			t.Errorf("away became %v", err)
		}
		if !strings.Contains(err.Error(), authz.Screen.Name) {
			t.Errorf("%v does not say where", err)
		}
	})
}

func TestDueWorkThatBreaksIsLoggedOnceWithWhere(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		ok(t, b.people.AskCode(ctx, "Lena@example.org", identity.Browser{Mark: "mark"}))
		answers := map[string]kernel.Work{jobs.AnswerAttempt: b.people.Works()[jobs.AnswerAttempt]}
		_, err := b.k.RunDue(ctx, answers)
		ok(t, err)
		_, err = b.raw.Exec("ALTER TABLE sign_in RENAME COLUMN sealed TO closed")
		ok(t, err)
		b.now = b.now.Add(time.Minute)
		_, err = b.k.RunDue(ctx, map[string]kernel.Work{jobs.SendSignIn: b.works()[jobs.SendSignIn]})
		ok(t, err)
		text := string(b.log.bytes())
		if n := strings.Count(text, "query FindSignIn"); n != 1 {
			t.Errorf("logged %d times: %s", n, text)
		}
		if !strings.Contains(text, authz.Prepare.Name) || strings.Contains(text, "example.org") {
			t.Errorf("logged without where it was, or with whom: %s", text)
		}
	})
}
