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
	Print   ui.Button
	Sign    ui.SignHere // on paper alone
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
		v := route.Voice(r)
		return informationPage.Render(informationView{
			Title: page.Title, Version: v.Say("consent.information.version", version), Body: page.Body,
			Print: ui.Button{Label: v.Say("paper.print"), Kind: ui.Secondary, Print: true},
			Sign:  ui.SignHere{Text: v.Say("consent.information.read"), Labels: signed(v, "paper.name")},
		}, v.Say("consent.information.title")), nil
	}
	return ui.Response{}, fault.Absent
}
