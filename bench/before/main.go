// Command before compares every page, and signing in, with an earlier build:
// both serve the same demonstration, and each page is asked of one and then of
// the other, in turns, by everybody who can open it. What is printed are
// ratios, this build's median to the earlier one's.
//
//	go -C bench run ./before --commit REVISION [--times 15]
//
// It is not part of ./test.
package main

import (
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

func main() {
	commit := flag.String("commit", "", "the `REVISION` of the earlier build")
	times := flag.Int("times", 15, "how often each page is asked of each build")
	flag.Parse()
	if *commit == "" {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*commit, *times); err != nil {
		fmt.Fprintln(os.Stderr, "before:", err)
		os.Exit(1)
	}
}

func run(commit string, times int) error {
	folder, err := os.MkdirTemp("", "footbridge-before-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	tree := filepath.Join(folder, "tree")
	if err := command("..", "git", "worktree", "add", "--detach", tree, commit).Run(); err != nil {
		return fmt.Errorf("the earlier commit: %w", err)
	}
	defer command("..", "git", "worktree", "remove", "--force", tree).Run()
	then, err := start(tree, filepath.Join(folder, "then"))
	if err != nil {
		return err
	}
	defer then.stop()
	now, err := start("..", filepath.Join(folder, "now"))
	if err != nil {
		return err
	}
	defer now.stop()
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 3, ' ', 0)
	fmt.Fprintln(table, "what\tthen\tnow\tratio\t")
	if err := compareSigningIn(table, then, now); err != nil {
		return err
	}
	if err := comparePages(table, then, now, times); err != nil {
		return err
	}
	return table.Flush()
}

func command(folder, name string, arguments ...string) *exec.Cmd {
	c := exec.Command(name, arguments...)
	c.Dir, c.Stderr = folder, os.Stderr
	return c
}

// A build is a program that serves the demonstration.
type build struct {
	URL    string
	People []struct {
		SignIn string `json:"sign_in"`
	}
	process *os.Process
}

// start builds the program of a tree, and returns once its demonstration is served.
func start(tree, name string) (b build, err error) {
	if err := command(tree, "go", "build", "-o", name+".program", "./cmd/footbridge").Run(); err != nil {
		return b, fmt.Errorf("building %s: %w", tree, err)
	}
	serve := exec.Command(name+".program", "demo", "--json", "--addr", "127.0.0.1:0", "--data", name)
	said, err := serve.StdoutPipe()
	if err != nil {
		return b, err
	}
	if err := serve.Start(); err != nil {
		return b, err
	}
	b.process = serve.Process
	return b, json.NewDecoder(said).Decode(&b)
}

func (b build) stop() {
	b.process.Kill()
	b.process.Wait()
}

// A browser is somebody's, and follows no redirect.
type browser struct {
	of     build
	client *http.Client
}

func (b build) browser() browser {
	jar, _ := cookiejar.New(nil) // it errs never
	return browser{b, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}}
}

// get returns what a page says, whether it was shown, and how long it took.
func (b browser) get(path string) (body string, shown bool, took time.Duration, err error) {
	from := time.Now()
	answer, err := b.client.Get(b.of.URL + path)
	return read(answer, err, from)
}

func (b browser) post(path string, fields url.Values) (body string, took time.Duration, err error) {
	from := time.Now()
	answer, err := b.client.PostForm(b.of.URL+path, fields)
	body, _, took, err = read(answer, err, from)
	if err == nil && answer.StatusCode != http.StatusSeeOther {
		err = fmt.Errorf("%s was answered with %s", path, answer.Status)
	}
	return body, took, err
}

func read(answer *http.Response, err error, from time.Time) (string, bool, time.Duration, error) {
	if err != nil {
		return "", false, 0, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	return string(body), answer.StatusCode == http.StatusOK, time.Since(from), err
}

// An asked is one thing that was asked of both builds, and how long each took.
type asked struct {
	what      string
	then, now []time.Duration
}

func (a asked) ratio() float64 { return float64(median(a.now)) / float64(median(a.then)) }

func (a asked) print(w io.Writer) {
	fmt.Fprintf(w, "%s\t%.1f ms\t%.1f ms\t%.2f\t\n", a.what, milliseconds(median(a.then)),
		milliseconds(median(a.now)), a.ratio())
}

func median(of []time.Duration) time.Duration {
	return slices.Sorted(slices.Values(of))[len(of)/2]
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

var (
	anAddress = regexp.MustCompile(`[\w.-]+@[\w.-]+example\.org`)
	aCode     = regexp.MustCompile(`Your code is ([\d ]+)`)
	aLink     = regexp.MustCompile(`href="(/[^"#]*)"`)
	anID      = regexp.MustCompile(`/[^/?]*\d[^/?]*`)
)

// compareSigningIn signs everybody in whom the demonstration has written to, by
// a code, as somebody would who starts at the first page.
func compareSigningIn(w io.Writer, then, now build) error {
	outbox, _, _, err := now.browser().get("/demo/outbox")
	if err != nil {
		return err
	}
	signing := asked{what: "signing in by a code"}
	for _, address := range slices.Compact(slices.Sorted(slices.Values(anAddress.FindAllString(outbox, -1)))) {
		before, err := then.signIn(address)
		if err != nil {
			return err
		}
		after, err := now.signIn(address)
		if err != nil {
			return err
		}
		signing.then, signing.now = append(signing.then, before), append(signing.now, after)
	}
	signing.print(w)
	return nil
}

// signIn returns how long the two forms took together.
func (b build) signIn(address string) (time.Duration, error) {
	browser := b.browser()
	_, first, err := browser.post("/sign-in", url.Values{"email": {address}})
	if err != nil {
		return 0, err
	}
	outbox, _, _, err := browser.get("/demo/outbox")
	if err != nil {
		return 0, err
	}
	code := aCode.FindStringSubmatch(outbox)
	if code == nil {
		return 0, fmt.Errorf("no code for %s", address)
	}
	_, second, err := browser.post("/sign-in/code", url.Values{"code": {strings.TrimSpace(code[1])}})
	return first + second, err
}

func comparePages(w io.Writer, then, now build, times int) error {
	var all []asked
	for n, person := range now.People {
		if n >= len(then.People) {
			break
		}
		before, after := then.browser(), now.browser()
		earlier, err := before.pages(then.People[n].SignIn)
		if err != nil {
			return err
		}
		pages, err := after.pages(person.SignIn)
		if err != nil {
			return err
		}
		who := person.SignIn[strings.LastIndex(person.SignIn, "/")+1:]
		for _, kind := range slices.Sorted(maps.Keys(pages)) {
			if earlier[kind] == "" {
				continue
			}
			page := asked{what: kind + " as " + who}
			for range times {
				_, _, took, err := before.get(earlier[kind])
				if err != nil {
					return err
				}
				page.then = append(page.then, took)
				if _, _, took, err = after.get(pages[kind]); err != nil {
					return err
				}
				page.now = append(page.now, took)
			}
			all = append(all, page)
		}
	}
	slices.SortFunc(all, func(a, b asked) int { return cmp.Compare(b.ratio(), a.ratio()) })
	var sum asked
	for _, page := range all {
		page.print(w)
		sum.then, sum.now = append(sum.then, median(page.then)), append(sum.now, median(page.now))
	}
	fmt.Fprintf(w, "%d pages, all together\t%.0f ms\t%.0f ms\t%.2f\t\n", len(all), milliseconds(total(sum.then)),
		milliseconds(total(sum.now)), float64(total(sum.now))/float64(total(sum.then)))
	return nil
}

func total(of []time.Duration) (sum time.Duration) {
	for _, d := range of {
		sum += d
	}
	return sum
}

// pages signs somebody in by the demonstration's address, and returns one page
// of each kind that they find by following links from their first, by its kind:
// its path, with each id as {}.
func (b browser) pages(address string) (map[string]string, error) {
	if _, _, _, err := b.get(strings.TrimPrefix(address, b.of.URL)); err != nil {
		return nil, err
	}
	found := map[string]string{}
	for queue := []string{"/"}; len(queue) > 0; queue = queue[1:] {
		kind := anID.ReplaceAllString(strings.SplitN(queue[0], "?", 2)[0], "/{}")
		if _, known := found[kind]; known || strings.HasPrefix(kind, "/demo") || strings.HasPrefix(kind, "/static") {
			continue
		}
		body, shown, _, err := b.get(queue[0])
		if err != nil {
			return nil, err
		}
		if !shown {
			continue
		}
		found[kind] = queue[0]
		for _, link := range aLink.FindAllStringSubmatch(body, -1) {
			queue = append(queue, strings.ReplaceAll(link[1], "&amp;", "&"))
		}
	}
	return found, nil
}
