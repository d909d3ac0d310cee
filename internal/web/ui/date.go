package ui

import (
	"net/url"
	"strconv"

	"footbridge.org/footbridge/internal/clean"
	"footbridge.org/footbridge/internal/programme"
)

// A TypedDate is a date as it was typed, right or wrong, so that a form can
// give it back.
type TypedDate struct{ Day, Month, Year string }

// ReadDate takes name.day, name.month and name.year from a sent form.
func ReadDate(form url.Values, name string) TypedDate {
	part := func(s string) string { return clean.Line(form.Get(name + "." + s)) }
	return TypedDate{Day: part("day"), Month: part("month"), Year: part("year")}
}

// Empty tells whether nothing was typed.
func (d TypedDate) Empty() bool { return d == TypedDate{} }

// Date reads what was typed, somewhere about near: day, month and year in their
// places, or a whole date in one of them. Its faults are those of
// programme.ReadTypedDate.
func (d TypedDate) Date(near programme.Date) (programme.Date, error) {
	return programme.ReadTypedDate(d.words(), near)
}

// Birthday reads what was typed as the day on which a grown person was born. Its faults
// are those of programme.ReadBirthday.
func (d TypedDate) Birthday(today programme.Date) (programme.Date, error) {
	return programme.ReadBirthday(d.words(), today)
}

func (d TypedDate) words() string { return d.Day + " " + d.Month + " " + d.Year }

// Typed is d as somebody would type it. The zero Date is empty.
func Typed(d programme.Date) TypedDate {
	if d.IsZero() {
		return TypedDate{}
	}
	return TypedDate{Day: strconv.Itoa(d.Day()), Month: strconv.Itoa(int(d.Month())), Year: strconv.Itoa(d.Year())}
}

// A DateInput asks for day, month and year.
type DateInput struct {
	Name, Legend, Hint, Error string

	Value    TypedDate
	Heading  bool
	Birthday bool // the browser may fill in its owner's date of birth
}

// ID is the id of the day.
func (d DateInput) ID() string { return ControlID(d.Name) }

// Words is what stands over the control.
func (d DateInput) Words() Words {
	return Words{d.ID(), d.Legend, d.Hint, d.Error, d.Heading}
}

// AsHeading makes the legend the page's heading.
func (d DateInput) AsHeading() DateInput {
	d.Heading = true
	return d
}
