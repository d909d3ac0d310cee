package person

import (
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/ui"
)

// CardKey is what a form calls the key of the card that it gives.
const CardKey = "id"

// CardForm gives participant a card, one however often it is pressed.
func CardForm(v say.Voice, k *kernel.Kernel, who authz.Actor, participant id.Participant, kind ui.ButtonKind) ui.Form {
	key := kernel.NewID[string](k, "card/"+string(participant)+"/"+string(who.Account)+"/"+k.Now().String())
	return ui.Form{Action: Path(participant) + "/card", Hidden: []ui.Hidden{{Name: CardKey, Value: key}},
		Buttons: []ui.Button{{Label: v.Say("invite.give_card"), Kind: kind}}}
}
