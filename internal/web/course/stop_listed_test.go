package course_test

import (
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

// What the message leads to says who it is, and what they want, though no visit was cancelled.
func TestAWorkerReadsWhoHasStoppedWhileNothingWasPlanned(t *testing.T) {
	for scope, says := range map[string]string{"wholly": "Withdrew on 23 November 2026",
		"from_visits_only": "Taking part, without visits since 23 November 2026"} {
		t.Run(scope, func(t *testing.T) {
			b := webtest.Open(t)
			ash, sam := b.Works("Ash", authz.PeerWorker), b.Refers(b.Remi, b.North, "Sam")
			b.Agrees(sam)
			b.Matches(sam, ash)
			stops(b, sam, scope)
			b.Get(ash, "/visits").Once(says).Link("/people/" + string(sam) + "/visits")
			b.Get(ash, "/people/"+string(sam)+"/visits").Says(says)
			b.Now = b.Now.AddDate(0, 0, 8)
			ash.Token = b.SignIn("ash@example.org")
			b.Get(ash, "/visits").KeepsFrom(says)
			b.Verify()
		})
	}
}

// Who reads which visits were cancelled by it needs no more.
func TestAWorkerReadsOfAStopThatCancelledVisitsWithThose(t *testing.T) {
	b := webtest.Open(t)
	ash, sam := b.Works("Ash", authz.PeerWorker), b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	stops(b, sam, "wholly")
	page := b.Get(ash, "/visits").Says("Withdrew on 23 November 2026")
	if strings.Contains(page.Body, `"/people/`+string(sam)+`/visits"`) {
		t.Error("the stop is listed beside the visits that it cancelled")
	}
}
