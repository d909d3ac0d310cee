package authz

// What is done with the short text about a visit: saying that it was copied into the
// clinical record.
var (
	CopyClinicalNote = changes("clinical_note.copy", onParticipant, revealsArm)
	CopyCoveredNote  = changes("clinical_note.copy_covered", onParticipant, revealsArm) // made in a colleague's place
	CopyEarlierNote  = changes("clinical_note.copy_earlier", onParticipant, revealsArm) // of a course before
)
