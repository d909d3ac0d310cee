package workforce

import (
	"time"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/programme"
)

// Week is how many minutes the week of the day today, from Monday to Sunday in
// zone, asks of a worker: each visit that is planned or was recorded, with its
// notes and, where somebody goes out, the way; and the group's supervision.
func Week(visits []course.Appointment, d programme.Definition, today programme.Date, zone *time.Location) int {
	monday := today
	for programme.WeekdayOf(monday) != "monday" {
		monday = monday.AddDays(-1)
	}
	minutes := weekly(SupervisionMinutes, d.Workers.GroupSupervisionDays)
	for _, b := range visits {
		day := programme.Of(b.Start, zone)
		if b.State == course.AppointmentCancelled || day.Before(monday) || !day.Before(monday.AddDays(7)) {
			continue
		}
		minutes += b.Minutes + NotesMinutes
		if b.Place.FaceToFace() {
			minutes += TravelMinutes
		}
	}
	return minutes
}
