package kernel

import "time"

// StudyOpenSince is when the oldest study began whose arms still nobody may know who assesses
// or analyses; zero when no study is open.
func (t *ReadTx) StudyOpenSince() (time.Time, error) {
	day, err := t.FindOldestOpenStudy()
	if err != nil || day.IsZero() {
		return time.Time{}, err
	}
	return day.Begins(t.Zone), nil
}
