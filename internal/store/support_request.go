package store

import (
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/safety"
	"footbridge.org/footbridge/internal/store/rows"
)

// supportStandings is where a request stands, as the list of requests is ordered.
var supportStandings = map[safety.SupportState]int64{safety.SupportAnswered: 1}

var supportRequests = journal(Journal[id.Account, safety.SupportRequest]{
	Table: "support_request", Noun: "SupportRequest", Key: func(r safety.SupportRequest) string { return string(r.ID) },
	Beside: []string{"organisation_id", "standing"}, Unnumbered: true,
})

var supportAnswers = journal(Journal[id.Account, safety.SupportAnswer]{
	Table: "support_answer", Noun: "SupportAnswer", Key: func(a safety.SupportAnswer) string { return string(a.ID) },
	Thread: Column[safety.SupportAnswer]{"request_id", func(a safety.SupportAnswer) any { return string(a.Request) }},
})

// SupportRequests are those of a worker. Nobody has answered a new one.
func (t *ReadTx) SupportRequests(worker id.Account) Facts[safety.SupportRequest] {
	return supportRequests.facts(t, worker, string(t.org), int64(0))
}

// SupportAnswers are what was answered to a worker's requests.
func (t *ReadTx) SupportAnswers(worker id.Account) Facts[safety.SupportAnswer] {
	return supportAnswers.facts(t, worker)
}

// FindSupportRequest finds a worker's request, and what was answered to it.
func (t *ReadTx) FindSupportRequest(
	worker id.Account, request id.SupportRequest,
) (ledger.Received[safety.SupportRequest], []ledger.Received[safety.SupportAnswer], error) {
	r, err := supportRequests.find(t, worker, string(request))
	if err != nil {
		return r.Received, nil, err
	}
	answers, err := supportAnswers.ListOf(t, worker, string(request))
	return r.Received, answers, err
}

// SettleSupportRequest says that a request is answered.
func (t *Tx) SettleSupportRequest(worker id.Account, request id.SupportRequest) error {
	return busy(t.q.SetSupportStanding(t.ctx, rows.SetSupportStandingParams{
		AccountID: string(worker), ID: string(request), OrganisationID: string(t.org),
		Standing: supportStandings[safety.SupportAnswered],
	}))
}

// ListSupportRequests lists one page of the organisation's requests, the open ones
// first and the newest of each kind, and counts all and those. A worker narrows it, and so
// does where they are.
func (t *ReadTx) ListSupportRequests(page programme.Page) (list []safety.ListedSupport, all, open int, err error) {
	from, to := between(supportStandings, page.Only.State, supportStandings[safety.SupportAnswered])
	found, err := t.q.ListSupportRequests(t.ctx, rows.ListSupportRequestsParams{OrganisationID: string(t.org),
		Limit: int32(page.Limit()), Offset: int32(page.Offset()), Column4: string(page.Only.Worker),
		Standing: from, Standing_2: to})
	if err != nil {
		return nil, 0, 0, busy(err)
	}
	for _, row := range found {
		l, err := t.listedSupport(row)
		if err != nil {
			return nil, 0, 0, err
		}
		list = append(list, l)
	}
	n, err := t.q.CountSupportRequests(t.ctx, rows.CountSupportRequestsParams{OrganisationID: string(t.org),
		Column2: string(page.Only.Worker), Standing: from, Standing_2: to})
	if err != nil {
		return nil, 0, 0, busy(err)
	}
	waiting, err := t.q.CountOpenSupportRequests(t.ctx, rows.CountOpenSupportRequestsParams{OrganisationID: string(t.org),
		Column2: string(page.Only.Worker)})
	return list, int(n), int(waiting), busy(err)
}

func (t *ReadTx) listedSupport(row rows.ListSupportRequestsRow) (safety.ListedSupport, error) {
	l := safety.ListedSupport{Worker: id.Account(row.AccountID), At: row.At.Time, Answered: row.Standing > 0,
		Left: row.AskerLeft}
	k, err := t.keyFor(row.AccountID)
	if err != nil {
		return l, err
	}
	return l, open(k, "support_request", row.ID, row.Sealed, &l.Request)
}

// ListSupportAskers lists those who asked while they were workers, the oldest account first.
func (t *ReadTx) ListSupportAskers() ([]identity.Account, error) {
	found, err := t.q.ListSupportAskers(t.ctx, string(t.org))
	if err != nil {
		return nil, busy(err)
	}
	list := make([]identity.Account, len(found))
	for i, row := range found {
		if list[i], err = t.reached(row.ID, row.Wrapped, row.Sealed); err != nil {
			return nil, err
		}
	}
	return list, nil
}
