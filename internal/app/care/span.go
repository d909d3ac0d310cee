package care

import (
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// courseSpan is when something can have been done with participant. It is read
// from what everybody may be told.
func courseSpan(tx *kernel.Tx, participant id.Participant) (programme.Span, error) {
	person, err := tx.FindToldApart(participant)
	return person.CourseSpan(tx.Zone), err
}

// agreedSpan is when something can have been done with p that waits for their yes: not
// before they gave it. Where none counts any more it is their course's.
func agreedSpan(tx *kernel.Tx, p programme.Person) (programme.Span, error) {
	within := p.CourseSpan(tx.Zone)
	d, err := content.Programme(p.Definition)
	if err != nil {
		return within, err
	}
	given, err := tx.ListConsents(p.CurrentCourse())
	if on := consentedOn(given, d, tx.Zone); !on.IsZero() {
		within = within.From(on, "date.before.consent")
	}
	return within, err
}

// agreedSpanOf is agreedSpan of participant, as everybody may be told of them.
func agreedSpanOf(tx *kernel.Tx, participant id.Participant) (programme.Span, error) {
	person, err := tx.FindToldApart(participant)
	if err != nil {
		return programme.Span{}, err
	}
	return agreedSpan(tx, person)
}

// informedSpan is when participant can have answered what they were asked, after all
// that they were given and have said: not before they were given the information, nor
// before they said no to it.
func informedSpan(tx *kernel.Tx, history pathway.History) (programme.Span, error) {
	within, err := courseSpan(tx, tx.Course.Participant)
	if given := history.Informed(tx.Definition.InformationSheet.Version); !given.IsZero() {
		within = within.From(given, "date.before.information")
	}
	return sinceNo(within, history), err
}

// sinceNo is within without the days before they said no, or stopped: what follows is
// not dated before it.
func sinceNo(within programme.Span, history pathway.History) programme.Span {
	if no := history.SaidNo(); !no.IsZero() {
		within = within.From(no, "date.before.no")
	}
	return within
}
