package course

import (
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/person"
)

const (
	VisitListPath = person.VisitListPath
	OwnVisitsPath = "/my-visits"
)

func PlanPath(participant id.Participant) string { return person.VisitsPath(participant) + "/plan" }
func earlierVisitPath(participant id.Participant, a id.Appointment) string {
	return person.EarlierPath(participant) + "/" + string(a)
}

func coveredPath(participant id.Participant, a id.Appointment) string {
	return person.Path(participant) + "/covering/" + string(a)
}

func visitPath(participant id.Participant, a id.Appointment) string {
	return person.VisitsPath(participant) + "/" + string(a)
}
