package programme_test

import (
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/programme"
)

func TestASenderHasAnAddressAndATelephoneThatFitOnALetter(t *testing.T) {
	whole := programme.Sender{Lines: []string{"12 Bridge Street", "Heronbridge"}, Postcode: "he1 2xy",
		Phone: "01632 960010"}
	if p := whole.Check(); p.Any() {
		t.Errorf("a whole one is refused: %v", p)
	}
	if got := strings.Join(whole.Written(), ", "); got != "12 Bridge Street, Heronbridge, HE1 2XY" {
		t.Errorf("it is written %q", got)
	}
	for key, s := range map[string]programme.Sender{
		"sender.address_lines.missing": {Postcode: "HE1 2XY", Phone: "01632 960010"},
		"sender.address_lines.many":    {Lines: strings.Split("a b c d e f", " "), Postcode: "HE1 2XY", Phone: "01632 960010"},
		"sender.postcode.missing":      {Lines: whole.Lines, Phone: "01632 960010"},
		"contact.postcode.wrong":       {Lines: whole.Lines, Postcode: "Bridge", Phone: "01632 960010"},
		"sender.phone.missing":         {Lines: whole.Lines, Postcode: "HE1 2XY"},
		"contact.phone.wrong":          {Lines: whole.Lines, Postcode: "HE1 2XY", Phone: "ask Jo"},
	} {
		if p := s.Check(); len(p) != 1 || p[0].Key != key {
			t.Errorf("%+v has %v, not %s", s, p, key)
		}
	}
	if len((programme.Sender{}).Written()) > 0 {
		t.Error("nothing set is written")
	}
}
