package authz

// CopyClinicalNote is saying that the short text about a visit was copied into
// the clinical record.
var CopyClinicalNote = changes("clinical_note.copy", onParticipant, revealsArm)
