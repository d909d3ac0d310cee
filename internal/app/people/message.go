package people

import (
	"context"
	"strings"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/notify"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/workforce"
)

// Works are the bodies of the due work that people asks for.
func (p *People) Works() map[string]kernel.Work {
	return map[string]kernel.Work{
		jobs.SendSignIn: p.sendSignIn, jobs.Welcome: p.sendWelcome, jobs.NoticeWorry: p.sendWorry,
		jobs.NoticeLife: p.sendLife, jobs.NoticeWorker: p.sendLifeToWorker,
		jobs.NoticeVisit: p.sendVisit, jobs.NoticeOwnVisit: p.sendOwnVisit,
		jobs.NoticeMatch: p.sendMatch(workforce.MatchBegins, workforce.TheWorker, "/visits"), jobs.NoticeOwnMatch: p.sendMatch(workforce.MatchBegins, workforce.ThePerson, "/home"),
		jobs.NoticeMatchEnd: p.sendMatch(workforce.MatchEnds, workforce.TheWorker, "/visits"), jobs.NoticeOwnMatchEnd: p.sendMatch(workforce.MatchEnds, workforce.ThePerson, "/home"),
		jobs.NoticeMatchAsked:  p.sendMatchAsked,
		jobs.RemindSupervision: p.remindSupervision, jobs.NoticeSupervision: p.sendSupervision,
		jobs.NoticeFollowUp: p.sendFollowUp,
	}
}

// sendSignIn sends a code and a link, and forgets them once they are sent.
func (p *People) sendSignIn(ctx context.Context, d jobs.Due) error {
	code := id.Code(d.Item)
	return p.deliver(ctx, d, func(tx *kernel.ReadTx, m *notify.Message) error {
		secret, err := tx.OpenSecret(code)
		v := say.English()
		m.Subject = v.Say("message.sign_in.subject")
		m.Text = v.Say("message.sign_in.text", secret.Code, p.Base+"/sign-in/link/"+secret.Token)
		return err
	}, func(tx *kernel.Tx) error { return tx.ClearSecret(id.Account(d.Subject), code) })
}

// sendWelcome tells a new member of staff that they can sign in.
func (p *People) sendWelcome(ctx context.Context, d jobs.Due) error {
	return p.deliver(ctx, d, func(tx *kernel.ReadTx, m *notify.Message) error {
		o, err := tx.FindOrganisation()
		v := say.English()
		m.Subject = v.Say("message.welcome.subject")
		m.Text = v.Say("message.welcome.text", o.Name, p.Base+"/sign-in")
		return err
	}, func(*kernel.Tx) error { return nil })
}

// sendWorry tells somebody that there is a worry, with no name and no words:
// who it is about stands behind their sign-in.
func (p *People) sendWorry(ctx context.Context, d jobs.Due) error {
	return p.sendWords(ctx, d, "message.worry", p.Base+"/worries")
}

// sendVisit tells a worker that one of their visits has changed: which, and
// with whom, stands behind their sign-in.
func (p *People) sendVisit(ctx context.Context, d jobs.Due) error {
	return p.sendWords(ctx, d, "message.visit", p.Base+"/visits")
}

// sendOwnVisit tells whoever is visited likewise, in words that say nothing to
// somebody who looks over their shoulder.
func (p *People) sendOwnVisit(ctx context.Context, d jobs.Due) error {
	return p.sendWords(ctx, d, "message.own_visit", p.Base+"/my-visits")
}

// sendFollowUp tells an assessor that there is somebody to call, and names nobody.
func (p *People) sendFollowUp(ctx context.Context, d jobs.Due) error {
	return p.sendWords(ctx, d, "message.follow_up", p.Base+"/follow-up")
}

// sendWords sends a message that is the same for everybody, with where to sign in.
func (p *People) sendWords(ctx context.Context, d jobs.Due, key, where string) error {
	return p.deliver(ctx, d, func(_ *kernel.ReadTx, m *notify.Message) error {
		v := say.English()
		m.Subject, m.Text = v.Say(key+".subject"), v.Say(key+".text", where)
		return nil
	}, func(*kernel.Tx) error { return nil })
}

// sendSupervision tells somebody that group supervision is late, and names nobody.
func (p *People) sendSupervision(ctx context.Context, d jobs.Due) error {
	return p.deliver(ctx, d, func(_ *kernel.ReadTx, m *notify.Message) error {
		v := say.English()
		m.Subject = v.Say("message.supervision.subject")
		m.Text = v.Say("message.supervision.text", p.Base+"/supervision")
		return nil
	}, func(*kernel.Tx) error { return nil })
}

// reaches tells whether a message still goes to somebody. Nothing is sent to a
// participant who has died; while life has things wait they are sent nothing but
// the way to sign in, which they asked for.
func reaches(tx *kernel.ReadTx, a identity.Account, kind string) (bool, error) {
	if a.Participant == "" {
		return true, nil
	}
	lifeNow, err := tx.FindLife(a.Participant)
	if kind == jobs.SendSignIn || kind == jobs.Welcome {
		return lifeNow.State != life.Stopped, err
	}
	return lifeNow.State.Effects().Reminders == life.Flows, err
}

// sendLife tells those who look after the service that a life event waits for
// them, with no name and no kind.
func (p *People) sendLife(ctx context.Context, d jobs.Due) error {
	return p.deliver(ctx, d, func(_ *kernel.ReadTx, m *notify.Message) error {
		v := say.English()
		m.Subject = v.Say("message.life.subject")
		m.Text = v.Say("message.life.text", p.Base+"/life")
		return nil
	}, func(*kernel.Tx) error { return nil })
}

// sendLifeToWorker tells a worker that something has changed, with no name and
// no kind, and whom they can ring before they read it.
func (p *People) sendLifeToWorker(ctx context.Context, d jobs.Due) error {
	return p.deliver(ctx, d, func(tx *kernel.ReadTx, m *notify.Message) error {
		v := say.English()
		supervisors, err := tx.ListInRole(string(authz.Supervisor))
		names := []string{v.Say("message.life.your_supervisor")}
		for i, s := range supervisors {
			if i == 0 {
				names = nil
			}
			names = append(names, s.Name)
		}
		m.Subject = v.Say("message.life.worker_subject")
		m.Text = v.Say("message.life.worker_text", p.Base+"/visits", strings.Join(names, ", "))
		return err
	}, func(*kernel.Tx) error { return nil })
}

// deliver reads what is to be sent, sends it outside any transaction, and then
// marks it as done. A message may reach somebody twice, with the same id, when
// the power goes in between; it is never lost. What has become pointless (the
// secret used, the account ended, no address) is done without sending.
func (p *People) deliver(ctx context.Context, d jobs.Due, write func(*kernel.ReadTx, *notify.Message) error, after func(*kernel.Tx) error) error {
	who, account := authz.System("due", d.Organisation), id.Account(d.Subject)
	m, err := kernel.View(ctx, p.Kernel, who, authz.Prepare, account, func(tx *kernel.ReadTx) (notify.Message, error) {
		a, err := tx.FindAccount(account)
		if err != nil || !a.EndedAt.IsZero() {
			return notify.Message{}, err
		}
		if reaches, err := reaches(tx, a, d.Kind); err != nil || !reaches {
			return notify.Message{}, err
		}
		m := notify.Message{To: a.Email, ID: d.ID}
		return m, write(tx, &m)
	})
	pointless := fault.Of(err) == fault.NotFound || err == nil && m.To == ""
	if err != nil && !pointless {
		return err
	}
	if !pointless {
		if err := p.Mailer.Send(ctx, m); err != nil {
			return err
		}
	}
	return kernel.Change(ctx, p.Kernel, who, authz.Deliver, account, func(tx *kernel.Tx) error {
		if err := tx.FinishDue(d.ID); err != nil || pointless {
			return err
		}
		return after(tx)
	})
}
