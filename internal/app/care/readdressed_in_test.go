package care_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
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
			b.now = b.now.Add(time.Minute)
			card, err := signers.GiveCard(ctx, b.staff("Lena", authz.Lead), sam)
			b.ok(err)
			in, err := signers.UseCard(ctx, card.Code, identity.Browser{Source: "10.0.0.1"})
			b.ok(err)
			own, err := b.k.Authenticate(ctx, in.Token)
			b.ok(err)
			seen, err := signers.SeeDevices(ctx, own.Actor)
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
		moved := b.now
		if at := since(); !at.Equal(moved) {
			t.Errorf("it reads %s", at)
		}
		b.whole()
	})
}

// Others read what comes to an address that isn't safe: no code goes there from then on, and
// who got in by one is out. Once it is safe again, codes go there again.
func TestNoCodeGoesToAnAddressThatIsNotSafe(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, sam, lena := context.Background(), signsIn(b), b.staff("Lena", authz.Lead)
		signers := &people.People{Kernel: b.k, Base: "http://localhost"}
		safe := func(name string, is programme.Safe) {
			t.Helper()
			b.ok(b.putsRight(lena, sam, name, pathway.AboutContact,
				func(k *pathway.Known) { k.Contact.SafeToEmail = is }))
		}
		at := identity.Browser{Mark: "phone", Source: "10.0.0.1", Device: "Chrome on Android"}
		code := func() string {
			t.Helper()
			b.now = b.now.Add(time.Hour)
			out := outbox()
			b.ok(signers.AskCode(ctx, oldAddress, at))
			b.delivers(out)
			sent := received(out)[oldAddress]
			if len(sent) == 0 {
				return ""
			}
			_, text, _ := strings.Cut(sent[0].Text, "Your code is ")
			return text[:identity.CodeDigits+1]
		}
		in, err := signers.EnterCode(ctx, code(), at)
		b.ok(err)
		unused := code()
		safe("read by others", programme.SafeNo)
		if _, err := b.k.Authenticate(ctx, in.Token); fault.Of(err) != fault.NotFound {
			t.Errorf("who is signed in is answered %v", err)
		}
		if _, err := signers.EnterCode(ctx, unused, at); err == nil {
			t.Error("a code from before signs in")
		}
		if got := code(); got != "" {
			t.Error("a code is sent")
		}
		a, err := signers.SeeAccess(ctx, lena, sam)
		if b.ok(err); a.Codes != people.CodesUnsafe {
			t.Errorf("staff read %q", a.Codes)
		}
		card, err := signers.GiveCard(ctx, lena, sam)
		b.ok(err)
		in, err = signers.UseCard(ctx, card.Code, at)
		b.ok(err)
		own, err := b.k.Authenticate(ctx, in.Token)
		b.ok(err)
		if n, err := signers.SeeOwnNumber(ctx, own.Actor); err != nil || !n.MayChoose() {
			t.Errorf("with a card they can't choose a number of their own: %+v, %v", n, err)
		}
		safe("nobody else's", programme.SafeYes)
		_, err = signers.EnterCode(ctx, code(), at)
		b.ok(err)
		b.whole()
	})
}

// Who signs in with a card comes to sign in by an address once it is known and safe, and not
// before: by whichever correction the second of these is said.
func TestWhoSignsInWithACardGetsAnAddressOnceItIsSafe(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, lena, jo := context.Background(), b.staff("Lena", authz.Lead), b.referred("Jo", at(""))
		_, err := (&people.People{Kernel: b.k, Base: "http://localhost"}).GiveCard(ctx, lena, jo)
		b.ok(err)
		b.ok(b.putsRight(lena, jo, "found", pathway.AboutContact, func(k *pathway.Known) { k.Contact.Email = newAddress }))
		b.opens("not asked yet", false, false)
		b.ok(b.putsRight(lena, jo, "asked", pathway.AboutContact,
			func(k *pathway.Known) { k.Contact.SafeToEmail = programme.SafeYes }))
		b.opens("safe", false, true)
		b.whole()
	})
}
