package care

import (
	"cmp"
	"slices"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/app/post"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/workforce"
)

// ofMatch tells one of the two that a match begins or ends: a worker of everybody
// whom one change is about, in one message. Only once it is sent does it stand on
// record that they were told.
func ofMatch(of workforce.MatchEvent, party workforce.Party, page string) post.Message {
	m := post.Message{
		Kind: noticesOf[of][party], Key: "message.match." + string(of) + "." + string(party), Page: page,
		Owed: func(d post.Draft) (bool, error) {
			_, owed, err := owedNews(d, d.Due, of, party)
			return owed, err
		},
		Sent: func(tx *kernel.Tx, d jobs.Due) error {
			together, err := dueTogether(tx, d)
			for _, one := range together {
				if err == nil {
					err = wroteOf(tx, one, of, party)
				}
			}
			return err
		},
	}
	if party == workforce.TheWorker {
		m.Told = func(d post.Draft) ([]any, error) {
			told, err := matchFacts(d, of)
			if err != nil || of == workforce.MatchBegins {
				return told, err
			}
			visits, err := whoVisitsNow(d)
			return append(told, visits), err
		}
	}
	return m
}

// dueTogether is d with what was asked for beside it: a message of d tells of all.
func dueTogether(tx interface {
	ListDueBeside(jobs.Due) ([]string, error)
}, d jobs.Due) ([]jobs.Due, error) {
	beside, err := tx.ListDueBeside(d)
	all := []jobs.Due{d}
	for _, item := range beside {
		d.Item = item
		all = append(all, d)
	}
	return all, err
}

// matchFacts says of how many people a worker is told, and the times at which visits
// with them are the worker's, or no longer are.
func matchFacts(d post.Draft, of workforce.MatchEvent) ([]any, error) {
	together, err := dueTogether(d, d.Due)
	if err != nil {
		return nil, err
	}
	var times []time.Time
	people, worker := 0, id.Account(d.Due.Subject)
	for _, one := range together {
		news, owed, err := owedNews(d, one, of, workforce.TheWorker)
		if err != nil {
			return nil, err
		}
		if !owed {
			continue
		}
		c, err := courseAt(d, id.Participant(one.Item), news)
		if err != nil {
			return nil, err
		}
		people++
		for _, b := range ownOf(c.ToCome(d.Now)) { // of a colleague's place they are told when they are asked
			if b.Is(worker) {
				times = append(times, b.Start)
			}
		}
	}
	key, v := "message.match."+string(of)+".", say.English()
	if len(times) == 0 {
		return []any{v.Say(key+"people", people), v.Say(key + "no_visits")}, nil
	}
	return []any{v.Say(key+"people", people), v.Say(key+"visits", inLines(d, times)...)}, nil
}

// whoVisitsNow leads a worker to their list; nowhere who is none any more.
func whoVisitsNow(d post.Draft) (string, error) {
	held, err := d.ListGrants(id.Account(d.Due.Subject))
	works := slices.ContainsFunc(authz.InForce(held), isWorkers)
	if err != nil || !works {
		return "", err
	}
	return say.English().Say("message.match.end.worker.see", d.Link("/visits")), nil
}

// courseAt is what has become of somebody's visits now that a match has begun; of one
// that has ended, as they stood until then: what was called off before, the worker knows.
func courseAt(d post.Draft, participant id.Participant, n workforce.MatchNews) (course.Course, error) {
	history, definition, err := theirHistory(d, participant)
	if err != nil || n.Of == workforce.MatchBegins {
		return history.Course(definition), err
	}
	of, err := d.CurrentCourse(participant)
	if err != nil {
		return course.Course{}, err
	}
	matches, err := d.FindMatchHistory(of)
	ended := received(matches, func(f workforce.MatchFact) *workforce.MatchEnded { return f.Ended },
		func(e workforce.MatchEnded) bool { return e.Match == n.Match })
	history = slices.DeleteFunc(history, func(s course.Step) bool {
		return (s.Fact.Moved != nil || s.Fact.Cancelled != nil) && !s.At.Before(ended.At)
	})
	return history.Course(definition), err
}

// A newsFinder is a change or a look.
type newsFinder interface {
	FindPerson(id.Participant) (programme.Person, error)
	CurrentCourse(id.Participant) (programme.CourseOfSupport, error)
	FindMatchHistory(programme.CourseOfSupport) ([]ledger.Received[workforce.MatchFact], error)
}

// owedNews is what an e-mail is to tell, and whether it still is: by now another
// may have told them, somebody else may visit, or e-mail may not be safe.
func owedNews(tx newsFinder, d jobs.Due, event workforce.MatchEvent,
	party workforce.Party) (workforce.MatchNews, bool, error) {
	of, err := tx.CurrentCourse(id.Participant(d.Item))
	if err != nil {
		return workforce.MatchNews{}, false, err
	}
	history, err := tx.FindMatchHistory(of)
	if err != nil {
		return workforce.MatchNews{}, false, err
	}
	m := workforce.MatchesIn(history)
	untold := m.Untold()
	i := slices.IndexFunc(untold, func(n workforce.MatchNews) bool { return n.Of == event && n.Party == party })
	if i < 0 || party == workforce.TheWorker && !m.IsWith(untold[i].Match, id.Account(d.Subject)) {
		return workforce.MatchNews{}, false, nil
	}
	if party == workforce.ThePerson {
		person, err := tx.FindPerson(id.Participant(d.Item))
		if err != nil || !person.Contact.MayEmail() {
			return workforce.MatchNews{}, false, err
		}
	}
	return untold[i], true, nil
}

// wroteOf puts on record that they were told, unless somebody else was first. Who
// reads that somebody new visits reads that the one before doesn't.
func wroteOf(tx *kernel.Tx, d jobs.Due, event workforce.MatchEvent, party workforce.Party) error {
	n, owed, err := owedNews(tx, d, event, party)
	if err != nil || !owed {
		return err
	}
	participant := id.Participant(d.Item)
	of, err := tx.CurrentCourse(participant)
	if err != nil {
		return err
	}
	if party == workforce.ThePerson {
		return wroteOfAll(tx, of, d)
	}
	if err := tx.Also(authz.TellMatch, participant); err != nil {
		return err // the change is about the account that was written to
	}
	return addTold(tx, of, []workforce.MatchNews{n}, wrote(tx, participant), d.ID)
}

// wrote is that somebody was told by a message of the service's own.
func wrote(tx *kernel.Tx, participant id.Participant) workforce.MatchTold {
	return workforce.MatchTold{Participant: participant, How: workforce.ToldByEmail, On: tx.Today}
}

// wroteOfVisits is wroteOfAll for a message about visits.
func wroteOfVisits(tx *kernel.Tx, d jobs.Due) error {
	a, err := tx.FindAccount(id.Account(d.Subject))
	if err != nil {
		return err
	}
	of, err := tx.CurrentCourse(a.Participant)
	return cmp.Or(err, wroteOfAll(tx, of, d))
}

// wroteOfAll puts on record that the person was told whatever staff were still to tell them:
// a message has led them to the page on which it is. It was to be told by staff while no
// message was safe, or they couldn't sign in.
func wroteOfAll(tx *kernel.Tx, of programme.CourseOfSupport, d jobs.Due) error {
	history, err := tx.Tellings(of).List()
	if err != nil {
		return err
	}
	m, err := matchesOf(tx, of)
	if err != nil {
		return err
	}
	news, open := m.UntoldTo(workforce.ThePerson), workforce.OpenToTell(history)
	if len(news)+len(open) == 0 {
		return nil
	}
	for _, a := range []authz.Action{authz.TellMatch, authz.TellPerson} {
		if err := tx.Also(a, of.Participant); err != nil {
			return err
		}
	}
	if err := addTold(tx, of, news, wrote(tx, of.Participant), d.ID); err != nil || len(open) == 0 {
		return err
	}
	v := workforce.Telling{ID: id.From[id.Telling]([16]byte(tx.Draw("telling/"+d.ID, 16))), Participant: of.Participant,
		How: workforce.ToldByEmail, On: tx.Today}
	for _, o := range open {
		v.Of = append(v.Of, o.ID)
	}
	return tx.Tellings(of).Add(tx.Tx, workforce.TellingFact{Told: &v})
}

// addTold stores of each piece of news that one of the two was told, as v says.
func addTold(tx *kernel.Tx, of programme.CourseOfSupport, news []workforce.MatchNews, v workforce.MatchTold,
	draw string) error {
	for _, n := range news {
		told := v
		told.MatchNews = n
		told.ID = id.From[id.MatchTold]([16]byte(tx.Draw("match_told/"+draw+"/"+string(n.Match)+"/"+string(n.Of), 16)))
		if err := tx.MatchFacts(of, n.Match).Add(tx.Tx, workforce.MatchFact{Told: &told}); err != nil {
			return err
		}
	}
	return nil
}
