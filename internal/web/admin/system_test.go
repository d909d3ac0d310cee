package admin_test

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	appadmin "footbridge.org/footbridge/internal/app/admin"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/notify"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/web/ui/uitest"
)

func TestVerifyingIsUnderWayUntilItsResultIsKept(t *testing.T) {
	b := open(t)
	b.page("/system", b.ada).has(t, "v0.1-test", "SQLite", "Not verified yet")
	for range 2 { // pressed twice: one walk
		if a := b.post("/system/verify", b.ada); a.code != http.StatusSeeOther || a.location != "/system" {
			t.Fatalf("answered %d", a.code)
		}
	}
	underway := b.page("/system", b.ada)
	underway.has(t, "Under way")
	if n := strings.Count(underway.text, "Monday 23 November 2026, 09:00"); n != 1 {
		t.Errorf("asked for %d times", n)
	}
	b.works()
	done := b.page("/system", b.ada)
	done.has(t, "All intact", "entries")
	done.hasNot(t, "Under way", "Not verified yet")
	b.verify() // what was found is covered too
}

func TestTheAgeOfTheNewestBackupAndWhatFailedSinceAreShown(t *testing.T) {
	b := open(t)
	b.page("/system", b.ada).has(t, "No backup yet", "No backup for two days")
	system := &appadmin.Admin{Kernel: b.service.Kernel}
	record := func(made audit.Backup) {
		made.At, made.EndedAt = b.now, b.now
		b.ok(system.RecordBackup(context.Background(), b.org, made))
	}
	record(audit.Backup{Size: 12_345_678, Entries: 3, Rows: 4})
	b.now = b.now.Add(3 * time.Hour)
	b.ada.token = b.signIn("ada@example.org")
	a := b.page("/system", b.ada)
	a.has(t, "12.3 MB", "3 hours ago", "All intact")
	a.hasNot(t, "No backup for two days", "The last backup failed")
	record(audit.Backup{Failed: "backup.folder.unwritable"})
	b.page("/system", b.ada).has(t, "The last backup failed", "The folder for backups", "12.3 MB")
	b.now = b.now.Add(46 * time.Hour)
	b.ada.token = b.signIn("ada@example.org")
	b.page("/system", b.ada).has(t, "No backup for two days", "2 days ago")
	record(audit.Backup{Size: 1, Faults: 2})
	a = b.page("/system", b.ada)
	a.has(t, "2 things are not as they were written")
	a.hasNot(t, "The last backup failed", "No backup for two days")
	b.verify()
}

// How far the change of the master key is; that it works is shown where keys are.
func TestHowFarTheMasterKeyIsChangedIsShown(t *testing.T) {
	b := open(t)
	b.page("/system", b.ada).hasNot(t, "Master key")
	db, err := sql.Open("sqlite", "file:"+strings.TrimPrefix(b.url, "sqlite:"))
	b.ok(err)
	defer db.Close()
	_, err = db.Exec(`INSERT INTO rotation (id, organisation_id, at, from_key, to_key, key_count, done_count)
		VALUES ('r', $1, '2026-11-23 08:00:00+00:00', 'feed', 'cafe', 250, 100)`, string(b.org))
	b.ok(err)
	b.page("/system", b.ada).has(t, "Master key", "100 of 250 keys are done", "still needed")
	_, err = db.Exec("UPDATE rotation SET done_count = 250, ended_at = '2026-11-23 08:30:00+00:00'")
	b.ok(err)
	a := b.page("/system", b.ada)
	a.has(t, "Changed on Monday 23 November 2026, 08:30", "The key before, feed,")
	a.hasNot(t, "still needed")
}

func TestDamageThatVerifyingFindsIsSaidAboveAllElse(t *testing.T) {
	b := open(t)
	db, err := sql.Open("sqlite", "file:"+strings.TrimPrefix(b.url, "sqlite:"))
	b.ok(err)
	defer db.Close()
	_, err = db.Exec("UPDATE role_grant SET role = 'administrator' WHERE role = 'lead'")
	b.ok(err)
	b.post("/system/verify", b.ada)
	b.works()
	b.page("/system", b.ada).has(t, "1 thing is not as it was written", "footbridge verify")
	b.now = b.now.Add(time.Minute)
	b.post("/system/verify", b.ada)
	b.page("/system", b.ada).has(t, "1 thing is not as it was written",
		"Under way") // the old result stands until the new one
}

// What is kept free is what the administrator has to make room for.
func TestADiskThatIsNearlyFullIsSaidAboveAllElse(t *testing.T) {
	const full = "The disk is nearly full, so nothing can be saved"
	free := int64(5_000_000_000)
	b := openWith(t, kernel.Config{Margin: 250_000_000, Free: func() (int64, error) { return free, nil }})
	a := b.page("/system", b.ada)
	a.has(t, "Room on its disk", "5.0 GB")
	a.hasNot(t, full)
	free = 249_000_000
	a = b.page("/system", b.ada)
	a.has(t, full, "until there is room for 250.0 MB again", "249.0 MB")
	if strings.Index(a.text, full) > strings.Index(a.text, "Schema version") {
		t.Error("it is said below what is as ever")
	}
	elsewhere := open(t)
	elsewhere.page("/system", elsewhere.ada).hasNot(t, full, "Room on its disk")
}

type deaf struct{}

func (deaf) Send(context.Context, notify.Message) error { return errors.New("no line") }

func TestMessagesThatDoNotLeaveAreCountedAsStuck(t *testing.T) {
	b := open(t)
	b.service.Mailer = deaf{}
	b.ok(b.people.AskCode(context.Background(), "lena@example.org", identity.Browser{Mark: "mark"}))
	for range 6 {
		b.works()
		b.now = b.now.Add(2 * time.Hour)
	}
	b.ada.token = signedInAgain(b)
	b.page("/system", b.ada).has(t, "Stuck after several tries", "Needs attention", "sending email")
}

// signedInAgain signs Ada in after a day has gone by, by a mailer that works.
func signedInAgain(b *bench) string {
	kept := b.service.Mailer
	defer func() { b.service.Mailer = kept }()
	out := &notify.Outbox{Now: func() time.Time { return b.now }}
	b.service.Mailer = onlyTo{"ada@example.org", out}
	b.out = out
	return b.signIn("ada@example.org")
}

// onlyTo delivers to one address and to no other.
type onlyTo struct {
	address string
	*notify.Outbox
}

func (o onlyTo) Send(ctx context.Context, m notify.Message) error {
	if m.To != o.address {
		return errors.New("no line")
	}
	return o.Outbox.Send(ctx, m)
}

func TestHelpLinesPastTheirDayAreListed(t *testing.T) {
	b := open(t)
	b.page("/system", b.ada).has(t, "Every help line has been checked in time.")
	b.now = b.now.AddDate(10, 0, 0)
	b.ada.token = b.signIn("ada@example.org")
	b.page("/system", b.ada).has(t, "Check by", "Needs attention")
}

func TestThePageOfWhoMaySeeWhatIsMadeByAskingThePolicy(t *testing.T) {
	storetest.InTheWholeRun(t)
	b := open(t)
	row := accessRow(t, b, "Read what visitors to the home should know")
	want := []string{"No", "Yes", "No", "Yes", "People they visit, For a colleague, until written up", "No", "No",
		"No", "No", "No"}
	if !slices.Equal(row, want) {
		t.Errorf("the home note: %q", row)
	}
	if row := accessRow(t, b, "Make a referral"); row[0] != "Own team" {
		t.Errorf("a referral: %q", row)
	}
	text := strings.NewReplacer(`== Action::"home_note.see",`, "in [],", `Action::"home_note.see",`, "").
		Replace(authz.Text())
	changed, err := authz.Parse([]byte(text))
	b.ok(err)
	other := openWith(t, kernel.Config{Policy: changed})
	if page := other.page("/access", other.gwen); strings.Contains(page.text,
		">Read what visitors to the home should know</a>") {
		t.Error("the page says what the policy no longer does")
	}
}

// accessRow is how far each role may do what is called so.
func accessRow(t *testing.T, b *bench, action string) (cells []string) {
	t.Helper()
	line := lineOf(t, b.page("/access", b.gwen), ">"+action+"</a>")
	for _, part := range strings.Split(line, `<span class="fb-table__value">`)[2:] {
		part = strings.TrimPrefix(part, `<span class="fb-none">`)
		cells = append(cells, strings.TrimSpace(part[:strings.Index(part, "</span>")]))
	}
	return cells
}

func TestOneRoleAloneIsShownWhenItIsChosen(t *testing.T) {
	b := open(t)
	a := b.page("/access?role=analyst", b.gwen)
	a.has(t, `<th scope="col" role="columnheader">Analyst</th>`, `aria-current="page">Analyst`)
	a.hasNot(t, `role="columnheader">Programme lead`, "Make a referral</a>")
	b.page("/access?role=nobody", b.gwen).has(t, `role="columnheader">Programme lead`)
}

func TestWhyNamesTheRulesAndWhatNoRulePermitsIsNotAllowed(t *testing.T) {
	b := open(t)
	b.page("/access/why", b.gwen).hasNot(t, "may:", "may not:")
	yes := b.page("/access/why?role=referrer&action=referral.make", b.gwen)
	yes.has(t, "Crisis-team referrer may: Make a referral.", "How far: Own team.", "referrer-own-team",
		"Crisis-team staff refer people")
	no := b.page("/access/why?role=administrator&action=person.see", b.gwen)
	no.has(t, "Administrator may not: Read a person's record.", "No rule permits this")
	b.page("/access/why?role=x&action=y", b.gwen).hasNot(t, "may:", "may not:")
	b.post("/access/why", b.gwen, "role", "lead", "action", "person.see").has(t,
		"Programme lead may: Read a person's record.", "How far: Yes.")
}

// In the made-up language every sentence has marks round it.
func TestEveryWordOnThesePagesComesFromTheCatalogue(t *testing.T) {
	b := open(t)
	sam := b.refer("Sam", byPhone())
	end := endRole(t, b, b.lena)
	inMarks(b)
	names := []string{
		"Ada Admin", "Amir Admin", "Remi Refer", "Lena Lead", "Gwen Govern", "North team", "Wey Valley",
		"Footbridge", "v0.1-test",
		"ada@example.org", "amir@example.org", "remi@example.org", "lena@example.org", "gwen@example.org",
	}
	policy, err := authz.Load()
	b.ok(err)
	for _, r := range policy.Rules() {
		names = append([]string{r.Text}, append(names, r.ID, r.Why)...)
	}
	names = append(names, authz.Text())
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) }) // the longest first: one begins like another
	for path, who := range map[string]member{
		"/accounts": b.ada, "/accounts/new": b.ada, accountPath(b.lena): b.ada, end: b.ada,
		accountPath(b.lena) + "/close": b.ada,
		"/teams":                       b.ada, "/system": b.ada, "/access": b.gwen,
		"/access/why?role=lead&action=person.see": b.gwen, "/trail": b.gwen,
	} {
		for _, word := range uitest.Unsaid(b.page(path, who).raw, names...) {
			t.Errorf("%s says %q by itself", path, word)
		}
	}
	a := b.post("/people/"+string(sam)+"/card", b.lena)
	code := strings.Split(strings.Split(a.raw, `<code id="secret-code">`)[1], "</code>")[0]
	for _, word := range uitest.Unsaid(a.raw, append(names, code, "http://footbridge.example.org/sign-in/card",
		"Thursday 26 November 2026, 09:00")...) {
		t.Errorf("the card says %q by itself", word)
	}
}
