package main

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"os"
	"strings"
	"time"

	"filippo.io/age"
	"github.com/rogpeppe/go-internal/testscript"
)

// keys NAME draws a pair of keys, as age-keygen does: NAME.key is the secret one, and
// $NAME the public one.
func keys(ts *testscript.TestScript, neg bool, args []string) {
	k, err := age.GenerateX25519Identity()
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]+".key"), []byte("# made for a test\n"+k.String()+"\n"), 0o600))
	ts.Setenv(args[0], k.Recipient().String())
}

// cuts FILE takes the last byte from a file.
func cuts(ts *testscript.TestScript, neg bool, args []string) {
	info, err := os.Stat(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), info.Size()-1))
}

// signsin FILE opens the sign-in link in what a command said, in a browser that was kept
// for the script, and with "!" finds that it opens nothing any more.
func signsIn(ts *testscript.TestScript, neg bool, args []string) {
	said := ts.ReadFile(args[0])
	_, link, found := strings.Cut(said, "/sign-in/link/")
	if !found {
		ts.Fatalf("there is no link in %q", said)
	}
	link, _, _ = strings.Cut(link, "\n")
	s := ts.Value(startedKey).(map[string]*started)[ts.Getenv("NOW")]
	jar, err := cookiejar.New(nil)
	ts.Check(err)
	browser := &http.Client{Jar: jar, Timeout: 20 * time.Second}
	answer, err := browser.PostForm(s.base+"/sign-in/link/"+link, nil)
	ts.Check(err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	ts.Check(err)
	if in := strings.Contains(string(body), "/sign-out"); in == neg {
		ts.Fatalf("signed in: %t, status %d\n%s", in, answer.StatusCode, body)
	}
}
