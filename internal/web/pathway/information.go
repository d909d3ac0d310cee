package pathway

import (
	"html/template"
	"net/http"
	"strconv"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// An informationView is an information sheet in one of its versions.
type informationView struct {
	Title   string
	Version string
	Body    template.HTML
}

var informationPage = ui.NewPage[informationView]("information")

// getInformation handles GET /information/{programme}/{sheet}, for anybody:
// anybody who thinks about taking part may show it to anybody.
func (h *handlers) getInformation(r *http.Request, _ authz.Actor) (ui.Response, error) {
	version, err := strconv.Atoi(r.PathValue("sheet"))
	if err != nil {
		return ui.Response{}, fault.Absent
	}
	for _, d := range content.Programmes() {
		if d.Key != r.PathValue("programme") || d.InformationSheet.Version != version || d.Released.IsZero() {
			continue
		}
		page, err := content.ReadPage(d.InformationSheet.File)
		if err != nil {
			return ui.Response{}, err
		}
		view := informationView{Title: page.Title, Version: route.Voice(r).Say("consent.information.version",
			version), Body: page.Body}
		return informationPage.Render(view, route.Voice(r).Say("consent.information.title")), nil
	}
	return ui.Response{}, fault.Absent
}
