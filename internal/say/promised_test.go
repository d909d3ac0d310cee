package say_test

import (
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/say"
)

// An organisation may have nobody who supervises, or who leads. These sentences are said
// whether it has or not.
func TestNoSentencePromisesASupervisorOrALeadWhoMayNotBeThere(t *testing.T) {
	for key, args := range map[string][]any{
		"life.list.news_text": nil, "message.cover.off_quietly": {"today"}, "workers.own.text": nil,
		"match.end.unwritten": {1, "Ash"}, "departure.unwritten": {1}, "departure.to_copy": {1}, "departure.told": nil,
		"departure.support": {1}, "departure.only.lead": nil, "departure.words_no_lead": {2}, "supervision.empty_text": nil,
		"board.why.writing_up": nil, "board.why.before": nil, "draft.give": nil, "worry.saved_masked.lead": nil,
		"cover.saved": nil, "cover.begun": nil, "cover.nobody": nil, "cover.back.text": {"Ash"}, "cover.back.saved": nil,
		"cover.back.busy": {"Ash", "Lena 01632 960123"}, "cover.back.busy_alone": {"Ash"}, "draft.text_staff": nil,
		"draft.account_closed.text": nil, "draft.account_closed.lost": nil,
	} {
		if !say.Has(key) {
			t.Errorf("there is no %s", key)
		}
		said := say.English().Say(key, args...)
		for _, promise := range []string{"our supervisor", "he supervisor ", "he supervisors", "any supervisor ",
			"The lead is told", " or a supervisor", "board, for a supervisor", "until a supervisor",
			"then to the programme lead", "later the lead",
			"ring the lead", "or the lead", "the lead are", "he programme lead gets", "or the programme lead",
			"ring the programme lead"} {
			if strings.Contains(said, promise) {
				t.Errorf("%s says %q", key, said)
			}
		}
	}
}
