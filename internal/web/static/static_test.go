package static

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestAFileIsServedUnderANameThatChangesWithItsBytes(t *testing.T) {
	path := Path("footbridge.css")
	if !regexp.MustCompile(`^/static/footbridge\.[0-9a-f]{12}\.css$`).MatchString(path) {
		t.Fatal(path)
	}
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, httptest.NewRequest("GET", path, nil))
	if w.Code != 200 || w.Header().Get("Content-Type") != "text/css; charset=utf-8" ||
		!strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
		t.Errorf("%d %v", w.Code, w.Header())
	}
}

func TestOnlyWhatIsNamedIsServed(t *testing.T) {
	for _, path := range []string{"/static/footbridge.css", "/static/", "/static/files/footbridge.css",
		"/static/../static.go", "/static/footbridge.000000000000.css"} {
		w := httptest.NewRecorder()
		Handler().ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if w.Code != 404 {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

// A stylesheet that named another host would break offline, and tell it who reads.
func TestTheStylesheetAsksNobodyElse(t *testing.T) {
	css := string(byName["footbridge.css"].body)
	if len(css) > 60_000 {
		t.Errorf("it has %d bytes", len(css))
	}
	for _, m := range regexp.MustCompile(`url\(([^)]*)\)`).FindAllStringSubmatch(css, -1) {
		if _, ours := byPath[m[1]]; !ours {
			t.Errorf("it asks for %s", m[1])
		}
	}
	_, rules, _ := strings.Cut(css, "*/") // after the notice that the licence asks for
	if regexp.MustCompile(`(?i)@import|frutiger|nhs\.uk|#005eb8`).MatchString(rules) {
		t.Error("it carries somebody else's identity")
	}
}

// What is committed here was built elsewhere: these tell when a source has
// changed and the build was not run again.
func TestTheStylesheetWasBuiltFromTheSassBesideIt(t *testing.T) {
	look := filepath.Join("..", "..", "..", "tools", "look")
	names, err := filepath.Glob(filepath.Join(look, "sass", "*.scss"))
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	sum := sha256.New()
	for _, name := range append(names, filepath.Join(look, "package-lock.json")) { // Glob sorts
		sum.Write([]byte(filepath.Base(name) + "\x00"))
		sum.Write(read(t, name))
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != strings.TrimSpace(string(read(t, "look.sum"))) {
		t.Error("the Sass has changed: run tools/look/build")
	}
}

func TestTheScriptWasBundledFromTheSourceBesideIt(t *testing.T) {
	sum := sha256.Sum256(read(t, filepath.Join("..", "client", "page.ts")))
	if hex.EncodeToString(sum[:]) != strings.TrimSpace(string(read(t, "client.sum"))) {
		t.Error("the script has changed: run go run -C tools ./bundle")
	}
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
