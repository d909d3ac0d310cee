package care

import (
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// courseSpan is when something can have been done with participant. It is read
// from what everybody may be told.
func courseSpan(tx *kernel.Tx, participant id.Participant) (programme.Span, error) {
	person, err := tx.FindToldApart(participant)
	return person.CourseSpan(tx.Zone), err
}

// informedSpan is when participant can have answered what they were asked: not
// before they were given the information.
func informedSpan(tx *kernel.Tx) (programme.Span, error) {
	within, err := courseSpan(tx, tx.Course.Participant)
	if err != nil {
		return programme.Span{}, err
	}
	history, err := tx.FindConsentHistory(tx.Course)
	if given := history.Informed(tx.Definition.InformationSheet.Version); !given.IsZero() {
		within = within.From(given, "date.before.information")
	}
	return within, err
}
