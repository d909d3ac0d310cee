package people

import (
	"context"
	"maps"
	"sync"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
)

// GiveStaffCard makes a one-time card for a member of staff, at the machine
// itself: for the first sign-in, or when no message leaves.
func (p *People) GiveStaffCard(ctx context.Context, who authz.Actor, a id.Account) (identity.Secret, error) {
	var secret identity.Secret
	err := kernel.Change(ctx, p.Kernel, who, authz.AskCode, a, func(tx *kernel.Tx) (err error) {
		secret, err = p.card(tx, a, "")
		return err
	})
	return secret, err
}

// revokeCards has the account's cards that can still be used be of no use, and counts them.
func revokeCards(tx *kernel.Tx, a id.Account) (int, error) {
	return tx.EndSignIns(a, func(s identity.SignIn) bool { return s.Kind == identity.ByCard })
}

// GiveCard makes a one-time card for participant, with an account if they have
// none yet. The secret is shown once, to be printed.
func (p *People) GiveCard(ctx context.Context, who authz.Actor, participant id.Participant) (identity.Secret, error) {
	return p.GiveCardOnce(ctx, who, participant, "")
}

// GiveCardOnce does the same for a form that carries the card's key. Pressed twice, it shows that
// card again for a moment, and then no more: it stops none that is printed or read out by then.
func (p *People) GiveCardOnce(ctx context.Context, who authz.Actor, participant id.Participant,
	key id.Code) (identity.Secret, error) {
	var secret identity.Secret
	err := kernel.Change(ctx, p.Kernel, who, authz.GiveCard, participant, func(tx *kernel.Tx) error {
		before, err := tx.FindSignIn(key)
		if err == nil {
			var shown bool
			if secret, shown = p.given.again(who, before, tx.Now); shown {
				return fault.Unchanged
			}
			err = fault.New(fault.Conflict, "card.given.title")
		}
		if fault.Of(err) != fault.NotFound {
			return err
		}
		if err := mayBeLetIn(tx, participant); err != nil {
			return err
		}
		account, err := p.accountOf(tx, participant)
		if err != nil {
			return err
		}
		if secret, err = p.card(tx, account, key); err == nil && key != "" {
			p.given.keep(who, key, secret, tx.Now)
		}
		return err
	})
	return secret, err
}

// givenCards are those that were given a moment ago. They are kept here and nowhere else: in
// another copy of the service, pressing twice shows none.
type givenCards struct {
	mu   sync.Mutex
	list map[id.Code]givenCard
}

type givenCard struct {
	secret identity.Secret
	by     id.Session
	at     time.Time
}

// pressedWithin is how long pressing a button once more is a slip.
const pressedWithin = time.Minute

func (g *givenCards) keep(who authz.Actor, key id.Code, secret identity.Secret, now time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	maps.DeleteFunc(g.list, func(_ id.Code, c givenCard) bool { return now.Sub(c.at) >= pressedWithin })
	if g.list == nil {
		g.list = map[id.Code]givenCard{}
	}
	g.list[key] = givenCard{secret, who.Session, now}
}

// again is a card that who was shown a moment ago, while it can still be used.
func (g *givenCards) again(who authz.Actor, s identity.SignIn, now time.Time) (identity.Secret, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	c, is := g.list[s.ID]
	return c.secret, is && c.by == who.Session && s.Open(now) && now.Sub(c.at) < pressedWithin
}
