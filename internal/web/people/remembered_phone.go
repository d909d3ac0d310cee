package people

import (
	"net/http"
	"strconv"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/ui"
)

// phoneLine is a phone that is remembered, with the button that forgets it.
func phoneLine(v say.Voice, zone *time.Location, p identity.RememberedPhone) deviceLine {
	return deviceLine{
		Facts: ui.Facts(v.Say("device.browser"), p.Device, v.Say("device.phones.used"), v.Moment(p.UsedAt.In(zone)),
			v.Say("device.phones.until"), v.ShortDay(p.UsedAt.Add(identity.PhoneKept).In(zone))),
		Form: ui.Form{Action: "/devices/end-phone", Hidden: []ui.Hidden{{Name: "phone", Value: string(p.ID)}},
			Buttons: []ui.Button{{Label: v.Say("device.phones.forget"), Hidden: p.Device, Kind: ui.Secondary}}},
	}
}

// postForgetPhone handles POST /devices/end-phone.
func (h *handlers) postForgetPhone(r *http.Request, who authz.Actor) (ui.Response, error) {
	p, err := id.Parse[id.RememberedPhone](r.PostForm.Get("phone"))
	if err != nil {
		return ui.Response{}, err
	}
	if err := h.people.ForgetPhone(r.Context(), who, p); err != nil {
		return ui.Response{}, err
	}
	return ui.Redirect("/devices").Saying("device.phones.forgotten"), nil
}

func numbersTable(v say.Voice, zone *time.Location, numbers []identity.OwnNumber) ui.Table {
	t := ui.Table{Caption: v.Say("device.numbers.caption"), Columns: []ui.Column{
		{Label: v.Say("device.numbers.at")}, {Label: v.Say("device.browser")}, {Label: v.Say("device.numbers.state")}}}
	for _, n := range numbers {
		state := v.Say("device.numbers.now")
		switch over := v.Moment(n.EndedAt.In(zone)); {
		case n.TakenBy != "":
			state = v.Say("device.numbers.taken", over, doing(v, n.Taker))
		case !n.EndedAt.IsZero():
			state = v.Say("device.numbers.replaced", over)
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: v.Moment(n.CreatedAt.In(zone))}, {Text: n.Device},
			{Text: state}}})
	}
	return t
}

func wrongTable(v say.Voice, zone *time.Location, guesses []identity.Guesses) ui.Table {
	t := ui.Table{Caption: v.Say("device.wrong.caption"), Columns: []ui.Column{{Label: v.Say("device.browser")},
		{Label: v.Say("device.wrong.since")}, {Label: v.Say("device.wrong.tries")}, {Label: v.Say("device.wrong.state")}}}
	for _, w := range guesses {
		if !w.OfNumber {
			continue
		}
		state := v.Say("device.wrong.open")
		if w.Over {
			state = v.Say("device.wrong.over")
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: w.Device}, {Text: v.Moment(w.Since.In(zone))},
			{Text: strconv.Itoa(w.Tries)}, {Text: state}}})
	}
	return t
}
