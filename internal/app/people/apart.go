package people

import (
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/say"
)

// checkApart finds a problem when r doesn't go with what the holder of a holds or may
// know: in this account, or in one before it with the same address. Another account of the same
// name may be somebody else's: about that the form is asked, as about the name where a is new.
// Watched tells that somebody was sure of two roles in accounts of one name.
func checkApart(tx *kernel.Tx, a identity.Account, r authz.Role, isNew bool, sure fault.Sure) (watched bool,
	p fault.Problems, err error) {
	open, err := tx.Look().StudyOpenSince()
	if err != nil {
		return false, nil, err
	}
	others, err := tx.ListNamesakes(a)
	if err != nil {
		return false, nil, err
	}
	held, err := tx.ListTenures(a.ID)
	if err != nil {
		return false, nil, err
	}
	var called authz.Tenures // of those who have only the name in common
	var named []identity.Account
	for _, other := range others {
		if identity.CompareNames(other, a) == 0 {
			named = append(named, other)
		}
		theirs, err := tx.ListTenures(other.ID)
		if err != nil {
			return false, nil, err
		}
		if other.Shares(a.Email) {
			held = append(held, theirs...)
		} else {
			called = append(called, theirs...)
		}
	}
	if clashes := held.Clashes(r, open); len(clashes) > 0 { // one reason is enough
		p = append(p, apartProblem(clashes[0], tx.Zone))
	}
	clashes := called.Clashes(r, open)
	p.Ask(len(clashes) > 0, sure, "role", "role.apart.namesake")
	if isNew && len(named) > 0 {
		p.Ask(true, sure, "name", "account.name.again", stateOf(named[0], tx.Zone))
	}
	return len(clashes) > 0, p, nil
}

// stateOf says whether an account is open.
func stateOf(a identity.Account, zone *time.Location) string {
	if v := say.English(); !a.EndedAt.IsZero() {
		return v.Say("account.name.closed", v.ShortDay(a.EndedAt.In(zone)))
	}
	return say.English().Say("account.name.open")
}

func apartProblem(c authz.Clash, zone *time.Location) fault.Problem {
	v := say.English()
	with := v.Say("role." + string(c.With.Role))
	if c.Since.IsZero() {
		return fault.Problem{Field: "role", Key: "role.apart." + c.Why, Args: []any{with}}
	}
	return fault.Problem{Field: "role", Key: "role.apart.was", Args: []any{with,
		v.ShortDay(c.With.Until.In(zone))}}
}
