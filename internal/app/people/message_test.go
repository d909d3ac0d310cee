package people_test

import (
	"context"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/notify"
	"footbridge.org/footbridge/internal/say"
)

// sentTo are the messages to an address with the subject of a key, the newest first.
func sentTo(out *notify.Outbox, address, key string) (list []notify.Message) {
	for _, m := range out.List() {
		if m.To == address && m.Subject == say.English().Say(key+".subject") {
			list = append(list, m.Message)
		}
	}
	return list
}

func TestACodeIsSentOnceToTheAddressThatAskedAndThenForgotten(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, out := context.Background(), &notify.Outbox{Now: b.k.Now}
		b.ok(b.people.AskCode(ctx, "cora@example.org", identity.Browser{Mark: "mark"}))
		b.ok(b.people.AskCode(ctx, "nobody@example.org", identity.Browser{Mark: "another"}))
		b.delivers(out)
		b.delivers(out)
		sent := sentTo(out, "cora@example.org", "message.sign_in")
		if len(sent) != 1 || !strings.Contains(sent[0].Text, "http://localhost/sign-in/link/") {
			t.Fatalf("sent %+v", sent)
		}
		code := strings.TrimPrefix(strings.Split(sent[0].Text, "\n")[0], "Your code is ")
		if len(identity.NormalCode(code)) != identity.CodeDigits || strings.Contains(sent[0].Subject, code) {
			t.Errorf("the code %q is no ten digits, or stands in the subject", code)
		}
		_, err := b.people.EnterCode(ctx, code, identity.Browser{Mark: "mark", Device: "test"})
		b.ok(err)
		b.whole()
	})
}

func TestNoCodeIsSentToAnAccountThatIsClosedByThen(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, out := context.Background(), &notify.Outbox{Now: b.k.Now}
		b.ok(b.people.AskCode(ctx, "cora@example.org", identity.Browser{Mark: "mark"}))
		b.ok((&care.Care{Kernel: b.k}).EndAccount(ctx, b.ada, b.staff("Cora", authz.Coordinator).Account, care.HandOver{}))
		b.delivers(out)
		if sent := sentTo(out, "cora@example.org", "message.sign_in"); len(sent) > 0 {
			t.Errorf("sent %+v", sent)
		}
	})
}

func TestANewMemberOfStaffIsToldOnceWhereToSignIn(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		out := &notify.Outbox{Now: b.k.Now}
		b.holds("Lena", authz.Lead)
		b.delivers(out)
		b.delivers(out)
		sent := sentTo(out, "lena@example.org", "message.welcome")
		if len(sent) != 1 {
			t.Fatalf("sent %+v", sent)
		}
		for _, words := range []string{"Wey Valley has given you access", "\nhttp://localhost/sign-in\n"} {
			if !strings.Contains(sent[0].Text, words) {
				t.Errorf("it doesn't say %q: %s", words, sent[0].Text)
			}
		}
	})
}
