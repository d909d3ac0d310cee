package course_test

import (
	"net/http"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

// The trust's record says which visit a note is about. Once another was held before it
// after all, that number is wrong there.
func TestACopiedNoteWhoseNumberHasChangedIsToBePutRight(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash Murray", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	at := "/people/" + string(sam) + "/visits/"
	planned := b.Course(sam).Appointments
	b.Now = time.Date(2026, 12, 8, 9, 0, 0, 0, time.UTC)
	ash.Token = b.SignIn("ash.murray@example.org")
	b.Lena.Token = b.SignIn("lena@example.org")
	writes := func(n int, day, month string) {
		path := at + string(planned[n].ID) + "/record"
		form := b.Opens(ash, path)
		form.Set("outcome", "attended")
		form.Set("at", "10:00")
		form.Set("minutes", "50")
		form.Set("what_we_did", "Tea.")
		webtest.Day(form, "started_at", day, month, "2026")
		b.Post(ash, path, form).To("/visits")
	}
	copies := func(n int) {
		b.Now = b.Now.Add(time.Minute)
		one := at + string(planned[n].ID)
		b.Post(ash, one+"/copied", b.Form(ash, one)).To(one)
	}
	second := at + string(planned[1].ID)
	writes(0, "23", "11")
	writes(1, "30", "11")
	writes(2, "7", "12")
	copies(0)
	copies(1)
	stale := b.Form(ash, second) // as it is read now
	writes(2, "24", "11")
	b.Get(ash, second).Is(http.StatusOK).Says("visit 3 of 10", "The number in the copied note has changed",
		"as visit 2, and it is visit 3 now", "I have copied it")
	b.Get(ash, "/visits").Is(http.StatusOK).Once("It was copied as visit 2, so please put the number right.")
	stale.Set("id", b.Form(ash, second).Get("id"))
	stale.Set("number", "2")
	b.Post(ash, second+"/copied", stale).Is(http.StatusConflict).Says("corrected while you were copying")
	copies(1)
	b.Get(ash, second).Is(http.StatusOK).KeepsFrom("has changed", "I have copied it")
	b.Get(ash, "/visits").Is(http.StatusOK).KeepsFrom("put the number right")
	b.Verify()
}
