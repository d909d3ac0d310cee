package pathway

import (
	"strconv"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/person"
)

const (
	consentListPath = "/consent"
	thinkingPath    = "/consent/thinking"
	ownConsentPath  = "/my-consents"
)

func consentPath(participant id.Participant) string { return person.Path(participant) + "/consent" }
func invitePath(participant id.Participant) string  { return consentPath(participant) + "/invite" }

// informationPath is where everybody can read a version of d's information sheet.
func informationPath(d programme.Definition, version int) string {
	return "/information/" + d.Key + "/" + strconv.Itoa(version)
}
