package people

import (
	"net/http"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// postSignOut handles POST /sign-out. It ends this browser's session.
func (h *handlers) postSignOut(r *http.Request, who authz.Actor) (ui.Response, error) {
	if err := h.people.SignOut(r.Context(), who); err != nil {
		return ui.Response{}, err
	}
	return h.left(r), nil
}

// left has the browser forget who was signed in, and the pages that it kept. Clearing its
// storage as well would take words that wait to be sent. A phone that is remembered stays so.
func (h *handlers) left(r *http.Request) ui.Response {
	door, said := Door(r, h.secure), "sign_in.out"
	if door == numberDoor {
		said = "sign_in.out_remembered"
	}
	return h.leaves(door, said)
}

func (h *handlers) leaves(door, said string) ui.Response {
	return ui.Redirect(door).Cookie(h.gone("footbridge")).Header("Clear-Site-Data", `"cache"`).Saying(said)
}

// A devicesView is where somebody is signed in.
type devicesView struct {
	Title   string
	Text    string
	Address string  // that it was changed, and when
	Phone   ui.Link // to change their telephone number; none for a participant, whose record holds it
	Number  ui.Link // to choose a number of their own
	Devices []deviceLine
	All     ui.Form

	Phones   []deviceLine // that are remembered
	Numbers  ui.Table     // of their own
	Wrong    ui.Table     // wrong numbers
	Cards    ui.Table     // that were given for them
	Failures ui.Table     // wrong codes for one that they were sent
}

// A deviceLine is one of their browsers.
type deviceLine struct {
	Facts ui.SummaryList
	Form  ui.Form
	Here  bool
}

var devicesPage = ui.NewPage[devicesView]("devices")

// getDevices handles GET /devices.
func (h *handlers) getDevices(r *http.Request, who authz.Actor) (ui.Response, error) {
	seen, err := h.people.SeeDevices(r.Context(), who)
	if err != nil {
		return ui.Response{}, err
	}
	v, zone := route.Voice(r), route.Zone(r)
	view := devicesView{
		Title: v.Say("device.title"), Text: v.Say("device.text"),
		All: ui.Form{Action: "/devices/end-all", Buttons: []ui.Button{{Label: v.Say("device.end_all"), Kind: ui.Secondary}}},
	}
	if who.Participant != "" {
		view.Number = ui.Link{Label: v.Say("own_number.title"), Path: ownNumberPath}
	} else {
		view.Phone = ui.Link{Label: v.Say("own_phone.open"), Path: ownPhonePath}
		view.Text += " " + idleWords(v, authz.IdleLife(who.Grants))
	}
	if at := seen.Readdressed; !at.IsZero() {
		view.Address = v.Say("device.readdressed", v.Moment(at.In(zone)))
	}
	for _, s := range seen.Sessions {
		here, end := s.ID == who.Session, "/devices/end"
		if here {
			end = "/sign-out"
		}
		view.Devices = append(view.Devices, deviceLine{
			Here: here,
			Facts: ui.Facts(v.Say("device.browser"), s.Device, v.Say("device.since"), v.Moment(s.CreatedAt.In(zone)),
				v.Say("device.until"), v.Moment(s.ExpiresAt.In(zone))),
			Form: ui.Form{Action: end, Hidden: []ui.Hidden{{Name: "session", Value: string(s.ID)}},
				Buttons: []ui.Button{{Label: v.Say("device.end"), Hidden: s.Device, Kind: ui.Secondary}}},
		})
	}
	for _, p := range seen.Phones {
		view.Phones = append(view.Phones, phoneLine(v, zone, p))
	}
	view.Numbers, view.Wrong = numbersTable(v, zone, seen.Numbers), wrongTable(v, zone, seen.Guesses)
	view.Cards = cardsTable(v, zone, seen.Cards, h.kernel.Now())
	view.Failures = person.WrongCodes(v, zone, seen.Guesses)
	return devicesPage.Render(view, view.Title), nil
}

// idleWords say how long staff may do nothing.
func idleWords(v say.Voice, idle time.Duration) string {
	if idle < time.Hour {
		return v.Say("device.idle_minutes", int(idle.Minutes()))
	}
	return v.Say("device.idle_hours", int(idle.Hours()))
}

func cardsTable(v say.Voice, zone *time.Location, cards []identity.SignIn, now time.Time) ui.Table {
	t := cardColumns(v)
	for _, c := range cards {
		by := doing(v, c.Giver)
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: v.Moment(c.CreatedAt.In(zone))}, {Text: by},
			{Text: becameOf(v, c, now)}}})
	}
	return t
}

func cardColumns(v say.Voice) ui.Table {
	return ui.Table{Caption: v.Say("device.cards.caption"), Columns: []ui.Column{
		{Label: v.Say("device.cards.at")}, {Label: v.Say("device.cards.by")}, {Label: v.Say("device.cards.state")}}}
}

// becameOf says what became of a card, and on which device it was used.
func becameOf(v say.Voice, c identity.SignIn, now time.Time) string {
	if c.UsedOn != "" {
		return v.Say("device.cards.used_on", c.UsedOn)
	}
	return v.Say("device.cards." + string(c.CardState(now)))
}

// doing says who did something as staff by what they do, never by name.
func doing(v say.Voice, role string) string {
	if role != "" {
		return v.Say("role." + role)
	}
	return v.Say("device.cards.by_service")
}

// postEndDevice handles POST /devices/end.
func (h *handlers) postEndDevice(r *http.Request, who authz.Actor) (ui.Response, error) {
	s, err := id.Parse[id.Session](r.PostForm.Get("session"))
	if err != nil {
		return ui.Response{}, err
	}
	if err := h.people.EndSession(r.Context(), who, s); err != nil {
		return ui.Response{}, err
	}
	return ui.Redirect("/devices").Saying("device.ended"), nil
}

// postEndAll handles POST /devices/end-all.
func (h *handlers) postEndAll(r *http.Request, who authz.Actor) (ui.Response, error) {
	if err := h.people.SignOutEverywhere(r.Context(), who); err != nil {
		return ui.Response{}, err
	}
	return h.leaves("/sign-in", "sign_in.out").Cookie(h.gone(phoneCookie)), nil
}
