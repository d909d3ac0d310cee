package care_test

import (
	"context"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
)

func noteCopy(name string, v course.Visit) course.NoteCopy {
	return course.NoteCopy{ID: named[id.NoteCopy](name), Visit: v.ID}
}

// standsCopied is what the worker reads of the first visit's copy.
func (b *bench) standsCopied(who authz.Actor, sam id.Participant) (record care.VisitRecord, is, current bool) {
	b.t.Helper()
	r, err := b.care.SeeVisits(context.Background(), who, sam)
	b.ok(err)
	_, is, current = r.Copied(r.Course.Appointments[0])
	return r, is, current
}

func TestANoteIsCopiedOnceAndACorrectionMakesTheCopyOutOfDate(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, bo := context.Background(), b.worker("Ash"), b.worker("Bo")
		sam := b.planned("Sam", ash)
		b.now = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
		v := held(b.visits(ash, sam), 0)
		a, c := v.Appointment, noteCopy("c", v)
		b.fails(b.care.CopyClinicalNote(ctx, ash, sam, a, c), fault.NotFound) // nothing is recorded
		b.ok(b.care.RecordVisit(ctx, ash, sam, v))
		b.toCopy(ash, 1)
		b.ok(b.care.CopyClinicalNote(ctx, ash, sam, a, c))
		b.now = b.now.AddDate(0, 0, 1)
		b.ok(b.care.CopyClinicalNote(ctx, ash, sam, a, c)) // the second tap, a day later
		b.fails(b.care.CopyClinicalNote(ctx, bo, sam, a, noteCopy("bo's", v)), fault.NotFound)
		b.fails(b.care.CopyClinicalNote(ctx, b.staff("Lena", authz.Lead), sam, a, noteCopy("lena's", v)), fault.Denied)
		b.fails(b.care.CopyClinicalNote(ctx, b.themselves(sam), sam, a, noteCopy("sam's", v)), fault.Denied)
		b.toCopy(ash, 0)
		if r, is, current := b.standsCopied(ash, sam); !is || !current || len(r.Copies) != 1 {
			t.Errorf("copied %v, current %v, %d times", is, current, len(r.Copies))
		}

		right := v
		right.ID, right.Replaces, right.Minutes = named[id.Visit]("corrected"), v.ID, 40
		b.ok(b.care.RecordVisit(ctx, ash, sam, right))
		b.toCopy(ash, 1)
		if _, is, current := b.standsCopied(ash, sam); !is || current {
			t.Error("what was copied before the correction is not out of date")
		}
		b.fails(b.care.CopyClinicalNote(ctx, ash, sam, a, noteCopy("as it was", v)), fault.Conflict)
		b.ok(b.care.CopyClinicalNote(ctx, b.staff("Ruth", authz.Supervisor), sam, a, noteCopy("as it is", right)))
		b.toCopy(ash, 0)
		own, err := b.care.SeeOwnVisits(ctx, b.themselves(sam))
		b.ok(err)
		if len(own.Copies) != 2 {
			t.Errorf("Sam reads of %d copies", len(own.Copies))
		}
		b.whole()
	})
}

// toCopy holds that so many notes wait on a worker's list.
func (b *bench) toCopy(ash authz.Actor, n int) {
	b.t.Helper()
	load, err := b.care.ListVisits(context.Background(), ash)
	b.ok(err)
	found := 0
	for _, p := range load.People {
		found += len(p.ToCopy)
	}
	if found != n {
		b.t.Errorf("%d are to be copied, not %d", found, n)
	}
}
