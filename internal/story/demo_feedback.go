package story

import "footbridge.org/footbridge/internal/workforce"

// A remark is what somebody of the demonstration said of the service, so many
// days ago.
type remark struct {
	days  int
	at    string
	words string
	quote workforce.Quote
}

// remarks are by the names of those who said them.
var remarks = map[string][]remark{
	"Nkechi Obi": {{9, "20:40",
		"Somebody who has been there, and doesn't look at the clock. I talk more on a walk than on the sofa, so we walk.",
		workforce.QuoteYes}},
	"Leila Farahani": {{27, "11:20", "The ladder page. I keep it on the fridge and my son added a rung.",
		workforce.QuoteYes},
		{5, "18:15", "I worry about what happens when it is over. It helped that we talked about it from the start.",
			workforce.QuoteNo}},
	"Owen Pritchard": {{20, "23:30",
		"Two times in a row the day was moved. It was for good reasons, but I had tidied up both times.", workforce.QuoteNo}},
	"Samir Haddad": {{2, "13:05",
		"It is all right that I don't have to fill in everything. Some days I only open it to look at the numbers to ring.",
		workforce.QuoteYes}},
	"Joy Mensah": {{12, "16:50", "Nobody had asked me before what I am like when I am well.", workforce.QuoteYes}},
}

// remarking tells what somebody said of the service.
func (t *telling) remarking(p *Person, l biography) {
	for _, r := range remarks[l.name()] {
		t.on(r.days, r.at, "remark "+l.name(), func() { p.Says(r.words, r.quote).Sends().OK() })
	}
}
