package stats

import (
	"encoding/json"
	"maps"
	"math"
	"slices"
)

// FewPeople is the smallest group whose figures are given: among fewer, a
// median or a share is somebody's own.
const FewPeople = 5

// A Spread is how days are spread over people. With fewer than FewPeople only
// their number is given; the rest is NaN, and null in JSON.
type Spread struct {
	People                        int
	Lower, Median, Upper, Longest float64 // days
}

// Quartiles works out the spread of days, in whatever order. Quartiles are
// those of R's quantile by default, type 7 (Hyndman and Fan 1996): between two
// neighbours they lie on the line.
func Quartiles(days []int) Spread {
	people := map[int]int{}
	for _, d := range days {
		people[d]++
	}
	return quartiles(people)
}

// quartiles is Quartiles of so many people after each number of days.
func quartiles(people map[int]int) Spread {
	nan := math.NaN()
	s := Spread{Lower: nan, Median: nan, Upper: nan, Longest: nan}
	for _, n := range people {
		s.People += n
	}
	if !s.Told() {
		return s
	}
	days := slices.Sorted(maps.Keys(people))
	at := func(i int) int { // the ith of all of them, the fewest days first
		for _, d := range days {
			if i -= people[d]; i < 0 {
				return d
			}
		}
		return days[len(days)-1]
	}
	quantile := func(p float64) float64 { // type 7: the value at (n−1)p, counted from nought
		h := float64(s.People-1) * p
		below, above := at(int(h)), at(min(int(h)+1, s.People-1))
		return float64(below) + (h-float64(int(h)))*float64(above-below)
	}
	s.Lower, s.Median, s.Upper = quantile(0.25), quantile(0.5), quantile(0.75)
	s.Longest = float64(days[len(days)-1])
	return s
}

// Told tells whether there are enough people for more than their number.
func (s Spread) Told() bool { return s.People >= FewPeople }

// MarshalJSON writes people, lower, median, upper and longest.
func (s Spread) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		People  int      `json:"people"`
		Lower   *float64 `json:"lower"`
		Median  *float64 `json:"median"`
		Upper   *float64 `json:"upper"`
		Longest *float64 `json:"longest"`
	}{s.People, Finite(s.Lower), Finite(s.Median), Finite(s.Upper), Finite(s.Longest)})
}

// A Share is so many of so many, among a number of people. With fewer than
// FewPeople only their number is given.
type Share struct {
	People int `json:"people"`
	N      int `json:"n"`
	Of     int `json:"of"`
}

// Part is the share from 0 to 1, and NaN where it isn't told.
func (s Share) Part() float64 {
	if !s.Told() || s.Of == 0 {
		return math.NaN()
	}
	return float64(s.N) / float64(s.Of)
}

// Told tells whether there are enough people for more than their number.
func (s Share) Told() bool { return s.People >= FewPeople }

func (s Share) plus(t Share) Share { return Share{s.People + t.People, s.N + t.N, s.Of + t.Of} }

func (s Share) safe() Share {
	if !s.Told() {
		return Share{People: s.People}
	}
	return s
}
