package trial

import "footbridge.org/footbridge/internal/programme"

// A TakingPart is that somebody is in a study, arms apart, as it bears on the course of
// support that they are in now.
type TakingPart struct {
	Definition  programme.Version // the study's
	AllocatedOn programme.Date
	Discharged  programme.Date // before the course that they were allocated in
	Closed      bool           // the study
	Before      bool           // they were allocated in an earlier course
	Withdrew    bool           // wholly, from that one
	Another     bool           // another study of their programme of now may allocate them
}

// Decides tells whether the arm still decides about visits on the day today, and in an
// earlier course's place until when it does: while the study follows them up. It decides
// about the course that they were allocated in for good. Here d is the study's definition.
func (t TakingPart) Decides(d programme.Definition, today programme.Date) (is bool, until programme.Date, err error) {
	switch {
	case !t.Before:
		return true, programme.Date{}, nil
	case t.Closed, t.Withdrew:
		return false, programme.Date{}, nil
	}
	windows, err := Windows(d, t.AllocatedOn, t.Discharged)
	until = LastDay(windows)
	return !until.Before(today), until, err
}
