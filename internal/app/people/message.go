package people

import (
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/app/post"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/safety"
	"footbridge.org/footbridge/internal/say"
)

// Messages are those that people's changes ask for. A sign-in's code is forgotten
// once it is sent.
func Messages() []post.Message {
	return []post.Message{
		{Kind: jobs.SendSignIn, Key: "message.sign_in", Told: codeAndLink, Owed: isInTime, Sent: forgetCode, Holds: true,
			Goes: byTheirBrowser, Count: post.Count{Action: authz.AskCode, Paces: identity.CodePaces()}},
		{Kind: jobs.Welcome, Key: "message.welcome", Told: whereToSignIn, Holds: true},
		{Kind: jobs.NoticeReaddressed, Key: "message.readdressed", Page: "/sign-in", To: oldAddress, Told: whomToAsk,
			Holds: true, Goes: post.Always},
		{Kind: jobs.NoticeAgain, Key: "message.signs_in_again", Page: "/sign-in", To: addressAgain, Holds: true,
			Goes: post.Always},
		{Kind: jobs.NoticeCard, Key: "message.card", Page: "/devices", To: safeAddress, Holds: true,
			Goes: post.Always},
		{Kind: jobs.NoticeStopped, Key: "message.card_stopped", Page: "/devices", To: safeAddress, Holds: true,
			Goes: post.Always},
		{Kind: jobs.NoticeSignedOut, Key: "message.signed_out", Page: "/sign-in", To: safeAddress, Holds: true,
			Goes: post.Always},
		{Kind: jobs.NoticeNumber, Key: "message.number_taken", Page: "/devices", To: safeAddress, Holds: true,
			Goes: post.Always},
		{Kind: jobs.NoticeChosen, Key: "message.number_chosen", Page: "/devices", To: safeAddress, Holds: true,
			Goes: post.Always},
		{Kind: jobs.NoticePhone, Key: "message.phone_remembered", Page: "/devices", To: safeAddress, Holds: true,
			Goes: post.Always},
		{Kind: jobs.NoticeHanded, Key: "message.handed", Page: "/handed-words", Owed: isHanded},
		{Kind: jobs.NoticeHandedWorry, Key: "message.handed_worry", Page: "/handed-words", Owed: isHanded,
			Told: howSoon, Goes: post.Always},
		{Kind: jobs.NoticeNobodyLeads, Key: "message.nobody_leads", Page: "/accounts", Owed: nobodyLeads},
		{Kind: jobs.NoticeGranted, Key: "message.granted", Page: "/access/roles"},
		{Kind: jobs.NoticeSupervision, Key: "message.supervision", Page: "/supervision"},
	}
}

// isInTime tells whether a code is still sent: one that was held may be too old to be used. One
// that doesn't leave is tried on, so that somebody is told.
func isInTime(d post.Draft) (bool, error) {
	s, err := d.FindSignIn(id.Code(d.Due.Item))
	held := d.Due.At.After(s.ExpiresAt.Add(-identity.CodeLife))
	return !held || s.Open(d.Now), fault.UnlessAbsent(err)
}

// byTheirBrowser tells whether a code was asked for where somebody signed in by that address
// before: what strangers ask for keeps nobody from theirs.
func byTheirBrowser(d post.Draft) (bool, error) {
	s, err := d.FindSignIn(id.Code(d.Due.Item))
	if err != nil || s.Attempt == "" {
		return err == nil, err
	}
	a, err := d.FindAttempt(s.Attempt)
	return err == nil && !a.Stranger, err
}

func codeAndLink(d post.Draft) ([]any, error) {
	secret, err := d.OpenSecret(id.Account(d.Due.Subject), id.Code(d.Due.Item))
	if err != nil {
		return nil, err
	}
	whose, err := whoseCode(d)
	return []any{secret.Code, d.Link("/sign-in/link/" + string(secret.Token)), whose}, err
}

// whoseCode says whose a code is, where several people share an address: by one letter,
// because each of them reads it. Where somebody signs in by it both to work and to take part,
// the letter is the same: the code for work says so, and the other says no more than ever.
func whoseCode(d post.Draft) (string, error) {
	a, err := d.FindAccount(id.Account(d.Due.Subject))
	if err != nil {
		return "", err
	}
	sharing, err := d.ListByAddress(a.Email)
	if len(sharing) < 2 {
		return "", err
	}
	key := "message.sign_in.whose"
	if a.Participant == "" && slices.ContainsFunc(sharing, func(s identity.SignIn) bool { return !s.Staff }) {
		key = "message.sign_in.whose_work"
	}
	return say.English().Say(key, a.Initial()), err
}

func forgetCode(tx *kernel.Tx, d jobs.Due) error {
	return tx.ClearSecret(id.Account(d.Subject), id.Code(d.Item))
}

// isHanded tells whether what was handed over still waits for the lead.
func isHanded(d post.Draft) (bool, error) {
	_, err := d.FindDraft(id.Draft(d.Due.Item))
	if fault.Of(err) == fault.NotFound {
		return false, nil
	}
	return err == nil, err
}

// nobodyLeads tells whether there is still nobody who leads.
func nobodyLeads(d post.Draft) (bool, error) {
	held, err := d.ListGrantsOfStaff()
	return !kernel.Led(held), err
}

// howSoon says how soon somebody needs to know of a worry that was handed over, as its
// author chose it.
func howSoon(d post.Draft) ([]any, error) {
	handed, err := d.FindDraft(id.Draft(d.Due.Item))
	v, urgency := say.English(), safety.Urgency(handed.Values.Get("urgency"))
	if !urgency.Valid() {
		return []any{v.Say("message.handed_worry.how_soon_open")}, err
	}
	return []any{v.Say("message.how_soon", v.Say("worry.urgency."+string(urgency)))}, err
}

// oldAddress is the one by which an account was opened until now; none where somebody signs
// in by it, who would read that it is another person's too.
func oldAddress(d post.Draft) (string, error) {
	address, err := d.FindDueAddress(d.Due)
	if err != nil {
		return "", err
	}
	others, err := d.ListByAddress(address)
	if len(others) > 0 {
		return "", err
	}
	return address, err
}

// addressAgain is the one by which an account is opened again; none where it is another by
// now, or somebody else signs in by it, too.
func addressAgain(d post.Draft) (string, error) {
	address, err := d.FindDueAddress(d.Due)
	if err != nil {
		return "", err
	}
	signs, err := d.ListByAddress(address)
	if len(signs) != 1 || signs[0].Account != id.Account(d.Due.Subject) {
		return "", err
	}
	return address, err
}

// whomToAsk is the service's telephone number, as it is on its letters.
func whomToAsk(d post.Draft) ([]any, error) {
	from, err := d.FindSender()
	if from.Phone.Blank() {
		return []any{say.English().Say("message.readdressed.tell")}, err
	}
	return []any{say.English().Say("message.readdressed.ring", string(from.Phone))}, err
}

// whereToSignIn says who gives access, and where.
func whereToSignIn(d post.Draft) ([]any, error) {
	o, err := d.FindOrganisation()
	return []any{o.Name, d.Link("/sign-in")}, err
}
