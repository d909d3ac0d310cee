package person

import (
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/web/ui"
)

// StaffOptions offers members of staff by name, in the order in which they come.
// Where two have one name, each has their email address beside it.
func StaffOptions(list []identity.Account) []ui.Option {
	apart := StaffApart(list)
	options := make([]ui.Option, len(list))
	for i, a := range list {
		options[i] = ui.Option{Value: string(a.ID), Label: apart[a.ID]}
	}
	return options
}

// StaffApart is what to call each of a list of staff, so that no two are called
// the same.
func StaffApart(list []identity.Account) map[id.Account]string {
	count := map[string]int{}
	for _, a := range list {
		count[a.Name]++
	}
	apart := make(map[id.Account]string, len(list))
	for _, a := range list {
		apart[a.ID] = a.Name
		if count[a.Name] > 1 && a.Email != "" {
			apart[a.ID] = a.Name + " (" + a.Email + ")"
		}
	}
	return apart
}
