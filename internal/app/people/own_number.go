package people

import (
	"cmp"
	"context"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/programme"
)

// An OwnNumber is what somebody's pages say of the number of their own.
type OwnNumber struct {
	Chosen bool // there is one
	Proven bool // this session has shown more than a card
	Email  bool // a code can be sent to them
}

// MayChoose tells whether a number can be chosen in this session: one to begin with, by whoever
// has nothing but a card; but not where an address would show who they are.
func (o OwnNumber) MayChoose() bool { return o.Proven || !o.Chosen && !o.Email }

// MustGive tells whether the number is to be typed before anything else is done about it.
func (o OwnNumber) MustGive() bool { return o.Chosen && !o.Proven }

// SeeOwnNumber shows a participant how things stand with theirs.
func (p *People) SeeOwnNumber(ctx context.Context, who authz.Actor) (OwnNumber, error) {
	return kernel.View(ctx, p.Kernel, who, authz.SeeOwnNumber, who.Account, func(tx *kernel.ReadTx) (OwnNumber, error) {
		_, o, err := ownNumber(tx.ReadTx, who)
		return o, err
	})
}

// A numberReader finds what is known of a session and of the number of whose it is.
type numberReader interface {
	FindSession(a id.Account, s id.Session) (identity.Session, error)
	FindOwnNumber(a id.Account) (identity.OwnNumber, error)
	accountReader
}

func ownNumber(tx numberReader, who authz.Actor) (identity.Session, OwnNumber, error) {
	s, err := tx.FindSession(who.Account, who.Session)
	if err != nil {
		return s, OwnNumber{}, err
	}
	n, err := tx.FindOwnNumber(who.Account)
	if err != nil {
		return s, OwnNumber{}, err
	}
	codes, err := findCodes(tx, who.Account, who.Participant)
	return s, OwnNumber{Chosen: n.ID != "", Proven: !s.ProvenAt.IsZero(), Email: codes == CodesSent}, err
}

// A Choice is a number that somebody chooses, typed twice, with the one before where there is
// one: who reads somebody's mail can come by a code, but doesn't have that. Keep has the phone
// remembered.
type Choice struct {
	Number, Again, Before string
	Keep                  bool
}

// ChooseNumber has a participant's number be another. What it returns is the token of the phone,
// where that is remembered from now on.
func (p *People) ChooseNumber(ctx context.Context, who authz.Actor, c Choice) (string, error) {
	key := kernel.NewID[id.OwnNumber](p.Kernel, "own_number/"+string(who.Session)+"/"+p.Kernel.Now().String())
	var digest string
	if !identity.CheckChosen(c.Number, c.Again, programme.Date{}).Any() { // else it is refused below
		var before identity.Guess
		var err error
		if digest, before, err = p.digests(ctx, who.Account, key, c); err == nil {
			err = p.countGuess(ctx, who, c.Before != "" && before.Number != "", before, "before")
		}
		if err != nil {
			return "", err
		}
	}
	var token string
	err := kernel.Change(ctx, p.Kernel, who, authz.ChooseNumber, who.Account, func(tx *kernel.Tx) error {
		s, now, err := ownNumber(tx, who)
		if err != nil {
			return err
		}
		if !now.MayChoose() {
			return fault.New(fault.Denied, "fault.denied")
		}
		person, err := tx.FindPerson(who.Participant)
		if err != nil {
			return err
		}
		problems := identity.CheckChosen(c.Number, c.Again, person.Identity.BirthDate)
		problems.If(now.Chosen && c.Before == "", "before", "own_number.missing")
		if problems.Any() {
			return problems
		}
		if _, err := endNumber(tx, who.Account, ""); err != nil {
			return err
		}
		n := identity.OwnNumber{ID: key, Account: who.Account, Device: s.Device}
		if err := tx.AddOwnNumber(n, digest); err != nil {
			return err
		}
		if token, _, err = prove(tx, s, c.Keep); err != nil {
			return err
		}
		return tx.AddDue(jobs.NoticeChosen, string(who.Account), string(key), tx.Now)
	})
	return token, err
}

// digests makes what is kept of the number that is chosen, and holds what was typed as the one
// before against it: outside the organisation's turn, because each takes its time.
func (p *People) digests(ctx context.Context, a id.Account, key id.OwnNumber, c Choice) (digest string,
	before identity.Guess, err error) {
	digest, err = kernel.BeforeSignIn(ctx, p.Kernel, func(r kernel.SignInReader) (string, error) {
		if c.Before != "" {
			before, err = r.GuessNumber(a, c.Before)
		}
		return r.NumberDigest(key, c.Number), err
	})
	return digest, before, err
}

// endNumber has the number of a that is in force, if there is one, open nothing any more.
func endNumber(tx *kernel.Tx, a id.Account, takenBy string) (int, error) {
	n, err := tx.FindOwnNumber(a)
	if err != nil || n.ID == "" {
		return 0, err
	}
	return 1, tx.EndOwnNumber(n, takenBy)
}

// prove notes that s has shown more than a card. Keep has the phone remembered that it is on,
// in place of what was remembered there.
func prove(tx *kernel.Tx, s identity.Session, keep bool) (token string, kept id.RememberedPhone, err error) {
	if !keep {
		return "", "", tx.ProveSession(s)
	}
	if _, err := endPhone(tx, s.Account, s.Phone); err != nil {
		return "", "", err
	}
	purpose := "phone/" + string(s.ID) + "/" + tx.Now.Format(time.RFC3339Nano)
	phone := identity.RememberedPhone{ID: id.From[id.RememberedPhone]([16]byte(tx.Draw(purpose, 16))),
		Account: s.Account, Device: s.Device}
	token = identity.Token(tx.Draw(purpose+"/token", 32))
	if err := tx.AddPhone(phone, token); err != nil {
		return "", "", err
	}
	s.Phone = phone.ID
	return token, phone.ID, tx.ProveSession(s)
}

// GiveNumber has a session that began by a card open what a card alone doesn't, once the right
// number is typed. Too many wrong ones end the session.
func (p *People) GiveNumber(ctx context.Context, who authz.Actor, typed string, keep bool) (string, error) {
	if problems := identity.CheckOwnNumber(typed); problems.Any() {
		return "", problems
	}
	guess, err := p.guess(ctx, who.Account, typed)
	if err == nil {
		err = p.countGuess(ctx, who, true, guess, "own_number")
	}
	if err != nil {
		return "", err
	}
	var token string
	err = kernel.Change(ctx, p.Kernel, who, authz.GiveNumber, who.Account, func(tx *kernel.Tx) error {
		s, err := tx.FindSession(who.Account, who.Session)
		if err != nil {
			return err
		}
		var phone id.RememberedPhone
		if token, phone, err = prove(tx, s, keep); err != nil || !keep {
			return err
		}
		return tx.AddDue(jobs.NoticePhone, string(who.Account), string(phone), tx.Now)
	})
	return token, err
}

func (p *People) guess(ctx context.Context, a id.Account, typed string) (identity.Guess, error) {
	return kernel.BeforeSignIn(ctx, p.Kernel, func(r kernel.SignInReader) (identity.Guess, error) {
		return r.GuessNumber(a, typed)
	})
}

// countGuess puts a wrong number of somebody who is signed in on record, beside a field, and
// signs them out after too many. It says nothing of one that comes after these.
func (p *People) countGuess(ctx context.Context, who authz.Actor, typed bool, g identity.Guess, field string) error {
	if !typed {
		return nil
	}
	var answer error
	err := kernel.Change(ctx, p.Kernel, who, authz.FailNumber, who.Account, func(tx *kernel.Tx) error {
		s, err := tx.FindSession(who.Account, who.Session)
		if fault.Of(err) == fault.NotFound || err == nil && s.Tries >= identity.MaxWrongNumber {
			answer = fault.New(fault.SignedOut, "fault.signed_out")
			return fault.Unchanged
		}
		if err != nil {
			return err
		}
		if stands, err := inForce(tx, g); err != nil || stands && g.Right {
			return cmp.Or(err, fault.Unchanged)
		}
		answer = fault.Problems{{Field: field, Key: "own_number.wrong"}}
		if err := tx.TrySession(s); err != nil {
			return err
		}
		if s.Tries+1 < identity.MaxWrongNumber {
			return nil
		}
		answer = fault.New(fault.SignedOut, "own_number.too_many")
		return tx.EndSession(s)
	})
	return cmp.Or(err, answer)
}

// inForce tells whether the number that was guessed at is still the one that is in force.
func inForce(tx *kernel.Tx, g identity.Guess) (bool, error) {
	n, err := tx.FindOwnNumber(id.Account(tx.Scope.ID))
	return n.ID == g.Number, err
}
