package store

import (
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workbook"
)

var sharings = journal(Journal[programme.CourseOfSupport, workbook.Sharing]{
	Table: "sharing", Noun: "Sharing", Key: func(s workbook.Sharing) string { return string(s.ID) },
})

// Sharings are what somebody ever shared or took back.
func (t *ReadTx) Sharings(of programme.CourseOfSupport) Facts[workbook.Sharing] {
	return sharings.facts(t, of)
}
