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

// informationPath is where everybody can read the information sheet of d.
func informationPath(d programme.Definition) string {
	return "/information/" + d.Key + "/" + strconv.Itoa(d.InformationSheet.Version)
}
