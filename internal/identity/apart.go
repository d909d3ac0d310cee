package identity

import "footbridge.org/footbridge/internal/id"

// TellApart is what to call each of a list of staff, so that no two are called
// the same.
func TellApart(list []Account) map[id.Account]string {
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
