// Package browser owns the one Chromium that the tests share: a test opens a
// Tab, does what a person would do, by the names that assistive technology
// hears, and asks whether the page is one that everybody can use. It refuses to
// look away: whatever the page complains of in its console, and whatever it
// asks of another host, fails the test unless the test said it would happen.
// It knows nothing of Footbridge.
package browser

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"testing"

	"github.com/chromedp/chromedp"
)

// Main runs a package's tests and closes the browser after them. A package that
// calls Open has a TestMain that calls Main.
func Main(m *testing.M) {
	code := m.Run()
	if shared.close != nil {
		shared.close()
	}
	os.Exit(code)
}

var shared struct {
	once  sync.Once
	ctx   context.Context
	close func()
	err   error
}

// launched is the browser, started by the first test that needs it.
func launched() (context.Context, error) {
	shared.once.Do(func() {
		shared.ctx, shared.close, shared.err = launch()
	})
	return shared.ctx, shared.err
}

func launch() (context.Context, func(), error) {
	program, err := chromium()
	if err != nil {
		return nil, nil, err
	}
	sweep()
	profile, err := os.MkdirTemp("", fmt.Sprintf("%s%d-", profiles, os.Getpid()))
	if err != nil {
		return nil, nil, err
	}
	allocator, release := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program),
		chromedp.UserDataDir(profile),
		chromedp.NoSandbox, // Chromium's sandbox does not run as root; it opens our own pages only
		chromedp.DisableGPU,
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-sync", true),
		chromedp.Flag("lang", "en-GB"),
	)...)
	ctx, cancel := chromedp.NewContext(allocator)
	closeAll := func() {
		chromedp.Cancel(ctx)
		cancel()
		release()
		os.RemoveAll(profile)
	}
	if err := chromedp.Do(ctx); err != nil {
		closeAll()
		return nil, nil, fmt.Errorf("%s does not start: %w", program, err)
	}
	return ctx, closeAll, nil
}

// chromium is the browser to run: CHROMIUM, or the system's. The shell is the same
// engine without windows, which opens a tab in a tenth of the time.
func chromium() (string, error) {
	if program := os.Getenv("CHROMIUM"); program != "" {
		return program, nil
	}
	for _, name := range []string{"chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"} {
		if program, err := exec.LookPath(name); err == nil {
			return program, nil
		}
	}
	return "", fmt.Errorf("there is no Chromium: apt-get install chromium, or name one in CHROMIUM")
}

const profiles = "footbridge-chromium-"

// sweep removes the profiles of test runs that were killed before they could.
func sweep() {
	left, _ := filepath.Glob(filepath.Join(os.TempDir(), profiles+"*"))
	for _, folder := range left {
		var pid int
		if _, err := fmt.Sscanf(filepath.Base(folder), profiles+"%d-", &pid); err != nil {
			continue
		}
		if _, err := os.Stat("/proc/" + strconv.Itoa(pid)); err == nil || syscall.Kill(pid, 0) == nil {
			continue
		}
		os.RemoveAll(folder)
	}
}
