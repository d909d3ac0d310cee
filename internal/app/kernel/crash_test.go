package kernel_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/store/storetest"
)

// loadOn names the database that this process, started as a child of the test
// below, is to write to until it is killed.
const loadOn = "FOOTBRIDGE_TEST_LOAD_ON"

func TestMain(m *testing.M) {
	if url := os.Getenv(loadOn); url != "" {
		writeUntilKilled(url)
	}
	os.Exit(m.Run())
}

const writers = 4

// writeUntilKilled makes one referral after another, several at once, and
// prints the id of each that was acknowledged.
func writeUntilKilled(url string) {
	b := beside(stopper{}, url)
	from := b.count("participant")
	for w := range writers {
		go func() {
			for n := 0; ; n++ {
				r := b.referral(fmt.Sprintf("Sam %d %d %d", from, w, n))
				r.HomeNote = pathway.HomeNote{Text: "a dog", Source: "the team", ReviewBy: date("2027-01-01")}
				ok(b.t, b.care.MakeReferral(context.Background(), b.referrer, r, true))
				fmt.Println(r.Participant) // one write of one line, whole or not at all
			}
		}()
	}
	select {}
}

// A stopper stands for the test in a process that has none: whatever goes
// wrong ends it, and the parent finds that it ended by itself.
type stopper struct{ testing.TB }

func (stopper) Helper()        {}
func (stopper) Cleanup(func()) {}
func (stopper) Fatal(v ...any) { fmt.Fprintln(os.Stderr, v...); os.Exit(1) }

// underLoad runs a child that writes, kills it after it has acknowledged some,
// at a moment drawn from rng, and returns what it acknowledged.
func underLoad(t *testing.T, url string, rng *rand.Rand) (acknowledged []id.Participant) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), loadOn+"="+url)
	var complaint strings.Builder
	cmd.Stderr = &complaint
	output, err := cmd.StdoutPipe()
	ok(t, err)
	ok(t, cmd.Start())
	few, moment := rng.IntN(30), time.Duration(rng.IntN(4000))*time.Microsecond
	lines := bufio.NewScanner(output)
	for lines.Scan() {
		acknowledged = append(acknowledged, id.Participant(lines.Text()))
		if len(acknowledged) == few+1 {
			go func() {
				time.Sleep(moment)
				cmd.Process.Kill()
			}()
		}
	}
	ok(t, lines.Err())
	cmd.Wait()
	if status, is := cmd.ProcessState.Sys().(syscall.WaitStatus); !is || !status.Signaled() ||
		status.Signal() != syscall.SIGKILL {
		t.Fatalf("the writer ended by itself: %s %s", cmd.ProcessState, complaint.String())
	}
	return acknowledged
}

// kills is how often an engine is killed in one test.
func kills(many int) int {
	if testing.Short() {
		return 3
	}
	return many
}

// holdsAllOf checks that what was acknowledged is there, once, and that nothing
// is there by half. That the trail is whole is read once all is done: what a kill
// has broken stays so.
func (b *bench) holdsAllOf(acknowledged []id.Participant) {
	b.t.Helper()
	for _, sam := range acknowledged {
		b.holds(1, b.count("referral WHERE participant_id = $1", string(sam)), "referrals of somebody acknowledged")
		b.holds(1, b.count("entry_row WHERE table_name = 'participant' AND row_key = $1", string(sam)),
			"entries for somebody acknowledged")
	}
	var people, referrals, identities, notes, entries int
	ok(b.t, b.raw.QueryRow(`SELECT (SELECT count(*) FROM participant), (SELECT count(*) FROM referral), (SELECT count(*) FROM identity),
		(SELECT count(*) FROM home_note), (SELECT count(*) FROM entry WHERE action = 'referral.make')`).Scan(&people, &referrals, &identities, &notes, &entries))
	for what, n := range map[string]int{"referrals": referrals, "identities": identities, "home notes": notes,
		"entries": entries} {
		b.holds(people, n, what+" for everybody stored")
	}
}

// Twenty times the program is killed with no chance to tidy up, while four
// people refer as fast as they can.
func TestWhatWasAcknowledgedOutlivesAKill(t *testing.T) {
	storetest.EachMigrated(t, migrate, func(t *testing.T, url string) {
		open(t, url)
		var acknowledged []id.Participant
		for n := range kills(20) {
			more := underLoad(t, url, rand.New(rand.NewPCG(7, uint64(n))))
			acknowledged = append(acknowledged, more...)
			b := beside(t, url)
			b.holdsAllOf(more)
			b.close()
			if t.Failed() {
				t.Fatalf("at kill %d", n)
			}
		}
		b := beside(t, url)
		b.holdsAllOf(acknowledged)
		t.Logf("%d acknowledged, %d stored", len(acknowledged), b.count("participant"))
		b.refer("Sam")
		b.verify()
	})
}

// A postgres is a server of the test's own, which it may kill.
type postgres struct {
	url, folder string
	owner       *syscall.Credential
}

func startPostgres(t *testing.T) postgres {
	t.Helper()
	cmd := exec.Command("bash", "../../store/storetest/postgres.sh")
	input, err := cmd.StdinPipe()
	ok(t, err)
	output, err := cmd.StdoutPipe()
	ok(t, err)
	ok(t, cmd.Start())
	t.Cleanup(func() {
		input.Close() // it stops the server and removes its folder
		if err := cmd.Wait(); err != nil {
			t.Error(err)
		}
	})
	line, err := bufio.NewReader(output).ReadString('\n')
	ok(t, err)
	p := postgres{url: strings.TrimSpace(line)}
	_, p.folder, _ = strings.Cut(p.url, "host=")
	data, err := os.Stat(filepath.Join(p.folder, "data"))
	ok(t, err)
	stat := data.Sys().(*syscall.Stat_t)
	p.owner = &syscall.Credential{Uid: stat.Uid, Gid: stat.Gid}
	return p
}

// kill ends the server as kill -9 does: it sees nothing coming. Its children
// notice that it is gone and end themselves.
func (p postgres) kill(t *testing.T) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(p.folder, "data", "postmaster.pid"))
	ok(t, err)
	var pid int
	_, err = fmt.Sscan(string(text), &pid)
	ok(t, err)
	ok(t, syscall.Kill(pid, syscall.SIGKILL))
}

// restart starts the server again as it was started, and waits until it has
// recovered. While children of the killed one still end, it refuses.
func (p postgres) restart(t *testing.T, ready func() error) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(p.folder, "data", "postmaster.opts"))
	ok(t, err)
	for range 200 {
		cmd := exec.Command("bash", "-c", "exec "+string(text))
		cmd.Dir = p.folder
		if os.Getuid() == 0 {
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: p.owner}
		}
		ok(t, cmd.Start())
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		for {
			if ready() == nil {
				return
			}
			select {
			case <-ended:
			case <-time.After(20 * time.Millisecond):
				continue
			}
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("PostgreSQL does not come back")
}

// The database itself is killed under the program, which goes on when it is
// back: nothing acknowledged is lost, and nobody restarts Footbridge.
func TestWhatWasAcknowledgedOutlivesTheDeathOfPostgreSQL(t *testing.T) {
	if storetest.Quick(t) {
		t.Skip("no PostgreSQL in a quick run")
	}
	p := startPostgres(t)
	ok(t, migrate(p.url))
	b := open(t, p.url)
	rng := rand.New(rand.NewPCG(8, 0))
	var acknowledged []id.Participant
	for n := range kills(5) {
		told := make(chan id.Participant)
		for w := range writers {
			go func() {
				for m := 0; ; m++ {
					r := b.referral(fmt.Sprintf("Sam %d %d %d", n, w, m))
					if b.care.MakeReferral(context.Background(), b.referrer, r, true) != nil {
						told <- ""
						return
					}
					told <- r.Participant
				}
			}()
		}
		few, ended := 5+rng.IntN(30), 0
		for ended < writers {
			sam := <-told
			if sam == "" {
				ended++
				continue
			}
			acknowledged = append(acknowledged, sam)
			if few--; few == 0 {
				p.kill(t)
			}
		}
		p.restart(t, func() error { return b.k.Ready(context.Background()) })
		b.refer(fmt.Sprint("After ", n))
	}
	for _, sam := range acknowledged {
		b.holds(1, b.count("referral WHERE participant_id = $1", string(sam)), "referrals of somebody acknowledged")
	}
	b.verify()
	t.Logf("%d acknowledged, %d stored", len(acknowledged), b.count("participant"))
}
