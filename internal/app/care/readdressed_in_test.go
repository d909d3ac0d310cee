package care_test

import (
	"context"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// Who may have another address sign in as somebody could read what they write: at a screen
// that was left nobody does, by whichever act.
func TestWhoSignedInLongAgoChangesNobodysAddress(t *testing.T) {
	long := func(b *bench) authz.Actor {
		lena := b.staff("Lena", authz.Lead)
		lena.Since = b.now.Add(-authz.SureFor)
		return lena
	}
	for how, change := range map[string]func(b *bench, who authz.Actor, sam id.Participant) error{
		"put right": func(b *bench, who authz.Actor, sam id.Participant) error {
			return b.putsRight(who, sam, "moved", pathway.AboutContact,
				func(k *pathway.Known) { k.Contact.Email = newAddress })
		},
		"another referral accepted": func(b *bench, who authz.Actor, sam id.Participant) error {
			refersAgain(b, at(newAddress))
			return b.care.Screen(context.Background(), who, sam,
				pathway.Decision{ID: named[id.Decision]("yes"), Verdict: pathway.Accept})
		},
		"no longer accepted": func(b *bench, who authz.Actor, sam id.Participant) error {
			refersAgain(b, at(newAddress))
			b.accepts(sam)
			r, err := b.care.AskUndo(context.Background(), who, sam)
			b.ok(err)
			return b.takesBack(who, sam, pathway.UndoDecision, r.Facts[0].Fact)
		},
	} {
		t.Run(how, func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, b *bench) {
				sam := signsIn(b)
				b.fails(change(b, long(b), sam), fault.SignedOut)
				b.whole()
			})
		})
	}
}

// What opens nothing is put right without a word.
func TestWhoSignedInLongAgoPutsTheRestRight(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		sam, jo, lena := signsIn(b), b.referred("Jo", at("")), b.staff("Lena", authz.Lead)
		lena.Since = b.now.Add(-authz.SureFor)
		b.ok(b.putsRight(lena, sam, "rung", pathway.AboutContact,
			func(k *pathway.Known) { k.Contact.Phone = "01632 960999" }))
		b.ok(b.putsRight(lena, jo, "found", pathway.AboutContact, func(k *pathway.Known) {
			k.Contact.Email, k.Contact.SafeToEmail = newAddress, programme.SafeYes
		}))
		b.whole()
	})
}

// Somebody reads so beside their phones and cards.
func TestTheyReadWhenTheyCameToSignInByAnotherAddress(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, sam := context.Background(), signsIn(b)
		signers := &people.People{Kernel: b.k, Base: "http://localhost"}
		since := func() time.Time {
			t.Helper()
			own := authz.Actor{Organisation: b.org, Participant: sam, Account: b.accountOf(sam)}
			seen, err := signers.SeeDevices(ctx, own)
			b.ok(err)
			return seen.Readdressed
		}
		b.ok(b.putsRight(b.staff("Lena", authz.Lead), sam, "named", pathway.AboutIdentity,
			func(k *pathway.Known) { k.Identity.KnownAs = "Sammy" }))
		if at := since(); !at.IsZero() {
			t.Errorf("a name alone reads as another address at %s", at)
		}
		b.ok(b.putsRight(b.staff("Lena", authz.Lead), sam, "moved", pathway.AboutContact,
			func(k *pathway.Known) { k.Contact.Email = newAddress }))
		if at := since(); !at.Equal(b.now) {
			t.Errorf("it reads %s", at)
		}
		b.whole()
	})
}
