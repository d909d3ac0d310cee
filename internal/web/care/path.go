package care

import (
	"net/url"
	"strconv"

	"footbridge.org/footbridge/internal/id"
)

func referralsPath(t id.Team) string          { return "/teams/" + string(t) + "/referrals" }
func referralFormPath(t id.Team) string       { return referralsPath(t) + "/new" }
func referralPath(sam id.Participant) string  { return "/referrals/" + string(sam) }
func personPath(sam id.Participant) string    { return "/people/" + string(sam) }
func homeNotePath(sam id.Participant) string  { return personPath(sam) + "/home-note" }
func screeningPath(sam id.Participant) string { return personPath(sam) + "/screening" }
func earlierPath(path string, n int64) string {
	return path + "?" + query("before", strconv.FormatInt(n, 10))
}
func query(name, value string) string { return url.Values{name: {value}}.Encode() }
