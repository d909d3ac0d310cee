package care

import "footbridge.org/footbridge/internal/id"

const (
	visitListPath = "/visits"
	ownVisitsPath = "/my-visits"
)

func visitsPath(participant id.Participant) string { return personPath(participant) + "/visits" }
func planPath(participant id.Participant) string   { return visitsPath(participant) + "/plan" }
func visitPath(participant id.Participant, a id.Appointment) string {
	return visitsPath(participant) + "/" + string(a)
}
