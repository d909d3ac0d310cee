package care_test

import (
	"context"
	"testing"

	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/notify"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
)

// toldOld is how often the old address was told that it signs in no more.
func toldOld(out *notify.Outbox) (times int) {
	for _, m := range received(out)[oldAddress] {
		if m.Subject == say.English().Say("message.readdressed.subject") {
			times++
		}
	}
	return times
}

// Somebody who didn't mean it to change reads so where they could read it until then: of
// a correction and of another referral alike, and where that is safe.
func TestTheOldAddressOfAParticipantIsToldOnceWhereThatWasSafe(t *testing.T) {
	putsRight := func(change func(*pathway.Known)) func(*bench, id.Participant) {
		return func(b *bench, sam id.Participant) {
			b.ok(b.putsRight(b.staff("Lena", authz.Lead), sam, "moved", pathway.AboutContact, change))
		}
	}
	anew := func(k *pathway.Known) { k.Contact.Email = newAddress }
	for when, c := range map[string]struct {
		change func(b *bench, sam id.Participant)
		told   int
	}{
		"put right": {putsRight(anew), 1},
		"put right, and e-mail isn't safe any more": {putsRight(func(k *pathway.Known) {
			k.Contact.Email, k.Contact.SafeToEmail = newAddress, programme.SafeNo
		}), 0},
		"a name alone": {func(b *bench, sam id.Participant) {
			b.ok(b.putsRight(b.staff("Lena", authz.Lead), sam, "named", pathway.AboutIdentity,
				func(k *pathway.Known) { k.Identity.KnownAs = "Sammy" }))
		}, 0},
		"another referral, before a decision": {func(b *bench, _ id.Participant) { refersAgain(b, at(newAddress)) }, 0},
		"another referral, accepted": {func(b *bench, sam id.Participant) {
			refersAgain(b, at(newAddress))
			b.accepts(sam)
		}, 1},
		"another referral, accepted without an address": {func(b *bench, sam id.Participant) {
			refersAgain(b, at(""))
			b.accepts(sam)
		}, 1},
		"they have died by then": {func(b *bench, sam id.Participant) {
			putsRight(anew)(b, sam)
			b.lives(sam, "died", life.Death)
		}, 0},
	} {
		t.Run(when, func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, b *bench) {
				out := outbox()
				c.change(b, signsIn(b))
				b.delivers(out)
				b.delivers(out)
				if got := toldOld(out); got != c.told {
					t.Errorf("told %d times, not %d", got, c.told)
				}
				b.whole()
			})
		})
	}
}

// A couple sign in by one address: who keeps it would read that the other is here too.
func TestAnAddressThatSomebodyElseStillSignsInByIsToldNothing(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, out, lena := context.Background(), outbox(), b.staff("Lena", authz.Lead)
		sam, jo := signsIn(b), b.referred("Jo", at(oldAddress))
		b.ok((&people.People{Kernel: b.k, Base: "http://localhost"}).InvitePerson(ctx, lena, jo))
		b.ok(b.putsRight(lena, sam, "moved", pathway.AboutContact,
			func(k *pathway.Known) { k.Contact.Email = newAddress }))
		b.delivers(out)
		if got := toldOld(out); got != 0 {
			t.Errorf("told %d times", got)
		}
		b.whole()
	})
}

// An address that is put back was told that it signs in no more: it hears that it does, and
// the one that is taken off that it doesn't.
func TestAParticipantsAddressThatIsPutBackIsToldThatItSignsInAgain(t *testing.T) {
	puts := func(b *bench, sam id.Participant, address string) {
		b.ok(b.putsRight(b.staff("Lena", authz.Lead), sam, address, pathway.AboutContact,
			func(k *pathway.Known) { k.Contact.Email = address }))
	}
	const again = "Your email address to sign in works again"
	for how, change := range map[string]func(b *bench, sam id.Participant, delivers func()){
		"put right": func(b *bench, sam id.Participant, delivers func()) {
			puts(b, sam, newAddress)
			delivers()
			puts(b, sam, oldAddress)
		},
		"the referral is no longer accepted": func(b *bench, sam id.Participant, delivers func()) {
			refersAgain(b, at(newAddress))
			b.accepts(sam)
			delivers()
			r, err := b.care.AskUndo(context.Background(), b.staff("Lena", authz.Lead), sam)
			b.ok(err)
			b.ok(b.takesBack(b.staff("Lena", authz.Lead), sam, pathway.UndoDecision, r.Facts[0].Fact))
		},
	} {
		t.Run(how, func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, b *bench) {
				sam, out := signsIn(b), outbox()
				b.delivers(outbox())
				change(b, sam, func() { b.delivers(out) })
				b.delivers(out)
				got := received(out)
				if back := got[oldAddress]; len(back) != 2 || back[0].Subject != again {
					t.Errorf("the old address reads %+v", back)
				}
				if off := got[newAddress]; len(off) != 1 || off[0].Subject == again {
					t.Errorf("the new address reads %+v", off)
				}
				b.whole()
			})
		})
	}
}
