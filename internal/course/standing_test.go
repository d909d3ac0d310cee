package course_test

import (
	"testing"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
)

func TestOfAllThatHoldsOfSomebodyTheGravestIsTheirStanding(t *testing.T) {
	day := func(n int) programme.Date { return programme.Date{}.AddDays(740000 + n) }
	since := course.Since{Stage: day(1), Life: day(2), Over: day(3)}
	for _, x := range []struct {
		stage programme.State
		life  life.State
		over  bool
		want  programme.Standing
		told  programme.Standing
	}{
		{programme.Consented, life.Stopped, true, at(programme.Died, day(2)), at(programme.Died, day(2))},
		{programme.Withdrawn, life.Stopped, true, at(programme.Died, day(2)), at(programme.Died, day(2))},
		{programme.Withdrawn, life.Paused, true, at("withdrawn", day(1)), at("withdrawn", day(1))},
		{programme.Referred, life.Paused, false, at(programme.Paused, day(2)), at(programme.Paused, day(2))},
		{programme.Consented, life.Paused, true, at(programme.Ended, day(3)), at(programme.Paused, day(2))},
		{programme.WithoutVisits, life.Away, false, at(programme.Away, day(2)), at(programme.Away, day(2))},
		{programme.WithoutVisits, life.GoesOn, true, at(programme.Ended, day(3)), at("consented", programme.Date{})},
		{programme.WithoutVisits, life.GoesOn, false, at("without_visits", day(1)), at("consented", programme.Date{})},
		{programme.Consented, life.GoesOn, false, at("consented", programme.Date{}), at("consented", programme.Date{})},
		{programme.Invited, life.GoesOn, false, at("invited", programme.Date{}), at("invited", programme.Date{})},
	} {
		s := course.Situation{Stage: x.stage, Life: x.life, Over: x.over}
		got, service := s.Stands(since), s.StandsToldApart(since)
		s.Study = true
		if told := s.StandsToldApart(since); got != x.want || told != x.told || service != x.want {
			t.Errorf("%s, %s, over %t: %v, and in a study %v", x.stage, x.life, x.over, got, told)
		}
	}
}

func at(is programme.Stands, since programme.Date) programme.Standing {
	return programme.Standing{Is: is, Since: since}
}
