package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// A bench is what one run builds, loads and starts. All of it but what was loaded is gone after.
type bench struct {
	options
	folder   string
	then     *tree // nil where no earlier build is measured
	now      *tree
	postgres *postgres // nil until it is needed
	began    time.Time
}

// What the two builds are called.
const ours, theirs = "now", "before"

// A tree is a build's source, and what was built of it.
type tree struct {
	source, program, load, name string
}

// A crowd is how many people there are, and where they are.
type crowd struct{ people, inCourse, ended int }

// crowdOf has 5 % be visited and 40 % have ended, but never more than a large service has seen.
func crowdOf(people int) crowd {
	return crowd{people, min(people*5/100, 2000), min(people*40/100, 18000)}
}

func (c crowd) flags() []string {
	return []string{"--people", fmt.Sprint(c.people), "--in-course", fmt.Sprint(c.inCourse),
		"--ended", fmt.Sprint(c.ended)}
}

func newBench(o options) (*bench, error) {
	folder, err := os.MkdirTemp("", "footbridge-rates-")
	if err != nil {
		return nil, err
	}
	b := &bench{options: o, folder: folder, began: time.Now()}
	if err := b.build(); err != nil {
		b.close()
		return nil, err
	}
	return b, nil
}

func (b *bench) close() {
	if b.postgres != nil {
		b.postgres.stop()
	}
	if b.then != nil {
		_ = command("..", "git", "worktree", "remove", "--force", b.then.source).Run()
	}
	os.RemoveAll(b.folder)
}

// say tells who waits what is being done, and after how long.
func (b *bench) say(format string, a ...any) {
	fmt.Fprintf(os.Stderr, "%6.1f s  %s\n", time.Since(b.began).Seconds(), fmt.Sprintf(format, a...))
}

func (b *bench) build() (err error) {
	b.say("building")
	if b.now, err = b.built("..", "now", ours); err != nil {
		return err
	}
	if b.commit == "" || len(b.people) > 0 {
		return nil
	}
	source := filepath.Join(b.folder, "earlier")
	if err := command("..", "git", "worktree", "add", "--quiet", "--detach", source, b.commit).Run(); err != nil {
		return fmt.Errorf("the earlier commit: %w", err)
	}
	b.then = &tree{source: source} // it is removed whatever comes
	for _, err := range []error{
		os.RemoveAll(filepath.Join(source, "bench", "rates")), // of a build that has one
		os.CopyFS(filepath.Join(source, "bench", "rates", "load"), os.DirFS("rates/load")),
		lend("rates/earlier/crowd.go.txt", filepath.Join(source, "internal", "story", "crowd.go")),
	} {
		if err != nil {
			return err
		}
	}
	then, err := b.built(source, "then", theirs)
	if err == nil {
		b.then = then
	}
	return err
}

// lend copies a file to where there is none. A build that has one of its own keeps it.
func lend(from, to string) error {
	text, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	file, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, os.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	return errors.Join(err, file.Close())
}

func (b *bench) built(source, name, shown string) (*tree, error) {
	t := &tree{source: source, program: filepath.Join(b.folder, name), load: filepath.Join(b.folder, name+"-load"),
		name: shown}
	for _, build := range [][]string{{source, t.program, "./cmd/footbridge"},
		{filepath.Join(source, "bench"), t.load, "./rates/load"}} {
		if err := command(build[0], "go", "build", "-mod=mod", "-o", build[1], build[2]).Run(); err != nil {
			return nil, fmt.Errorf("building %s of %s: %w", build[2], shown, err)
		}
	}
	return t, nil
}

func command(folder, name string, arguments ...string) *exec.Cmd {
	c := exec.Command(name, arguments...)
	c.Dir, c.Stderr = folder, os.Stderr
	return c
}

// loaded is a SQLite database with people in it, loaded by t unless it was before.
func (b *bench) loaded(t *tree, commit string, c crowd) (string, error) {
	file := filepath.Join(b.data, fmt.Sprintf("%s-%d-%d-%d.db", commit, c.people, c.inCourse, c.ended))
	if _, err := os.Stat(file); err == nil {
		return file, nil
	}
	if err := os.MkdirAll(b.data, 0o700); err != nil {
		return "", err
	}
	b.say("%s is loading %d people, %d of them visited now and %d before, into %s", t.name, c.people, c.inCourse,
		c.ended, file)
	half := file + ".loading"
	for _, left := range []string{half, half + "-wal", half + "-shm"} {
		if err := os.RemoveAll(left); err != nil {
			return "", err
		}
	}
	load := command(".", t.load, append(c.flags(), "--database", "sqlite:"+half)...)
	if err := load.Run(); err != nil {
		return "", fmt.Errorf("loading: %w", err)
	}
	return file, os.Rename(half, file)
}

// signedIn has everybody sign in who is asked for pages, on that database.
func signedIn(t *tree, database string, c crowd) (f found, err error) {
	out, err := command(".", t.load, append(c.flags(), "--sign-in", "--database", database)...).Output()
	if err != nil {
		return f, fmt.Errorf("signing in: %w", err)
	}
	return f, json.Unmarshal(out, &f)
}

// found is what load prints: the sessions of those who ask for pages, and ids.
type found struct {
	Lead  string
	Teams []struct {
		ID        string
		Referrers []string
	}
	Workers []struct {
		Token, ID string
		Visits    []visit
	}
	People      []string
	Families    []string
	Eligibility map[string]string
}

type visit struct {
	Participant, ID string
	Start           time.Time
	Minutes         int
	Place           string
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600) // as serve asks
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

// revision is the earlier commit's short name, whatever it was called.
func (b *bench) revision(name string) (string, error) {
	out, err := command("..", "git", "rev-parse", "--short", name).Output()
	return strings.TrimSpace(string(out)), err
}
