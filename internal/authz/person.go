package authz

// What is done with a person's record.
var (
	FindPeople  = looks("person.find", onOrganisation)
	SeePerson   = looks("person.see", onParticipant)
	SeeHomeNote = looks("home_note.see", onParticipant)
	SeeLooks    = looks("looks.see", onParticipant)
	SeeHome     = looks("home.see", onParticipant)
)
