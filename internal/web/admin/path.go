package admin

import (
	"net/url"

	"footbridge.org/footbridge/internal/id"
)

func accountPath(a id.Account) string { return "/accounts/" + string(a) }
func endRolePath(a id.Account, g id.Grant) string {
	return accountPath(a) + "/roles/" + string(g) + "/end"
}

// at adds pairs of name and value to a path; an empty value is left out.
func at(path string, pairs ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			q.Set(pairs[i], pairs[i+1])
		}
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}
