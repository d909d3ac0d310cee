package admin

import (
	"net/url"
	"strconv"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/ui"
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

// pages leads through a list of count lines at path.
func pages(v say.Voice, path string, page programme.Page, count int) ui.Pagination {
	number, last := max(1, page.Number), max(1, (count+page.Limit()-1)/page.Limit())
	if last == 1 && number == 1 {
		return ui.Pagination{}
	}
	p := ui.Pagination{Place: v.Say("list.place", number, last)}
	if number > 1 {
		p.Previous = ui.Link{Label: v.Say("list.previous"), Path: at(path, "page", strconv.Itoa(min(number-1, last)))}
	}
	if number < last {
		p.Next = ui.Link{Label: v.Say("list.next"), Path: at(path, "page", strconv.Itoa(number+1))}
	}
	return p
}
