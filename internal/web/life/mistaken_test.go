package life_test

import (
	"net/http"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/webtest"
)

// An old link to a death says what was recorded then, and that it was an error, and not the
// opposite beside the words of then.
func TestThePageOfADeathThatWasAnErrorSaysWhatWasRecordedThen(t *testing.T) {
	b, sam, ash := matched(t)
	sue := b.Hires("Sue Ray", authz.Supervisor)
	died := enters(b, ash, sam, "death").Is(http.StatusSeeOther).Header.Get("Location")
	right := enters(b, sue, sam, "death_in_error").Is(http.StatusSeeOther).Header.Get("Location")
	for _, who := range []webtest.Member{b.Lena, ash} {
		b.Get(who, died).Is(http.StatusOK).Says("This was entered in error. They are alive.", "What Has died",
			"Day 22 November 2026", "Recorded by Ash Murray,", "Put right by Sue Ray,", "His sister rang").
			KeepsFrom("Sam is alive", "Nothing starts again", "Sam has died", "Newer news since").Link(right)
	}
	b.Get(b.Lena, right).Says("Sam is alive", "Recorded by Sue Ray").KeepsFrom("Put right by")

	dies(b, sam)
	b.Get(b.Lena, died).Says("This was entered in error").KeepsFrom("Sam has died", "more visits").Link(right)
}

func TestThePageOfADeathInErrorOfTwoRecordsSaysSoInEither(t *testing.T) {
	b := webtest.Open(t)
	one, other, _, _ := twoCourses(b)
	died := map[id.Participant]string{one: enters(b, b.Lena, one, "death").Is(http.StatusSeeOther).Header.Get("Location")}
	died[other] = newsLink(b.Get(b.Lena, died[one]), other)
	right := map[id.Participant]string{
		other: enters(b, b.Lena, other, "death_in_error").Is(http.StatusSeeOther).Header.Get("Location")}
	right[one] = newsLink(b.Get(b.Lena, right[other]), one)
	for record, page := range died {
		b.Get(b.Lena, page).Says("This was entered in error. They are alive.", "What Has died", "His sister rang").
			KeepsFrom("is alive. The death", "Not read yet").Link(right[record])
	}
}
