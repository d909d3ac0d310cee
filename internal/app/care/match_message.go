package care

import (
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/app/post"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workforce"
)

// ofMatch tells one of the two that a match begins or ends. Only once it is sent
// does it stand on record that they were told.
func ofMatch(of workforce.MatchEvent, party workforce.Party, page string) post.Message {
	return post.Message{
		Kind: noticesOf[of][party], Key: "message.match." + string(of) + "." + string(party), Page: page,
		Owed: func(d post.Draft) (bool, error) {
			_, owed, err := owedNews(d, d.Due, of, party)
			return owed, err
		},
		Sent: func(tx *kernel.Tx, d jobs.Due) error { return wroteOf(tx, d, of, party) },
	}
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

// wroteOf puts on record that they were told, unless somebody else was first.
func wroteOf(tx *kernel.Tx, d jobs.Due, event workforce.MatchEvent, party workforce.Party) error {
	n, owed, err := owedNews(tx, d, event, party)
	if err != nil || !owed {
		return err
	}
	told := workforce.MatchTold{
		ID: id.From[id.MatchTold]([16]byte(tx.Draw("match_told/"+d.ID, 16))), Participant: id.Participant(d.Item),
		MatchNews: n, How: workforce.ToldByEmail, On: tx.Today,
	}
	if err := tx.Also(authz.TellMatch, told.Participant); err != nil {
		return err // the change is about the account that was written to
	}
	of, err := tx.CurrentCourse(told.Participant)
	if err != nil {
		return err
	}
	return tx.MatchFacts(of, n.Match).Add(tx.Tx, workforce.MatchFact{Told: &told})
}
