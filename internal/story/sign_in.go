package story

import (
	"context"
	"regexp"

	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/notify"
)

// signInCode is a code in a message.
var signInCode = regexp.MustCompile(`\b\d{5} \d{5}\b`)

// SignInAs signs in the person who has that address, as anybody does: asks for a
// code, waits for the message, and types it.
func (s *Service) SignInAs(ctx context.Context, email, device string) (people.SignedIn, error) {
	b := identity.Browser{Mark: identity.Token(s.Kernel.Draw("story/mark/"+email, 32)), Source: email, Device: device}
	before := s.Outbox.Count()
	if err := s.People.AskCode(ctx, email, b); err != nil {
		return people.SignedIn{}, err
	}
	if err := s.work(ctx); err != nil {
		return people.SignedIn{}, err
	}
	// Other messages may reach them at the same moment: a worry, a welcome.
	message, err := s.Outbox.Await(ctx, before, func(m notify.Message) bool {
		return m.To == email && signInCode.MatchString(m.Text)
	})
	if err != nil {
		return people.SignedIn{}, err
	}
	return s.People.EnterCode(ctx, signInCode.FindString(message.Text), b)
}

// SignIn signs somebody in and returns their session's token.
func (s *Service) SignIn(email string) string {
	s.t.Helper()
	signed, err := s.SignInAs(s.ctx, email, "Firefox on Linux")
	s.must("signing in", err)
	return signed.Token
}

// Actor is who holds a session, as the service finds out with every request.
func (s *Service) Actor(token string) (authz.Actor, error) {
	guest, err := s.Kernel.Authenticate(s.ctx, token)
	return guest.Actor, err
}
