package programme

import (
	"testing"
	"time"

	"footbridge.org/footbridge/internal/fault"
)

func TestADayOutsideItsSpanIsSaidBesideItsField(t *testing.T) {
	today, born := day("2026-11-28"), day("1990-02-28")
	sam := Person{Identity: Identity{BirthDate: born}, Discharged: day("2026-11-20"),
		ReferredAt: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	early := sam
	dead := sam
	dead.Standing = Standing{Is: Died, Since: day("2026-11-24")}
	early.ReferredAt = time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		within Span
		d, key string
	}{
		{sam.LifeSpan(), "1990-02-28", ""}, {sam.LifeSpan(), "1990-02-27", "date.before.birth"},
		{Person{}.LifeSpan(), "1906-11-27", "date.long_ago"},
		{sam.CourseSpan(time.UTC), "2026-11-20", ""}, {sam.CourseSpan(time.UTC), "2026-11-19", "date.before.referral"},
		{sam.CourseSpan(time.UTC), "1926-11-24", "date.before.referral"},
		{early.CourseSpan(time.UTC), "2026-11-16", ""}, {early.CourseSpan(time.UTC), "2026-11-15", "date.before.referral"},
		{dead.CourseSpan(time.UTC), "2026-11-24", ""}, {dead.CourseSpan(time.UTC), "2026-11-25", "life.after_death"},
		{InCourse, "1926-11-24", "date.long_ago"}, {InWork, "1926-11-24", "date.long_ago"}, {InWork, "1990-01-01", ""},
		{ToCome, "2126-01-01", "date.far_ahead"}, {ToCome, "2027-05-01", ""}, {ToHold, "2046-01-01", ""},
		{InLife, "2126-01-01", ""}, // a rule of its own says what may not lie ahead
	} {
		var p fault.Problems
		c.within.CheckAs("on", day(c.d), today, &p)
		if said, _ := p.On("on"); said.Key != c.key || len(p) > 1 {
			t.Errorf("%s: %v, want %s", c.d, p, c.key)
		}
	}
}
