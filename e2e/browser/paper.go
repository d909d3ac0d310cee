package browser

import (
	"bytes"
	"context"
	"os/exec"
	"strings"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// OnPaper shows the page as it is printed, or as it is on a screen again.
func (tab *Tab) OnPaper(on bool) {
	tab.t.Helper()
	medium := ""
	if on {
		medium = "print"
	}
	ask(tab, "choosing the medium", emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: medium})
}

// Print prints the page on A4, as its own button does, and returns the words on
// each sheet, as poppler's pdftotext reads them back.
func (tab *Tab) Print() []string {
	tab.t.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF(func(p *page.PrintToPDFParams) {
		p.PaperWidth, p.PaperHeight = chromedp.PaperA4.Width, chromedp.PaperA4.Height
	}))
	if err != nil {
		tab.t.Fatalf("printing: %v", err)
	}
	read := exec.Command("pdftotext", "-layout", "-", "-")
	read.Stdin = bytes.NewReader(pdf)
	text, err := read.Output()
	if err != nil {
		tab.t.Fatalf("reading what was printed: %v", err)
	}
	sheets := strings.Split(strings.TrimSuffix(string(text), "\f"), "\f")
	for i, s := range sheets {
		sheets[i] = strings.Join(strings.Fields(s), " ")
	}
	return sheets
}
