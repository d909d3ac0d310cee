package person

import (
	"net/http"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// A Narrowing is what a list of people is narrowed to: a team, who visits, where they are, or
// where what is listed of them is.
type Narrowing struct {
	*form.Narrowing
	Page   programme.Page
	stands []programme.Stands
	state  string // the name of the state of what is listed
	states []string
}

// Narrow reads the address of the list at path, which can be narrowed to a team and to any of
// stands.
func Narrow(r *http.Request, who authz.Actor, now time.Time, path string, stands ...programme.Stands) Narrowing {
	n := Narrowing{Narrowing: form.Narrow(r, who, now, path), Page: route.Page(r), stands: stands}
	n.Page.Only.Team = form.ChosenID[id.Team](n.Narrowing, "team")
	n.Page.Only.Stands = form.ChosenOf(n.Narrowing, "state", stands...)
	return n
}

// ByWorker is n of a list that can be narrowed to who visits, too.
func (n Narrowing) ByWorker() Narrowing {
	n.Page.Only.Worker = form.ChosenID[id.Account](n.Narrowing, "worker")
	return n
}

// ByState is n of a list that can be narrowed to a state of what is listed, called name.
func (n Narrowing) ByState(name string, states []string) Narrowing {
	n.state, n.states = name, states
	n.Page.Only.State = form.ChosenOf(n.Narrowing, name, states...)
	return n
}

// Among offers what there is to narrow the list to. Where that leaves nobody, empty says so.
func (n Narrowing) Among(empty *ui.Empty, teams []identity.Team, workers ...identity.Account) {
	n.Offer("worker", StaffOptions(workers)...)
	n.Offer("team", TeamOptions(teams)...)
	n.Offer("state", StandsOptions(n.Voice, n.stands)...)
	if len(n.states) > 0 {
		n.OfferKeys(n.state, n.states...)
	}
	if n.Narrows() {
		*empty = NobodyOf(n.Voice)
	}
}

// Listed is the list with its filter above it and the way to its other pages below.
func (n Narrowing) Listed(list ui.Control, count int) []ui.Control {
	return []ui.Control{n.Filter(), list, ui.Paginate(n.Voice, n.Path(), n.Page, count)}
}

// TeamOptions offers teams, by what they are called.
func TeamOptions(list []identity.Team) []ui.Option {
	options := make([]ui.Option, len(list))
	for i, t := range list {
		options[i] = ui.Option{Value: string(t.ID), Label: t.Name}
	}
	return options
}

// StandsOptions offers where somebody can be.
func StandsOptions(v say.Voice, list []programme.Stands) []ui.Option {
	options := make([]ui.Option, len(list))
	for i, s := range list {
		key := "referral.state." + string(s)
		if !say.Has(key) {
			key = "filter.state." + string(s)
		}
		options[i] = ui.Option{Value: string(s), Label: v.Say(key)}
	}
	return options
}

// NobodyOf stands where a list that was narrowed has nobody.
func NobodyOf(v say.Voice) ui.Empty {
	return ui.Empty{Title: v.Say("filter.nobody"), Text: v.Say("filter.nobody_text")}
}
