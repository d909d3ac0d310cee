package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/stats"
	"footbridge.org/footbridge/internal/store/storetest"
)

var update = flag.Bool("update", false, "write what the commands print into the scripts that expect it")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"footbridge": func() { os.Exit(run()) }})
}

// TestScripts runs testdata/script: the commands as somebody types them. In a
// script, "exits N command …" says which status the command ends with.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		WorkdirRoot:   storetest.Folder(t),
		Setup:         setUp,
		Cmds:          commandsOfScripts,
		Condition: func(condition string) (bool, error) {
			if condition != "quick" {
				return false, fmt.Errorf("unknown condition %q", condition)
			}
			return storetest.Quick(t), nil
		},
	})
}

// TestScriptsOnPostgres runs testdata/postgres, each with empty databases of
// its own as $POSTGRES, $EMPTY and $THIRD.
func TestScriptsOnPostgres(t *testing.T) {
	if storetest.Quick(t) {
		t.Skip("no PostgreSQL in a quick run")
	}
	scripts, err := filepath.Glob("testdata/postgres/*.txtar")
	if err != nil || len(scripts) == 0 {
		t.Fatal("there are no scripts", err)
	}
	for _, script := range scripts {
		databases := map[string]string{}
		for _, name := range []string{"POSTGRES", "EMPTY", "THIRD"} {
			databases[name] = storetest.Postgres(t)
		}
		testscript.Run(t, testscript.Params{Files: []string{script}, Cmds: commandsOfScripts,
			WorkdirRoot: storetest.Folder(t),
			Setup: func(env *testscript.Env) error {
				for name, url := range databases {
					env.Setenv(name, url)
				}
				return setUp(env)
			}})
	}
}

var commandsOfScripts = map[string]func(*testscript.TestScript, bool, []string){
	"exits": exits, "starts": starts, "stops": stops, "answers": answers, "private": private,
	"spoils": spoils, "newer": newer, "keys": keys, "cuts": cuts, "signsin": signsIn,
}

// setUp lets a script name the files that are shipped, as $CONTENT/…, and
// start commands beside itself.
func setUp(env *testscript.Env) error {
	env.Values[startedKey] = map[string]*started{}
	folder, err := filepath.Abs("../../content")
	env.Setenv("CONTENT", folder)
	return err
}

// exits runs the command after the status and holds it to that status; its
// output can then be looked at with stdout, stderr and cmp.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND ...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var ended *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &ended) {
		got = ended.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("the exit status is %d, want %d", got, want)
	}
}

func TestEveryMethodWarningAndRefusalHasWords(t *testing.T) {
	keys := []string{"estimate.arm.shape", "estimate.arm.nobody", "estimate.arm.negative", "estimate.arm.more_events",
		"estimate.arm.too_many"}
	for _, m := range stats.Methods {
		keys = append(keys, "estimate.method."+string(m))
	}
	for _, w := range stats.Warnings {
		keys = append(keys, "estimate.warning."+string(w))
	}
	for _, key := range keys {
		if !say.Has(key) {
			t.Errorf("the catalogue lacks %s", key)
		}
	}
}
