package main

import (
	"io"
	"strings"
	"testing"
)

func count(t *testing.T, skipsAllowed bool, lines ...string) (passed, failed int, shown string) {
	t.Helper()
	var out strings.Builder
	c := tally{out: &out, skipsAllowed: skipsAllowed, output: map[string][]string{}, failedIn: map[string]bool{}}
	c.read(io.MultiReader(strings.NewReader(strings.Join(lines, "\n"))))
	return c.passed, c.failed, out.String()
}

func TestFailedTestIsCountedOnceAndItsOutputShown(t *testing.T) {
	passed, failed, shown := count(t, false,
		`{"Action":"pass","Package":"p","Test":"TestGood"}`,
		`{"Action":"output","Package":"p","Test":"TestBad","Output":"why it broke\n"}`,
		`{"Action":"fail","Package":"p","Test":"TestBad"}`,
		`{"Action":"fail","Package":"p"}`)
	if passed != 1 || failed != 1 || !strings.Contains(shown, "why it broke") {
		t.Errorf("%d passed, %d failed, shown %q", passed, failed, shown)
	}
}

func TestPackageThatDoesNotBuildIsAFailure(t *testing.T) {
	_, failed, shown := count(t, false,
		`{"ImportPath":"p","Action":"build-output","Output":"undefined: x\n"}`,
		`{"Action":"fail","Package":"p"}`)
	if failed != 1 || !strings.Contains(shown, "undefined: x") {
		t.Errorf("%d failed, shown %q", failed, shown)
	}
}

func TestTestLeftOutIsAFailureUnlessTheRunLeavesTestsOut(t *testing.T) {
	skip := `{"Action":"skip","Package":"p","Test":"TestLater"}`
	if _, failed, _ := count(t, false, skip); failed != 1 {
		t.Error("a test left out went by unseen")
	}
	if _, failed, _ := count(t, true, skip); failed != 0 {
		t.Error("a quick run failed for what it leaves out on purpose")
	}
}

func TestBinaryThatDiesShowsWhatWasRunning(t *testing.T) {
	_, failed, shown := count(t, false,
		`{"Action":"output","Package":"p","Test":"TestHangs","Output":"panic: test timed out\n"}`,
		`{"Action":"fail","Package":"p"}`)
	if failed != 1 || !strings.Contains(shown, "timed out") {
		t.Errorf("%d failed, shown %q", failed, shown)
	}
}
