package person

import (
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/ui"
)

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
