package identity

import (
	"testing"

	"footbridge.org/footbridge/internal/programme"
)

func TestANumberThatOthersWouldTryFirstIsNotTaken(t *testing.T) {
	born, err := programme.ParseDate("1990-02-28")
	if err != nil {
		t.Fatal(err)
	}
	for typed, want := range map[string]string{
		"": "own_number.missing", "12345": "own_number.shape", "48291x": "own_number.shape", "4829133": "own_number.shape",
		"111111": "own_number.easy", "123456": "own_number.easy", "654321": "own_number.easy", "890123": "own_number.easy",
		"121212": "own_number.easy", "123123": "own_number.easy", "135791": "own_number.easy",
		"280290": "own_number.birth_date", "900228": "own_number.birth_date", "022890": "own_number.birth_date",
		"021990": "own_number.birth_date", "199002": "own_number.birth_date", "482913": "", "48 29 13": "",
	} {
		p := CheckChosen(typed, typed, born)
		got := ""
		if p.Any() {
			got = p[0].Key
		}
		if got != want {
			t.Errorf("%q is answered %q, want %q", typed, got, want)
		}
	}
	for again, want := range map[string]string{"": "own_number.again_missing", "482914": "own_number.again_other"} {
		if p := CheckChosen("482913", again, born); len(p) != 1 || p[0].Field != "again" || p[0].Key != want {
			t.Errorf("typed again as %q: %v", again, p)
		}
	}
}
