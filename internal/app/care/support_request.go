package care

import (
	"context"
	"slices"
	"strconv"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/safety"
)

// OwnSupport is what a worker asked for.
type OwnSupport struct {
	List    []SupportRecord // the newest first
	Open    bool            // nobody has answered some of it
	Helpers Helpers         // then
}

// A SupportRecord is what a worker asked, and what was answered.
type SupportRecord struct {
	Asked     ledger.Received[safety.SupportRequest]
	Answers   []ledger.Received[safety.SupportAnswer]
	Worker    id.Account
	Staff     map[id.Account]string
	MayAnswer bool
	Left      bool             // the worker has given up the role or gone
	Reach     identity.Account // then, for anybody who sees workers
}

// AskSupport stores that a worker asks for support, from a visit of somebody whom
// they visit, and has the supervisors told. Sending it again is safe.
func (c *Care) AskSupport(ctx context.Context, who authz.Actor, r safety.SupportRequest) error {
	return kernel.Change(ctx, c.Kernel, who, authz.AskSupport, who.Account, func(tx *kernel.Tx) error {
		return kernel.Record(tx, tx.SupportRequests(who.Account), r, func() error {
			of, err := tx.FindScope(r.Participant.Kind(), string(r.Participant), who.Masked())
			if err != nil {
				return err
			}
			if of.Worker != who.Account && !slices.Contains(of.Covered, who.Account) || of.Organisation != who.Organisation {
				return fault.Absent
			}
			return r.Check().Err()
		}, func() error {
			all, err := supportersOf(tx)
			if err != nil {
				return err
			}
			return tellEach(tx, jobs.NoticeSupport, all.toldOf(who.Account, r), string(r.ID))
		})
	})
}

// supporters are those who support workers.
type supporters struct{ supervisors, leads []identity.Account }

func supportersOf(tx roleFinder) (s supporters, err error) {
	if s.supervisors, err = tx.ListInRole(string(authz.Supervisor)); err != nil {
		return s, err
	}
	s.leads, err = tx.ListInRole(string(authz.Lead))
	return s, err
}

// toldOf are those of s who are told that asker asks for r: the supervisors, and the lead too
// where it can't wait or there is no supervisor.
func (s supporters) toldOf(asker id.Account, r safety.SupportRequest) (told []identity.Account) {
	add := func(list []identity.Account) {
		for _, a := range list {
			if a.ID != asker && !slices.ContainsFunc(told, func(o identity.Account) bool { return o.ID == a.ID }) {
				told = append(told, a)
			}
		}
	}
	if add(s.supervisors); r.Urgency == safety.SupportNow || len(told) == 0 {
		add(s.leads)
	}
	return told
}

// tellNewcomerOfSupport tells the holder of g, once, where any of what workers asked before
// waits for them.
func tellNewcomerOfSupport(tx *kernel.Tx, g authz.Held) error {
	all, err := supportersOf(tx)
	if err != nil {
		return err
	}
	for page := (programme.Page{Number: 1, Only: programme.Only{State: string(safety.SupportOpen)}}); ; page.Number++ {
		list, count, _, err := tx.ListSupportRequests(page)
		if err != nil {
			return err
		}
		for _, l := range list {
			told := all.toldOf(l.Worker, l.Request)
			theirs := slices.ContainsFunc(told, func(a identity.Account) bool { return a.ID == g.Account })
			if theirs && l.At.Before(g.GrantedAt) {
				return tx.AddDue(jobs.NoticeSupport, string(g.Account), string(l.Request.ID), tx.Now)
			}
		}
		if page.Offset()+len(list) >= count {
			return nil
		}
	}
}

// SeeSupportRequest shows one request of a worker's.
func (c *Care) SeeSupportRequest(ctx context.Context, who authz.Actor, worker id.Account,
	request id.SupportRequest) (SupportRecord, error) {
	return kernel.View(ctx, c.Kernel, who, authz.SeeSupportRequest, worker, func(tx *kernel.ReadTx) (SupportRecord,
		error) {
		r := SupportRecord{Worker: worker, MayAnswer: worker != who.Account && tx.May(authz.AnswerSupportRequest)}
		var err error
		if r.Asked, r.Answers, err = tx.FindSupportRequest(worker, request); err != nil {
			return SupportRecord{}, err
		}
		held, err := tx.ListGrants(worker)
		if err != nil {
			return SupportRecord{}, err
		}
		if r.Left = !slices.ContainsFunc(held, isWorkers); r.Left && tx.May(authz.SeeWorker) {
			if r.Reach, err = tx.FindAccount(worker); err != nil {
				return SupportRecord{}, err
			}
		}
		r.Staff, err = tx.ListStaffApart()
		return r, err
	})
}

func isWorkers(g authz.Held) bool { return g.Role == authz.PeerWorker }

// unanswered counts what worker asked and nobody has answered. Somebody masked learns of none.
func unanswered(tx *kernel.ReadTx, worker id.Account) (n int, err error) {
	if tx.Actor.Masked() {
		return 0, nil
	}
	asked, err := tx.SupportRequests(worker).All()
	if err != nil || len(asked) == 0 {
		return 0, err
	}
	answers, err := tx.SupportAnswers(worker).All()
	for _, r := range asked {
		if !slices.ContainsFunc(answers, func(a safety.SupportAnswer) bool { return a.Request == r.ID }) {
			n++
		}
	}
	return n, err
}

// ListOwnSupport lists what a worker asked, each with its answers.
func (c *Care) ListOwnSupport(ctx context.Context, who authz.Actor) (OwnSupport, error) {
	return kernel.View(ctx, c.Kernel, who, authz.SeeSupportRequest, who.Account,
		func(tx *kernel.ReadTx) (own OwnSupport, err error) {
			asked, err := tx.SupportRequests(who.Account).List()
			if err != nil {
				return own, err
			}
			answers, err := tx.SupportAnswers(who.Account).List()
			if err != nil {
				return own, err
			}
			staff, err := tx.ListStaffApart()
			list := make([]SupportRecord, len(asked))
			for i, r := range asked {
				list[len(asked)-1-i] = SupportRecord{Asked: r, Worker: who.Account, Staff: staff,
					Answers: slices.DeleteFunc(slices.Clone(answers), func(a ledger.Received[safety.SupportAnswer]) bool {
						return a.Fact.Request != r.Fact.ID
					})}
			}
			own.List = list
			own.Open = slices.ContainsFunc(list, func(r SupportRecord) bool { return len(r.Answers) == 0 })
			if err != nil || !own.Open {
				return own, err
			}
			own.Helpers, err = helpers(tx, "")
			return own, err
		})
}

// AnswerSupport stores what somebody did for a worker who asked for support, and
// has the worker told who reads it: one who has left since doesn't. An answer that they
// didn't read before is a conflict. Sending it again is safe.
func (c *Care) AnswerSupport(ctx context.Context, who authz.Actor, worker id.Account, a safety.SupportAnswer) error {
	return kernel.Change(ctx, c.Kernel, who, authz.AnswerSupportRequest, worker, func(tx *kernel.Tx) error {
		_, answers, err := tx.FindSupportRequest(worker, a.Request)
		if err != nil {
			return err
		}
		return kernel.Record(tx, tx.SupportAnswers(worker), a, func() error {
			if a.After != "" && a.After != strconv.Itoa(len(answers)) {
				return fault.New(fault.Conflict, "support.answer.moved")
			}
			return a.Check(worker, who.Account).Err()
		}, func() error { return tx.SettleSupportRequest(worker, a.Request) }, func() error {
			held, err := tx.ListGrants(worker)
			if err != nil || !slices.ContainsFunc(held, isWorkers) {
				return err
			}
			return tx.AddDue(jobs.NoticeSupported, string(worker), string(a.Request), tx.Now)
		})
	})
}

// A SupportBoard is one page of what workers ask for.
type SupportBoard struct {
	Lines       []safety.ListedSupport
	Count, Open int
	Staff       map[id.Account]string
	Workers     []identity.Account // that it can be narrowed to
}

// ListSupport lists what the workers of an organisation ask for, the open ones first.
func (c *Care) ListSupport(ctx context.Context, who authz.Actor, page programme.Page) (SupportBoard, error) {
	return kernel.View(ctx, c.Kernel, who, authz.ListSupportRequests, who.Organisation,
		func(tx *kernel.ReadTx) (b SupportBoard, err error) {
			if b.Lines, b.Count, b.Open, err = tx.ListSupportRequests(page); err != nil {
				return b, err
			}
			if b.Workers, err = askersWith(tx); err != nil {
				return b, err
			}
			b.Staff, err = tx.ListStaffApart()
			return b, err
		})
}

// askersWith are the workers of now, and those who asked and have left since.
func askersWith(tx *kernel.ReadTx) ([]identity.Account, error) {
	list, err := tx.ListInRole(string(authz.PeerWorker))
	if err != nil {
		return nil, err
	}
	asked, err := tx.ListSupportAskers()
	for _, a := range asked {
		if !slices.ContainsFunc(list, func(o identity.Account) bool { return o.ID == a.ID }) {
			list = append(list, a)
		}
	}
	return list, err
}
