// Package jobs owns the names of due work, when a thing that did not succeed
// is tried again, and the loop that looks for what is due. It refuses to do
// the work: bodies live in app, and the truth about what is due is a row.
package jobs

import (
	"context"
	"time"

	"footbridge.org/footbridge/internal/id"
)

// The kinds of due work.
const (
	AnswerAttempt     = "sign_in.answer"       // subject: the organisation; item: the attempt
	DropAttempts      = "sign_in.drop"         // subject: the organisation; item: the day
	SendSignIn        = "sign_in.send"         // subject: the account; item: the sign-in
	Welcome           = "account.welcome"      // subject: the account
	NoticeReaddressed = "account.notice_old"   // subject: the account; item: what changed its address; goes to the old one
	NoticeAgain       = "account.notice_again" // likewise, to the new one, which was theirs before

	NoticeGranted = "role.notice" // subject: the account that is told; item: the role that somebody was given

	NoticeCard      = "card.notice"    // subject: the account that a card was given out for; item: the card
	NoticeStopped   = "card.stopped"   // likewise, of the card that was stopped; item: when
	NoticeSignedOut = "session.notice" // subject: the account that staff signed out; item: when
	NoticeNumber    = "number.notice"  // subject: the account whose number staff took back; item: the number
	NoticeChosen    = "number.chosen"  // subject: the account in which a number was chosen; item: the number
	NoticePhone     = "phone.notice"   // subject: the account of which a phone is remembered; item: the phone

	Verify    = "trail.verify" // subject: the organisation; item: the verification
	DropDraft = "draft.drop"   // subject: the author's account; item: the draft

	NoticeHanded      = "draft.notice"       // subject: the account that is told; item: the draft that was handed over
	NoticeHandedWorry = "draft.notice_worry" // the same, of a worry that nobody has been told of

	NoticeNobodyLeads = "lead.notice_nobody" // subject: the account that is told; item: the day

	TellWorry   = "worry.tell"   // subject: the participant; item: the worry
	NoticeWorry = "worry.notice" // subject: the account that is told; item: the worry

	NoticeWorryMore = "worry.notice_more" // the same, for the person who has taken it on: something was added

	ReleaseWorries = "worry.release" // subject: who had taken them on; item: the role that ended, or "away"

	TellNewcomer = "worry.tell_newcomer" // subject: the account that was given a role; item: the role

	NoticeSupport   = "support.notice"        // subject: the account that is told; item: the request
	NoticeSupported = "support.notice_answer" // the same, for the worker who asked

	MoveAway     = "life.move"          // subject: the participant; item: the event that said so ahead
	TellLife     = "life.tell"          // subject: the participant; item: the event
	NoticeLife   = "life.notice"        // subject: the account that is told; item: the event
	NoticeWorker = "life.notice_worker" // the same, for the worker who visits them
	NoticeLight  = "life.notice_light"  // the same, of what isn't hard to read

	NoticeMistaken = "life.notice_mistaken" // the same, that a death was an error; for who visited them, too

	NoticeVisit    = "visit.notice"     // subject: a worker's account; item: the fact that a visit has changed
	NoticeOwnVisit = "visit.notice_own" // the same for the account of the person who is visited

	NoticeCover    = "visit.notice_cover"     // subject: a worker's account; item: the participant and the fact
	NoticeCovered  = "visit.notice_covered"   // the same for whoever looks after the service
	NoticeOwnCover = "visit.notice_own_cover" // subject: the account of the person who is visited; item: the fact

	NoticeCalledOff = "visit.notice_off"       // subject: the account of the worker who was to come; item: the participant
	NoticeAskStop   = "consent.notice_ask"     // subject: the account that is told; item: who is to be asked
	NoticeAskUnled  = "consent.notice_unled"   // the same while nobody can record what they say
	NoticeSettled   = "consent.notice_settled" // the account of the worker who was told to ask first; item: likewise
	NoticeApart     = "consent.notice_apart"   // the account of who was told to ask: the other record is of somebody else
	NoticeAskFirst  = "consent.notice_first"   // subject: the account of the worker who visits them; item: likewise
	NoticeOver      = "visit.notice_over"      // subject: the account of the worker who visits; item: likewise
	NoticePlanned   = "visit.notice_planned"   // subject: the account of the person who is visited; item: the series
	NoticeOwnOff    = "visit.notice_own_off"   // the same, of visits that are cancelled; item: what cancelled them
	NoticeOwnOn     = "visit.notice_own_on"    // the same, that this was a mistake; item: what was taken back
	NoticeOwnStays  = "visit.notice_own_stays" // the same where no new ones follow

	NoticeMatch       = "match.notice"     // subject: the worker's account; item: the participant
	NoticeOwnMatch    = "match.notice_own" // the same for the account of the person who is visited
	NoticeMatchEnd    = "match.notice_end" // the two that a match has ended
	NoticeOwnMatchEnd = "match.notice_own_end"
	NoticeMatchUndone = "match.notice_undone" // subject: the worker's account; item: the participant
	NoticeMatchAsked  = "match.notice_asked"  // subject: the account that is told; item: the asking

	NoticeDeparture = "departure.notice" // subject: the account that is told; item: the account whose work changed hands

	RemindSupervision = "supervision.remind" // subject: the organisation
	NoticeSupervision = "supervision.notice" // subject: the account that is told; item: the day by which it was due

	FallDue        = "follow_up.fall_due" // subject: the participant; item: the follow-up
	NoticeFollowUp = "follow_up.notice"   // subject: the account that is told; item: the day
)

// A Due is one thing that is to be done at a time: its row is the truth, and
// whatever wakes somebody up to do it may be lost without harm.
type Due struct {
	ID           string
	Organisation id.Organisation
	At           time.Time
	Kind         string
	Subject      string // an id: whose record the work is about
	Item         string // an id within it, if the work is about one thing
	Attempts     int
}

// StuckAfter is how many tries make a thing stuck: somebody is told.
const StuckAfter = 5

// Sweep is how often the loop looks when nobody wakes it.
const Sweep = 15 * time.Second

// LongestWait is how long After puts a thing off at most.
const LongestWait = time.Hour

// After is how long to wait after a try that did not succeed: a quarter of a
// minute at first, twice as long each time, at most LongestWait.
func After(attempts int) time.Duration {
	if attempts < 0 || attempts > 8 {
		return LongestWait
	}
	return min(15*time.Second<<attempts, LongestWait)
}

// Run calls sweep when woken, and every so often in case a wake-up was lost,
// until ctx ends.
func Run(ctx context.Context, wake <-chan struct{}, every time.Duration, sweep func(context.Context)) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		sweep(ctx)
		select {
		case <-ctx.Done():
			return
		case <-wake:
		case <-ticker.C:
		}
	}
}
