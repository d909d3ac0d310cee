package person

import (
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/web/ui"
)

// StaffOptions offers members of staff by name, in the order in which they come.
// Where two have one name, each has their email address beside it.
func StaffOptions(list []identity.Account) []ui.Option {
	apart := identity.TellApart(list)
	options := make([]ui.Option, len(list))
	for i, a := range list {
		options[i] = ui.Option{Value: string(a.ID), Label: apart[a.ID]}
	}
	return options
}
