package ui_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/ui"
)

// A page's template is read for the first of those who ask for it, whoever that is.
func TestTwentyOpenAPageForTheFirstTimeAtOnce(t *testing.T) {
	page := ui.NewPage[ui.ListView]("list_page")
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			w := httptest.NewRecorder()
			people := page.With(http.StatusOK, ui.ListPage{Title: "People"}.View(), "People")
			if err := people.Write(w, shell(say.English())); err != nil {
				t.Error(err)
			}
			if text, _ := io.ReadAll(w.Body); len(text) < 1000 {
				t.Errorf("the page has %d bytes", len(text))
			}
		})
	}
	all.Wait()
}
