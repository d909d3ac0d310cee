package pathway

import (
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/ui"
)

// signInOf are the ways to bring somebody to sign in: by e-mail only where
// they have said that it is safe, and by a card always.
func signInOf(v say.Voice, p programme.Person, card ui.Form) []ui.Form {
	if p.Contact.Email == "" || !p.Contact.SafeToEmail.Allowed() {
		return []ui.Form{card}
	}
	mail := ui.Form{Action: person.Path(p.ID) + "/invite",
		Buttons: []ui.Button{{Label: v.Say("invite.send"), Kind: ui.Secondary}}}
	return []ui.Form{mail, card}
}
