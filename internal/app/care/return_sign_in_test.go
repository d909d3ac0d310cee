package care_test

import (
	"context"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/apptest"
	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

const oldAddress, newAddress = "old@example.org", "new@example.org"

// signsIn is somebody who signs in at the old address, and whom the lead has declined.
func signsIn(b *bench) id.Participant {
	b.t.Helper()
	ctx, lena := context.Background(), b.staff("Lena", authz.Lead)
	sam := b.referred("Sam", at(oldAddress))
	b.ok((&people.People{Kernel: b.k, Base: "http://localhost"}).InvitePerson(ctx, lena, sam))
	b.ok(b.care.Screen(ctx, lena, sam, pathway.Decision{ID: named[id.Decision]("no"), Verdict: pathway.Decline,
		Reason: "no_contact_wanted"}))
	return sam
}

func at(address string) func(*pathway.Referral) {
	return func(r *pathway.Referral) {
		r.Contact.Email, r.Contact.SafeToEmail = address, programme.SafeYes
		if address == "" {
			r.Contact.SafeToEmail = programme.SafeNotAsked
		}
	}
}

// refersAgain refers them again, unlike before in what change does.
func refersAgain(b *bench, change ...func(*pathway.Referral)) {
	b.t.Helper()
	d, err := content.Latest("crisis-peer-support")
	b.ok(err)
	r := apptest.Referral("Sam", b.team, d, date("2026-11-20"))
	r.ID, r.Participant = named[id.Referral]("again"), named[id.Participant]("again")
	for _, c := range change {
		c(&r)
	}
	b.ok(b.care.ReferAgain(context.Background(), b.staff("Remi", authz.Referrer), r, named[id.Participant]("Sam")))
}

// opens holds which of the addresses opens an account.
func (b *bench) opens(when string, old, anew bool) {
	b.t.Helper()
	for address, known := range map[string]bool{oldAddress: old, newAddress: anew} {
		if got := b.knows(address); got != known {
			b.t.Errorf("%s: %s opens an account: %v", when, address, got)
		}
	}
}

func (b *bench) accepts(of id.Participant) {
	b.t.Helper()
	b.ok(b.care.Screen(context.Background(), b.staff("Lena", authz.Lead), of,
		pathway.Decision{ID: named[id.Decision]("yes"), Verdict: pathway.Accept}))
}

// mails puts right by which address somebody is reached.
func mails(ctx context.Context, b *bench, who authz.Actor, of id.Participant, address string) error {
	b.t.Helper()
	now, err := b.care.AskCorrection(ctx, who, of)
	b.ok(err)
	c := pathway.Correction{ID: named[id.Correction](who.Name() + address), Topic: pathway.AboutContact, Is: now.Known,
		Why: "As they say", Asked: pathway.SafetyAnswers()}
	c.Is.Contact.Email = address
	return b.care.PutRight(ctx, who, of, c, now.Made, false)
}

// Whoever types somebody's number and birth date could otherwise read their workbook.
func TestAReferralOfSomebodyKnownChangesWhoSignsInOnlyOnceItIsAccepted(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, lena := context.Background(), b.staff("Lena", authz.Lead)
		sam := signsIn(b)
		refersAgain(b, at(newAddress), func(r *pathway.Referral) { r.Identity.KnownAs = "Sammy" })
		b.opens("before a decision", true, false)
		seen, err := b.care.SeeScreening(ctx, lena, sam)
		b.ok(err)
		if seen.SignIn == nil || *seen.SignIn != (care.SignInChange{Was: oldAddress, Is: newAddress}) {
			t.Errorf("the lead reads of the way to sign in %+v", seen.SignIn)
		}
		b.accepts(sam)
		b.opens("accepted", false, true)
		key := b.accountOf(sam)
		b.change(func(tx *kernel.Tx) error {
			a, err := tx.FindAccount(key)
			if a.Name != "Sammy" {
				t.Errorf("the account is %q's", a.Name)
			}
			return err
		})
		b.ok(b.care.Undo(ctx, lena, sam, pathway.Undoing{ID: named[id.Undoing]("undo"), Why: "Somebody else",
			Of: pathway.Entered{Kind: pathway.UndoDecision, Fact: string(named[id.Decision]("yes"))}}))
		b.opens("the decision taken back", true, false)
		b.whole()
	})
}

func TestATeamOpensNobodysAccountByPuttingRightAReferralThatNobodyAccepted(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, remi, lena := context.Background(), b.staff("Remi", authz.Referrer), b.staff("Lena", authz.Lead)
		sam := signsIn(b)
		refersAgain(b, at("typed@example.org"))
		b.ok(mails(ctx, b, remi, sam, oldAddress)) // where they do sign in
		b.ok(mails(ctx, b, remi, sam, newAddress))
		b.opens("put right", true, false)
		b.ok(b.care.Screen(ctx, lena, sam, pathway.Decision{ID: named[id.Decision]("no again"), Verdict: pathway.Decline,
			Reason: "no_contact_wanted"}))
		b.ok(mails(ctx, b, remi, sam, "typed@example.org"))
		b.opens("declined, and put right by the team", true, false)
		b.ok(mails(ctx, b, lena, sam, newAddress))
		b.opens("put right by the lead", false, true)
		b.whole()
	})
}

func TestAReferralWithoutAnAddressLeavesTheOldOneUntilItIsAccepted(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, lena := context.Background(), b.staff("Lena", authz.Lead)
		sam := signsIn(b)
		refersAgain(b, at(""))
		b.opens("before a decision", true, false)
		b.accepts(sam)
		b.opens("accepted", false, false)
		record, err := b.care.SeePerson(ctx, lena, sam)
		b.ok(err)
		if !record.CardOnly {
			t.Error("the record doesn't say that they sign in with a card")
		}
		b.whole()
	})
}

func TestATeamThatTookItsReferralBackPutsNothingRight(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, remi := context.Background(), b.staff("Remi", authz.Referrer)
		sam := b.referred("Sam", at(oldAddress))
		b.ok(b.care.TakeBackReferral(ctx, remi, sam, pathway.TakingBack(named[id.Decision]("back"), "Not theirs")))
		b.fails(mails(ctx, b, remi, sam, newAddress), fault.Conflict)
		seen, err := b.care.SeeReferral(ctx, remi, sam)
		b.ok(err)
		if seen.MayPutRight {
			t.Error("the page offers it")
		}
		b.whole()
	})
}

// Nobody said that they are ready to go on.
func TestAReferralOfSomebodyOnHoldOrAwayTellsNobodyWhatNobodySaid(t *testing.T) {
	for _, kind := range []life.Kind{life.Readmission, life.LossOfCapacity, life.MovingAway} {
		onEachEngine(t, func(t *testing.T, b *bench) {
			ctx, lena := context.Background(), b.staff("Lena", authz.Lead)
			sam := signsIn(b)
			b.lives(sam, "happened", kind)
			b.now = b.now.Add(time.Minute)
			refersAgain(b)
			board, err := b.care.ListLife(ctx, lena, programme.Page{})
			b.ok(err)
			if board.Count != 1 || len(board.Lines) != 1 || board.Lines[0].Event.Fact.Kind != kind {
				t.Errorf("after %s and another referral there is news of %+v", kind, board.Lines)
			}
			list, err := b.care.ListScreening(ctx, lena, programme.Page{})
			b.ok(err)
			if len(list.People) != 1 || list.People[0].Standing.OfLife() {
				t.Errorf("after %s, those who wait for a decision: %+v", kind, list.People)
			}
			record, err := b.care.AskUndo(ctx, lena, sam)
			b.ok(err)
			if len(record.Facts) != 0 {
				t.Errorf("can be taken back: %+v", record.Facts)
			}
			b.whole()
		})
	}
}

func TestWhatWaitedBeforeAReferralWaitsUntilItIsAccepted(t *testing.T) {
	for kind, stands := range map[life.Kind]life.State{life.Readmission: life.Paused, life.MovingAway: life.Away} {
		onEachEngine(t, func(t *testing.T, b *bench) {
			ctx, remi := context.Background(), b.staff("Remi", authz.Referrer)
			sam := signsIn(b)
			news := func(when string, open int) {
				got, err := b.care.ListLife(ctx, b.staff("Lena", authz.Lead), programme.Page{Size: 9})
				if b.ok(err); got.Open != open {
					t.Errorf("%s: %d of %s wait to be read", when, got.Open, kind)
				}
			}
			b.lives(sam, "happened", kind)
			b.now = b.now.Add(time.Minute)
			news("entered", 1)
			refersAgain(b)
			news("referred again", 1)
			back := pathway.TakingBack(named[id.Decision]("back"), "Somebody else")
			b.ok(b.care.TakeBackReferral(ctx, remi, sam, back))
			b.ok(b.care.TakeBackReferral(ctx, remi, sam, back))
			record, err := b.care.SeePerson(ctx, b.staff("Lena", authz.Lead), sam)
			b.ok(err)
			news("taken back", 1)
			if record.Life == nil || record.Life.State != stands {
				t.Errorf("after %s, a referral and its being taken back: %+v", kind, record.Life)
			}
			b.ok(b.care.Undo(ctx, b.staff("Lena", authz.Lead), sam, pathway.Undoing{ID: named[id.Undoing]("no"),
				Why: "It was them", Of: pathway.Entered{Kind: pathway.UndoDecision, Fact: string(back.ID)}}))
			news("a referral after all", 1)
			list, err := b.care.ListScreening(ctx, b.staff("Lena", authz.Lead), programme.Page{})
			b.ok(err)
			if len(list.People) != 1 {
				t.Error("the referral stands again, and waits for nobody")
			}
			b.accepts(sam)
			news("accepted", 0)
			b.whole()
		})
	}
}
