package identity

import (
	"strings"
	"time"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// What a number of somebody's own is like, and how long a phone is remembered on which it
// opens a session. docs/adr/0028 has why.
const (
	OwnDigits      = 6
	MaxWrongNumber = 5 // in a row, before a phone is forgotten, or a session by a card ends
	PhoneKept      = 90 * 24 * time.Hour
)

// An OwnNumber is one that somebody chose, as it is kept: nobody reads it again.
type OwnNumber struct {
	ID        id.OwnNumber
	Account   id.Account
	Device    string // that it was chosen on
	CreatedAt time.Time
	EndedAt   time.Time
	TakenBy   string // of one that staff took back: as the trail names them
	Taker     string // of one in a list: the role that they hold now, if any
}

// A RememberedPhone is one of which its owner said that it is theirs.
type RememberedPhone struct {
	ID           id.RememberedPhone
	Organisation id.Organisation
	Account      id.Account
	Device       string
	Tries        int // wrong numbers in a row
	CreatedAt    time.Time
	UsedAt       time.Time
	EndedAt      time.Time
}

// Open tells whether a number can still be typed on p at now.
func (p RememberedPhone) Open(now time.Time) bool {
	return p.EndedAt.IsZero() && p.Tries < MaxWrongNumber && now.Before(p.UsedAt.Add(PhoneKept))
}

// A Guess is what somebody typed as their number, held against the one in force.
type Guess struct {
	Number id.OwnNumber
	Right  bool
}

// NormalNumber takes out what people put between the figures of their number.
func NormalNumber(s string) string { return NormalCode(s) }

// CheckOwnNumber reports what is wrong with the shape of a typed number.
func CheckOwnNumber(typed string) fault.Problems {
	var p fault.Problems
	p.If(NormalNumber(typed) == "", "own_number", "own_number.missing")
	p.If(NormalNumber(typed) != "" && !sixDigits(typed), "own_number", "own_number.shape")
	return p
}

// CheckChosen reports every problem with a number that somebody born on a day would choose.
func CheckChosen(typed, again string, born programme.Date) fault.Problems {
	var p fault.Problems
	number := NormalNumber(typed)
	switch {
	case number == "":
		p.If(true, "chosen", "own_number.missing")
	case !sixDigits(typed):
		p.If(true, "chosen", "own_number.shape")
	case easyToGuess(number):
		p.If(true, "chosen", "own_number.easy")
	case ofDay(number, born):
		p.If(true, "chosen", "own_number.birth_date")
	}
	p.If(NormalNumber(again) == "", "again", "own_number.again_missing")
	p.If(NormalNumber(again) != "" && NormalNumber(again) != number, "again", "own_number.again_other")
	return p
}

func sixDigits(typed string) bool {
	number := NormalNumber(typed)
	return len(number) == OwnDigits && strings.Trim(number, "0123456789") == ""
}

// easyToGuess tells whether a number goes up or down in equal steps, as 111111, 123456 and
// 987654 do, or repeats its first two or three figures.
func easyToGuess(number string) bool {
	step, steady := (number[1]-number[0]+10)%10, true
	for i := 1; i < len(number); i++ {
		steady = steady && (number[i]-number[i-1]+10)%10 == step
	}
	return steady || number == strings.Repeat(number[:2], 3) || number == strings.Repeat(number[:3], 2)
}

// ofDay tells whether a number is one of the ways in which people write a day in six figures.
func ofDay(number string, d programme.Date) bool {
	if d.IsZero() {
		return false
	}
	for _, layout := range []string{"020106", "010206", "060102", "012006", "200601"} {
		if d.Time().Format(layout) == number {
			return true
		}
	}
	return false
}
