package pathway

import (
	"net/url"
	"strconv"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/person"
)

func referralsPath(t id.Team) string                  { return "/teams/" + string(t) + "/referrals" }
func referralFormPath(t id.Team) string               { return referralsPath(t) + "/new" }
func referralPath(participant id.Participant) string  { return "/referrals/" + string(participant) }
func screeningPath(participant id.Participant) string { return person.Path(participant) + "/screening" }
func earlierPath(path string, n int64) string {
	return path + "?" + query("before", strconv.FormatInt(n, 10))
}
func query(name, value string) string { return url.Values{name: {value}}.Encode() }
