package programme

import "testing"

func TestACrisisLineSaysWhatToDoWhenItIsClosed(t *testing.T) {
	today, err := ParseDate("2026-11-23")
	if err != nil {
		t.Fatal(err)
	}
	good := CrisisLine{ID: "x", Number: "01632 960 123", Hours: "9 to 9", WhenClosed: "Call 111",
		ReviewBy: today.AddDays(90)}
	if p := good.Check(today); p.Any() {
		t.Error(p)
	}
	if line := good.Line("The team", "You have left it"); line.Ways[0].Target != "01632 960123" || line.Check().Any() {
		t.Errorf("as a card: %+v %v", line, line.Check())
	}
	good.Number = "01632960123 (day) or 07700 900123"
	if ways := good.Line("The team", "You have left it").Ways; len(ways) != 2 || ways[0].Shown != "01632 960123 (day)" ||
		ways[1].Target != "07700 900123" || good.Check(today).Any() {
		t.Errorf("two numbers: %+v", ways)
	}
	late := good
	late.ReviewBy = today.AddMonths(12*3 + 1)
	for _, of := range []struct {
		line CrisisLine
		key  string
	}{{CrisisLine{ReviewBy: today.AddDays(-1)}, "help_line.review_by.past"}, {late, "date.far_ahead"}} {
		if p, _ := of.line.Check(today).On("review_by"); p.Key != of.key {
			t.Errorf("%s: %v", of.line.ReviewBy, p)
		}
	}
	for field, bad := range map[string]CrisisLine{
		"number":    {Number: "ring us", Hours: "9 to 9", ReviewBy: today},
		"hours":     {Number: "01632 960123", ReviewBy: today},
		"review_by": {Number: "01632 960123", Hours: "9 to 9", ReviewBy: today.AddDays(-1)},
	} {
		if _, found := bad.Check(today).On(field); !found {
			t.Errorf("%s: %v", field, bad.Check(today))
		}
	}
}
