package e2e

import (
	"bytes"
	"cmp"
	"flag"
	"image"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"footbridge.org/footbridge/e2e/browser"
)

var pictures = flag.Bool("pictures", false, "take the pictures of docs/pictures anew, from the demonstration")

// A picture is one page of the demonstration as one of its people sees it.
type picture struct {
	name, who, path string
	widths          []int
	click           string // a link to follow first
}

// visitor is who has not signed in.
const visitor = "visitor"

// The pictures that the README and the documents show.
var album = []picture{
	{"help", "", "/help", []int{390}, ""},
	{"referrals", "referrer", "/referrals", []int{1280}, ""},
	{"referral", "referrer", "/referrals", []int{390}, "Refer somebody"},
	{"screening", "lead", "/screening", []int{390, 1280}, ""},
	{"record", "lead", "/screening", []int{1280}, "Amara Okonkwo-Bell"},
	{"consent", "coordinator", "/consent", []int{1280}, ""},
	{"home", "participant", "/home", []int{390}, ""},
	{"board", "lead", "/board", []int{390, 1280}, ""},
	{"to-tell", "lead", "/to-tell", []int{1280}, ""},
	{"words-handed-over", "lead", "/handed-words", []int{390}, ""},
	{"who-looked", "governance", "/trail", []int{1280}, ""},
	{"caseloads", "supervisor", "/caseloads", []int{1280}, ""},
	{"visits", "peer-worker", "/visits", []int{390}, ""},
	{"my-visits", "participant", "/my-visits", []int{390}, ""},
	{"who-can-see", "participant", "/who-can-see", []int{390}, ""},
	{"workbook", "participant", "/workbook/ups-and-downs/my-ladder", []int{390}, ""},
	{"supervision", "supervisor", "/supervision", []int{1280}, ""},
	{"life", "lead", "/life", []int{1280}, ""},
	{"my-letters", "participant", "/my-letters", []int{390}, ""},
	{"my-consents", "participant", "/my-consents", []int{390}, ""},
	{"looks", "participant", "/who-has-looked", []int{390}, ""},
	{"follow-up", "assessor", "/follow-up", []int{390, 1280}, ""},
	{"calls", "assessor", "/follow-up", []int{390, 1280}, "Leonard Achebe"},
	{"feedback", "participant", "/feedback", []int{390}, ""},
	{"feedback-heard", "lead", "/feedback/all", []int{1280}, ""},
	{"service-report", "analyst", "/service-report", []int{1280}, ""},
	{"report", "analyst", "/studies", []int{1280}, "The thirty-five"},
	{"access", "governance", "/access", []int{1280}, ""},
	{"roles", "governance", "/access/roles", []int{1280}, ""},
	{"system", "administrator", "/system", []int{390, 1280}, ""},
	{"devices", "participant", "/devices", []int{390}, ""},
	{"devices-staff", "lead", "/devices", []int{1280}, ""},
	{"my-number", "participant", "/my-number", []int{390}, ""},
	{"sign-in", visitor, "/sign-in", []int{390, 1280}, ""},
}

func (p picture) file(width int) string {
	return filepath.Join("..", "docs", "pictures", p.name+"-"+strconv.Itoa(width)+".png")
}

// The README shows the product before it explains it: what it shows is there,
// and tools/pictures takes it anew.
func TestThePicturesOfTheDocumentsAreThere(t *testing.T) {
	if *pictures {
		takePictures(t)
	}
	for _, p := range album {
		for _, w := range p.widths {
			if _, err := os.Stat(p.file(w)); err != nil {
				t.Errorf("%v: run tools/pictures", err)
			}
		}
	}
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range strings.Split(string(readme), "](docs/pictures/")[1:] {
		name, _, _ := strings.Cut(part, ")")
		if _, err := os.Stat(filepath.Join("..", "docs", "pictures", name)); err != nil {
			t.Error(err)
		}
	}
}

func takePictures(t *testing.T) {
	s := onStage(t)
	if err := os.MkdirAll("../docs/pictures", 0o755); err != nil {
		t.Fatal(err)
	}
	for _, p := range album {
		tab := browser.Open(t)
		if p.who != visitor {
			tab = s.as(t, cmp.Or(p.who, "participant"))
		}
		tab.Visit(s.base + p.path)
		if p.click != "" {
			tab.Visit(s.base + linkTo(tab, p.click))
		}
		if p.name == "report" {
			tab.Visit(s.base + tab.Path() + "/report")
		}
		for _, w := range p.widths {
			tab.Width(w)
			tab.Screenshot(p.file(w))
			crop(t, p.file(w))
		}
	}
}

// linkTo finds where the link with these words leads.
func linkTo(tab *browser.Tab, words string) string {
	return browser.Eval[string](tab, `[...document.querySelectorAll("main a")].find(a => a.textContent.includes(`+strconv.Quote(words)+`)).getAttribute("href")`)
}

// tallest is how much of a long page a picture shows: a little over a screen.
const tallest = 1400

func crop(t *testing.T, path string) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := png.Decode(file)
	file.Close()
	if err != nil {
		t.Fatal(err)
	}
	part := whole.Bounds().Intersect(image.Rect(0, 0, whole.Bounds().Dx(), tallest))
	out := image.NewNRGBA(part)
	draw.Draw(out, part, whole, image.Point{}, draw.Src)
	var written bytes.Buffer
	small := png.Encoder{CompressionLevel: png.BestCompression}
	if err := small.Encode(&written, out); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, written.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}
