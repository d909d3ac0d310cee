package care_test

import (
	"context"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
)

// Who withdrew needs to hear of no visits. Who never did, and was taken for somebody else,
// hears that the visits they know of are off; of others they needn't.
func TestAWithdrawalTakenBackLeavesItsCancelledVisitsToTell(t *testing.T) {
	for what, c := range map[string]struct {
		scope  pathway.Scope
		byMail bool // by the time that it is taken back
		known  bool
		days   int // that pass before that
		off    int
		mails  int
	}{
		"of visits":          {scope: pathway.FromVisitsOnly, known: true, off: 10},
		"wholly":             {scope: pathway.Wholly, known: true, off: 10},
		"once a day is over": {scope: pathway.FromVisitsOnly, known: true, days: 2, off: 10}, // they may have waited
		"nobody told them":   {scope: pathway.FromVisitsOnly},
		"they have an email": {scope: pathway.FromVisitsOnly, known: true, byMail: true, mails: 1},
	} {
		t.Run(what, func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, b *bench) {
				ctx, ash, lena := context.Background(), b.worker("Ash"), b.staff("Lena", authz.Lead)
				var sam id.Participant
				if c.byMail {
					sam = b.planned("Sam", ash, byEmail("sam@example.org"))
				} else {
					sam = b.planned("Sam", ash)
				}
				if c.known {
					b.ok(b.tells(lena, "planned", b.told(sam)))
				}
				b.ok(b.care.RecordWithdrawal(ctx, lena, sam, pathway.Withdrawal{ID: named[id.Withdrawal]("w"),
					Scope: c.scope, On: date("2026-11-23")}))
				b.holdsTold(sam, 0)
				if c.byMail {
					b.signsIn(sam)
				}
				b.now = b.now.AddDate(0, 0, c.days)
				out := outbox()
				b.mails(out)
				b.ok(b.takesBack(lena, sam, pathway.UndoWithdrawal, string(named[id.Withdrawal]("w"))))
				b.holdsTold(sam, c.off)
				if got := b.mails(out)[datesOff]; len(got) != c.mails {
					t.Errorf("told of the days by e-mail: %v", got)
				}
				b.ok(b.plans(ash, sam, "anew", date("2026-11-26")))
				if p := b.told(sam); !c.byMail && (len(p.Visits.Off) != c.off || len(p.Visits.Now) != 10) {
					t.Errorf("planned anew, to be told: %d off, %d planned", len(p.Visits.Off), len(p.Visits.Now))
				}
				if p := b.told(sam); p.Any() {
					b.ok(b.tells(lena, "told", p))
				}
				b.holdsTold(sam, 0)
				b.whole()
			})
		})
	}
}
