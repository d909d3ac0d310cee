package people

import (
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/app/post"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/jobs"
)

// Messages are those that people's changes ask for. A sign-in's code is forgotten
// once it is sent.
func Messages() []post.Message {
	return []post.Message{
		{Kind: jobs.SendSignIn, Key: "message.sign_in", Told: codeAndLink, Sent: forgetCode, Asked: true},
		{Kind: jobs.Welcome, Key: "message.welcome", Told: whereToSignIn, Asked: true},
		{Kind: jobs.NoticeSupervision, Key: "message.supervision", Page: "/supervision"},
	}
}

func codeAndLink(d post.Draft) ([]any, error) {
	secret, err := d.OpenSecret(id.Code(d.Due.Item))
	return []any{secret.Code, d.Link("/sign-in/link/" + string(secret.Token))}, err
}

func forgetCode(tx *kernel.Tx, d jobs.Due) error {
	return tx.ClearSecret(id.Account(d.Subject), id.Code(d.Item))
}

// whereToSignIn says who gives access, and where.
func whereToSignIn(d post.Draft) ([]any, error) {
	o, err := d.FindOrganisation()
	return []any{o.Name, d.Link("/sign-in")}, err
}
