package people

import (
	"net/http"
	"slices"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// A cardView is a sign-in card, shown once. What is printed of it says nothing
// of whose it is.
type cardView struct {
	Back  ui.Link
	Title string
	Text  string
	Ended string // what the card has ended
	Card  ui.Secret
}

var cardPage = ui.NewPage[cardView]("sign_in_card")

// A noCardView says why somebody could not be given access, and what can be
// done instead.
type noCardView struct {
	Back     ui.Link
	Problems ui.ErrorSummary
	Title    string
	Text     string // what a card would end
	Form     ui.Form
}

var noCardPage = ui.NewPage[noCardView]("sign_in_not_given")

// giveCard handles POST /people/{participant}/card. The card is in this answer
// and nowhere else.
func (h *handlers) giveCard(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	key, _ := id.Parse[id.Code](r.PostForm.Get(person.CardKey)) // without one there is nothing to press twice
	secret, err := h.people.GiveCardOnce(r.Context(), who, participant, key)
	if fault.Of(err) == fault.Conflict && fault.KeyOf(err) == "card.given.title" {
		view := ui.ErrorView{Title: v.Say("card.given.title"), Texts: []string{v.Say("card.given.text")},
			Action: ui.Button{Label: v.Say("card.back"), Path: person.Path(participant), Kind: ui.Secondary}}
		return ui.ErrorPage.With(http.StatusConflict, view, view.Title), nil
	}
	if problems, ok := fault.AsProblems(err); ok {
		return notGiven(v, participant, problems, ui.Form{}), nil
	}
	if err != nil {
		return ui.Response{}, err
	}
	until := h.people.Kernel.Now().Add(identity.CardLife).In(route.Zone(r))
	view := cardView{
		Back: backTo(v, participant), Title: v.Say("card.title"), Text: v.Say("card.text"), Ended: v.Say("card.before"),
		Card: ui.Secret{
			Title: v.Say("card.code"), Code: secret.Code, Print: v.Say("card.print"), Copy: v.Say("card.copy"),
			Facts: []ui.SummaryLine{
				{Key: v.Say("card.where"), Value: h.people.Base + "/sign-in/card"},
				{Key: v.Say("card.until"), Value: v.Moment(until)},
			},
			Texts: []string{v.Say("card.once")},
		},
	}
	return cardPage.Render(view, view.Title), nil
}

func backTo(v say.Voice, participant id.Participant) ui.Link {
	return ui.Link{Label: v.Say("card.back"), Path: "/people/" + string(participant)}
}

// invite handles POST /people/{participant}/invite.
func (h *handlers) invite(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	err = h.people.InvitePerson(r.Context(), who, participant)
	if problems, ok := fault.AsProblems(err); ok {
		v := route.Voice(r)
		var card ui.Form
		if !slices.ContainsFunc(problems, noCardEither) {
			card = person.CardForm(v, h.kernel, who, participant, ui.Primary)
		}
		return notGiven(v, participant, problems, card), nil
	}
	return ui.Redirect("/people/" + string(participant)).Saying("invite.sent"), err
}

// noCardEither tells whether p keeps them from signing in by whichever way.
func noCardEither(p fault.Problem) bool {
	return p.Key == "same_person.no_sign_in" || p.Key == "life.no_sign_in"
}

func notGiven(v say.Voice, participant id.Participant, problems fault.Problems, instead ui.Form) ui.Response {
	for i := range problems {
		problems[i].Field = "" // there is nothing to fill in here
	}
	view := noCardView{Back: backTo(v, participant), Problems: ui.Summary(v, problems),
		Title: v.Say("invite.title"), Text: v.Say("invite.card_ends"), Form: instead}
	return noCardPage.Invalid(view, view.Title)
}
