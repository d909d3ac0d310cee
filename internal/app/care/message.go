package care

import (
	"strings"

	"footbridge.org/footbridge/internal/app/post"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/workforce"
)

// Messages are those that care's changes ask for. None names anybody whom it is
// about, and those to somebody who is visited say nothing to whoever looks over
// their shoulder.
func Messages() []post.Message {
	return []post.Message{
		{Kind: jobs.NoticeWorry, Key: "message.worry", Page: "/worries", Told: howSoon, Goes: post.Always},
		{Kind: jobs.NoticeWorryMore, Key: "message.worry_more", Page: "/worries", Goes: post.Always},
		{Kind: jobs.NoticeSupport, Key: "message.support", Page: "/support-requests", Goes: post.Always},
		{Kind: jobs.NoticeSupported, Key: "message.supported", Page: "/my-support", Goes: post.Always},
		{Kind: jobs.NoticeLife, Key: "message.life", Page: "/life", Goes: post.Always},
		{Kind: jobs.NoticeWorker, Key: "message.life.worker", Page: "/visits", Told: whomToRing, Goes: post.Always},
		{Kind: jobs.NoticeLight, Key: "message.life.light", Page: "/visits", Goes: post.Always},
		{Kind: jobs.NoticeMistaken, Key: "message.life.mistaken", Page: "/visits", Goes: post.Always},
		{Kind: jobs.NoticeVisit, Key: "message.visit", Page: "/visits"},
		{Kind: jobs.NoticeOwnVisit, Key: "message.own_visit", Page: "/my-visits", Sent: wroteOfVisits},
		{Kind: jobs.NoticeCover, Key: "message.cover", Page: "/visits", Told: whoComes},
		{Kind: jobs.NoticeCovered, Key: "message.cover", Page: "/caseloads", Told: whoComes},
		{Kind: jobs.NoticeOwnCover, Key: "message.own_cover", Page: "/my-visits", Sent: wroteOfVisits},
		{Kind: jobs.NoticeCalledOff, Key: "message.called_off", Page: "/visits", Told: visitsOff, Goes: post.Always},
		{Kind: jobs.NoticeAskStop, Key: "message.ask_stop", Told: whomToAsk("/consent"), Goes: post.Always},
		{Kind: jobs.NoticeAskUnled, Key: "message.ask_unled", Told: whomToAsk("/visits"), Goes: post.Always},
		{Kind: jobs.NoticeAskFirst, Key: "message.ask_first", Told: whomToAsk("/visits"), Goes: post.Always},
		{Kind: jobs.NoticeSettled, Key: "message.ask_settled", Told: whomToAsk("/visits"), Goes: post.Always},
		{Kind: jobs.NoticeApart, Key: "message.ask_apart", Told: whomNotToAsk, Goes: post.Always},
		{Kind: jobs.NoticeOver, Key: "message.over", Page: "/visits", Goes: post.Always},
		{Kind: jobs.NoticePlanned, Key: "message.planned", Page: "/my-visits", Told: visitsPlanned, Owed: arePlanned,
			Sent: wroteOfVisits},
		{Kind: jobs.NoticeOwnOff, Key: "message.own_off", Page: "/my-visits", Told: ownVisitsOff, Owed: areOff,
			Sent: wroteOfVisits, Holds: true},
		{Kind: jobs.NoticeOwnOn, Key: "message.own_on", Page: "/my-visits", Sent: wroteOfVisits},
		{Kind: jobs.NoticeOwnStays, Key: "message.own_stays", Page: "/my-visits", Sent: wroteOfVisits},
		ofMatch(workforce.MatchBegins, workforce.TheWorker, "/visits"),
		ofMatch(workforce.MatchBegins, workforce.ThePerson, "/my-visits"),
		ofMatch(workforce.MatchEnds, workforce.TheWorker, ""),
		ofMatch(workforce.MatchEnds, workforce.ThePerson, "/my-visits"),
		{Kind: jobs.NoticeMatchUndone, Key: "message.match.undone", Page: "/visits"},
		{Kind: jobs.NoticeMatchAsked, Key: "message.match.asked", Page: "/board"},
		{Kind: jobs.NoticeDeparture, Key: "message.departure", Page: "/board", Told: whatBecame},
	}
}

// howSoon says how soon somebody needs to know of a worry, as the person who raised it
// chose it; or that it may be taken on by now.
func howSoon(d post.Draft) ([]any, error) {
	v, worry := say.English(), id.Worry(d.Due.Item)
	open, err := d.ListOpenWorries()
	for _, w := range open {
		if w.Worry != worry {
			continue
		}
		raised, _, err := d.FindWorry(w.Participant, worry)
		return []any{v.Say("message.how_soon", v.Say("worry.urgency."+string(raised.Fact.Urgency)))}, err
	}
	return []any{v.Say("message.worry.taken")}, err
}

// whomToAsk leads to a page of who is to be asked, and says what to do.
func whomToAsk(page string) func(post.Draft) ([]any, error) {
	return func(d post.Draft) ([]any, error) { return []any{d.Link("/people/" + d.Due.Item + page)}, nil }
}

// whomNotToAsk leads to the page to which who was told to ask was led.
func whomNotToAsk(d post.Draft) ([]any, error) {
	led, err := d.WasDue(jobs.NoticeAskStop, d.Due.Subject, d.Due.Item)
	switch {
	case err != nil:
		return nil, err
	case led:
		return whomToAsk("/consent")(d)
	}
	return whomToAsk("/visits")(d)
}

// whomToRing are the supervisors, whom a worker can ring before they read news
// that may be hard; where nobody supervises, the lead or a colleague.
func whomToRing(d post.Draft) ([]any, error) {
	supervisors, err := d.ListInRole(string(authz.Supervisor))
	if err != nil {
		return nil, err
	}
	if len(supervisors) == 0 {
		leads, err := d.ListInRole(string(authz.Lead))
		if len(leads) == 0 {
			return []any{say.English().Say("life.support.colleague")}, err
		}
		return []any{say.English().Say("life.support.lead")}, err
	}
	names := make([]string, len(supervisors))
	for i, s := range supervisors {
		names[i] = s.Name
	}
	return []any{strings.Join(names, ", ")}, nil
}
