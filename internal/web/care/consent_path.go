package care

import (
	"strconv"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

const (
	consentListPath = "/consent"
	thinkingPath    = "/consent/thinking"
	ownConsentPath  = "/my-consents"
)

func consentPath(sam id.Participant) string { return personPath(sam) + "/consent" }
func invitePath(sam id.Participant) string  { return consentPath(sam) + "/invite" }

// informationPath is where everybody can read a version of d's information sheet.
func informationPath(d programme.Definition, version int) string {
	return "/information/" + d.Key + "/" + strconv.Itoa(version)
}
