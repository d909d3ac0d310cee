package people

import (
	"context"
	"net/http"
	"strconv"
	"time"

	apppeople "footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// accessRoutes are how somebody signs in, and what staff stop of it.
func (h *handlers) accessRoutes() []route.Route {
	return []route.Route{
		route.Get("/people/{participant}/signing-in", authz.SeeAccess, h.getAccess),
		route.Post("/people/{participant}/signing-in/stop-card", authz.StopCard,
			h.onAccess(h.people.StopCard, "signing_in.stopped")),
		route.Post("/people/{participant}/signing-in/sign-out", authz.SignThemOut,
			h.onAccess(h.people.SignThemOut, "signing_in.signed_out")),
		route.Post("/people/{participant}/signing-in/take-number", authz.TakeNumberBack,
			h.onAccess(h.people.TakeNumberBack, "signing_in.taken")),
	}
}

// onAccess makes a handler that does one thing to how somebody signs in, and says said.
func (h *handlers) onAccess(do func(context.Context, authz.Actor, id.Participant) error, said string) route.Handler {
	return func(r *http.Request, who authz.Actor) (ui.Response, error) {
		participant, err := route.ID[id.Participant](r, "participant")
		if err != nil {
			return ui.Response{}, err
		}
		return ui.Redirect(person.SigningInPath(participant)).Saying(said), do(r.Context(), who, participant)
	}
}

// getAccess handles GET /people/{participant}/signing-in.
func (h *handlers) getAccess(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	a, err := h.people.SeeAccess(r.Context(), who, participant)
	if err != nil {
		return ui.Response{}, err
	}
	v, now := route.Voice(r), h.kernel.Now()
	path := person.SigningInPath(participant)
	told := "signing_in.not_told"
	if a.Told {
		told = "signing_in.told"
	}
	page := ui.ListPage{
		Back: backTo(v, participant), Title: v.Say("signing_in.title"), Lead: person.Name(v, a.Person),
		Parts: []ui.Control{
			ui.Text(v.Say(told)),
			ui.Facts(v.Say("signing_in.codes.label"), v.Say("signing_in.codes."+string(a.Codes)),
				v.Say("signing_in.sessions"), strconv.Itoa(a.Sessions),
				v.Say("signing_in.phones"), strconv.Itoa(a.Phones), v.Say("signing_in.number"), v.Say("ui."+yes(a.Number))),
		},
	}
	ask := func(offered bool, key, to string) {
		if offered {
			page.Parts = append(page.Parts, ui.Heading(v.Say(key+".title")), ui.Text(v.Say(key+".text")),
				ui.Questions{Form: ui.Form{Action: path + to,
					Buttons: []ui.Button{{Label: v.Say(key + ".save"), Kind: ui.Secondary}}}})
		}
	}
	ask(a.CardOpen(now), "signing_in.stop", "/stop-card")
	ask(a.Open(now), "signing_in.lost", "/sign-out")
	ask(a.Number, "signing_in.take", "/take-number")
	if a.Account {
		page.Parts = append(page.Parts, ui.Heading(v.Say("signing_in.opens.title")), ui.Text(v.Say(opens(a))))
	}
	if len(a.Cards) > 0 {
		page.Parts = append(page.Parts, ui.Heading(v.Say("device.cards.title")), givenTable(v, route.Zone(r), a, now))
	}
	if wrong := person.WrongCodes(v, route.Zone(r), a.Guesses); len(wrong.Rows) > 0 {
		page.Parts = append(page.Parts, ui.Heading(v.Say("device.failures.title")), wrong)
	}
	return page.Render(), nil
}

// opens is what the next card opens: somebody else may hold it.
func opens(a apppeople.Access) string {
	switch {
	case a.Number:
		return "signing_in.opens.number"
	case a.Codes == apppeople.CodesSent:
		return "signing_in.opens.email"
	}
	return "signing_in.opens.first"
}

func yes(is bool) string {
	if is {
		return "yes"
	}
	return "no"
}

// givenTable lists the cards that somebody was given, for staff.
func givenTable(v say.Voice, zone *time.Location, a apppeople.Access, now time.Time) ui.Table {
	t := cardColumns(v)
	for _, c := range a.Cards {
		by := a.Staff[id.Account(c.GivenBy)]
		if by == "" {
			by = v.Say("device.cards.by_service")
		}
		t.Rows = append(t.Rows, ui.Texts(v.Moment(c.CreatedAt.In(zone)), by, becameOf(v, c, now)))
	}
	return t
}
