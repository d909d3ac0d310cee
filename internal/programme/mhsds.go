package programme

// What the English mental-health data set (MHSDS, table MHS201, care contact)
// calls what became of an appointment, and by what means it was held. The
// numbers are the data set's; Footbridge's own words are not replaced by them.
var (
	attendanceCodes = map[VisitOutcome]string{
		Attended:               "5", // on time
		AttendedLate:           "6", // late, but they met
		TooLateToMeet:          "7", // late, and they could not meet
		DidNotAttend:           "3", // with no word beforehand
		CalledOffByParticipant: "2",
		CalledOffByWorker:      "4",
	}
	cancellationCodes = map[Party]string{
		PartyParticipant: "2",
		PartyWorker:      "4", // by the provider
		PartyService:     "4",
	}
	mediumCodes = map[Place]string{
		PlaceHome:      "01", // face to face
		PlaceElsewhere: "01",
		PlaceTelephone: "02",
		PlaceVideo:     "11",
	}
)

const mediumOther = "98"

// AttendanceCode is MHSDS AttendStatus for o, or nothing for no outcome.
func AttendanceCode(o VisitOutcome) string { return attendanceCodes[o] }

// CancellationCode is MHSDS AttendStatus for an appointment that by called off
// beforehand, or nothing for nobody.
func CancellationCode(by Party) string { return cancellationCodes[by] }

// MediumCode is MHSDS ConsMechanismMH for p: 98, other, for what isn't known.
func MediumCode(p Place) string {
	if code, ok := mediumCodes[p]; ok {
		return code
	}
	return mediumOther
}
