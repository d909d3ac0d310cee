package people

import (
	"context"
	"net/http"
	"strconv"

	apppeople "footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/ui"
)

const ownPhonePath = "/my-phone"

// An ownPhoneSent is a telephone number as it was typed, and how many corrections of
// the account there were when its form was drawn.
type ownPhoneSent struct {
	key   id.Correction
	phone programme.Phone
	drawn int
}

// ownPhone changes the telephone number of the member of staff who asks.
func (h *handlers) ownPhone() form.Step[id.Account, apppeople.OwnAccount, ownPhoneSent] {
	return form.Step[id.Account, apppeople.OwnAccount, ownPhoneSent]{
		Path: ownPhonePath, Noun: "own_phone", Draws: form.Draws(h.kernel, "own_phone"),
		Looks: authz.SeeOwnAccount, Look: h.people.SeeOwnAccount, Sends: authz.ChangeOwnPhone,
		About: func(_ *http.Request, who authz.Actor) (id.Account, error) { return who.Account, nil },
		Home:  func(id.Account) string { return "/devices" },
		Draw: func(f *form.Fields, now apppeople.OwnAccount) form.View {
			return form.View{
				Title: f.Words("title"), Lead: f.Words("text"),
				Back:   ui.Link{Label: f.Voice.Say("device.title"), Path: "/devices"},
				Fields: []ui.Control{f.Input("phone", string(now.Phone)).Telephone(), f.Basis("drawn", strconv.Itoa(now.Made))},
			}
		},
		Read: func(_ id.Account, s *form.Sent) ownPhoneSent {
			return ownPhoneSent{id.Correction(s.ID), s.Phone("phone"), s.Number("drawn")}
		},
		Send: func(ctx context.Context, who authz.Actor, _ id.Account, c ownPhoneSent) error {
			return h.people.ChangeOwnPhone(ctx, who, c.key, c.phone, c.drawn)
		},
	}
}
