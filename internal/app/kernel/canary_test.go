package kernel_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/study"
	"footbridge.org/footbridge/internal/app/workbook"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/safety"
	"footbridge.org/footbridge/internal/workforce"
)

// planted is words that stand in no language, one for each thing that is
// somebody's; wherever one turns up, that thing has leaked.
func (b *bench) planted() (pathway.Referral, map[string]string) {
	r := b.referral("Quillbraxo")
	r.Identity = programme.Identity{
		GivenName: "Quillbraxo", FamilyName: "Vandershmoot", KnownAs: "Zibbeldy", Pronouns: "xyloquor",
		BirthDate: date("1931-07-19"), NHSNumber: "6184027735", NumberStatus: programme.NumberUnverified,
	}
	r.Contact = programme.Contact{
		AddressLines: []string{"77 Grobnickel Lane", "Upper Fizzwaddon"}, Postcode: "QZ9 7XW", Phone: "01632 960917",
		Email:    "plonkwister@example.org",
		OtherWay: "by the Trundlefex centre", WhoElseReads: "the uncle Brimblecox", LeaveVoicemail: programme.SafeNo,
		SafeToWrite: programme.SafeYes, SafeToText: programme.SafeYes, SafeToEmail: programme.SafeYes,
		PreferredChannel: programme.ChannelPost,
	}
	r.Responsible = pathway.Responsible{Name: "Dr Mockenthrip", Role: "jabberquist", Organisation: "Snorvelling Trust",
		Phone: "01632 960828"}
	r.GP = pathway.GP{Name: "Dr Wexelbutt", Practice: "Glimfordle Surgery", Phone: "01632 960739"}
	r.CareCoordinator = pathway.CareCoordinator{Name: "Oxterplank Yule", Phone: "01632 960640"}
	r.HomeNote = pathway.HomeNote{Text: "a dog called Flumquazzle", Source: "the Dripsomethy team",
		ReviewBy: date("2027-01-01")}
	r.Eligibility[0].Note = "said Krazzelmop"
	return r, map[string]string{
		"given name": "Quillbraxo", "family name": "Vandershmoot", "known as": "Zibbeldy", "pronouns": "xyloquor",
		"birth date": "1931-07-19", "NHS number": "6184027735", "address": "Grobnickel", "second line": "Fizzwaddon",
		"postcode": "QZ9 7XW",
		"phone":    "01632 960917", "e-mail": "plonkwister", "other way": "Trundlefex", "who else reads": "Brimblecox",
		"responsible": "Mockenthrip", "their role": "jabberquist", "their organisation": "Snorvelling",
		"their phone": "01632 960828",
		"GP":          "Wexelbutt", "practice": "Glimfordle", "GP's phone": "01632 960739", "care coordinator": "Oxterplank",
		"care coordinator's phone": "01632 960640", "home note": "Flumquazzle", "its source": "Dripsomethy",
		"eligibility": "Krazzelmop",
	}
}

// live has the planted words go through everything, and adds the secrets that
// came of it.
func (b *bench) live(r pathway.Referral, words map[string]string) {
	b.t.Helper()
	ctx := context.Background()
	ok(b.t, b.care.MakeReferral(ctx, b.referrer, r, false))
	again := r
	again.ID = named[id.Referral]("again") // the same person under another id: an error that must hold no words
	err := b.care.MakeReferral(ctx, b.referrer, again, true)
	if err == nil {
		b.t.Error("the same person was referred twice under one id")
	}
	fmt.Fprintln(b.log, err)
	words["screening note"], words["staff name"], words["staff address"] = "Wubblestank", "Crandelfoy", "hexelpomp"
	words["browser"], words["link"] = "markofthebrowserquux", ""
	v := pathway.Decision{ID: named[id.Decision]("d"), Verdict: pathway.Accept, Note: "as Wubblestank says"}
	ok(b.t, b.care.Screen(ctx, b.lead, r.Participant, v))
	a := identity.Account{ID: named[id.Account]("c"), Name: "Crandelfoy", Email: "hexelpomp@example.org"}
	ok(b.t, b.people.AddAccount(ctx, b.admin, a, authz.Grant{Role: authz.Lead}, ""))
	for _, typed := range []string{"Vandershmoot", "quillbraxo vandersh", "Zibbeldy", "618 402 7735"} {
		found, err := b.care.FindPeople(ctx, b.lead, typed)
		ok(b.t, err)
		b.holds(1, len(found.People), "found by "+typed)
	}
	words["life event"] = "Pallenquist"
	happened := life.Event{ID: named[id.LifeEvent]("l"), Kind: life.GoingOn, On: programme.Of(b.k.Now(), time.UTC),
		Note: "said Pallenquist"}
	for _, kind := range []life.Kind{life.Readmission, life.GoingOn} {
		happened.ID, happened.Kind = named[id.LifeEvent]("l/"+string(kind)), kind
		ok(b.t, b.care.EnterLife(ctx, b.lead, r.Participant, happened, false))
	}
	b.writes(r.Participant, words)
	_, err = b.care.SeePerson(ctx, b.lead, r.Participant)
	ok(b.t, err)
	_, err = b.care.SeeHomeNote(ctx, b.lead, r.Participant)
	ok(b.t, err)
	code := b.code("hexelpomp@example.org", "markofthebrowserquux")
	for _, mail := range b.out.List() {
		if _, link, is := strings.Cut(mail.Text, "/sign-in/link/"); is {
			words["link"], _, _ = strings.Cut(link, "\n")
		}
	}
	signed, err := b.people.EnterCode(ctx, code, identity.Browser{Mark: "markofthebrowserquux", Device: "Firefox"})
	ok(b.t, err)
	words["session"] = signed.Token
	card, err := b.people.GiveCard(ctx, b.lead, r.Participant)
	ok(b.t, err)
	words["card"] = identity.NormalCode(card.Code)
	_, err = b.people.UseCard(ctx, card.Code, identity.Browser{Device: "Firefox"})
	ok(b.t, err)
	_, err = b.people.UseCard(ctx, card.Code, identity.Browser{Device: "Firefox"})
	fmt.Fprintln(b.log, err)
	b.calls(r.Participant, words)
	b.verify()
}

// calls has somebody call sam once both follow-ups have fallen due.
func (b *bench) calls(sam id.Participant, words map[string]string) {
	b.t.Helper()
	ctx := context.Background()
	b.now = b.now.AddDate(1, 1, 0)
	words["follow-up call"] = "Quiverstane"
	mei := authz.Actor{Account: named[id.Account]("m"), Organisation: b.lead.Organisation,
		Grants: []authz.Grant{{Role: authz.Assessor}}}
	s := &study.Study{Kernel: b.k}
	f, err := s.SeeFollowUp(ctx, mei, sam)
	ok(b.t, err)
	c := outcome.Call{ID: named[id.Call]("c"), FollowUp: f.FollowUps[0].ID, At: b.now, Result: outcome.CallNoAnswer,
		Note: "said Quiverstane"}
	ok(b.t, s.RecordCall(ctx, mei, sam, c))
	words["where an episode is known from"] = "Klaxworthy"
	ok(b.t, s.RecordEpisode(ctx, mei, sam, outcome.Episode{
		ID: named[id.Episode]("e"), Kind: programme.CrisisHouse, StartedOn: programme.Of(b.now, time.UTC).AddDays(-9),
		Source:     outcome.SourceOther,
		SourceNote: "from Klaxworthy", Certainty: outcome.Confirmed,
	}))
	c.Note = "no, Quiverstane"
	fmt.Fprintln(b.log, s.RecordCall(ctx, mei, sam, c))
}

// writes has sam consent and write in their workbook.
func (b *bench) writes(sam id.Participant, words map[string]string) {
	b.t.Helper()
	ctx := context.Background()
	d, err := content.Latest("crisis-peer-support")
	ok(b.t, err)
	var items []pathway.ItemAnswer
	for _, i := range d.Consent {
		items = append(items, pathway.ItemAnswer{Item: i.Key, Version: i.Version, Given: true})
	}
	who := authz.Actor{Account: named[id.Account]("themselves"), Organisation: b.lead.Organisation, Participant: sam}
	ok(b.t, b.care.Invite(ctx, b.lead, sam, pathway.Invitation{ID: named[id.Invitation]("i"),
		On: programme.Of(b.k.Now(), time.UTC), How: pathway.InPerson, SheetVersion: d.InformationSheet.Version}))
	ok(b.t, b.care.Agree(ctx, who, sam, pathway.Consent{ID: named[id.Consent]("c"), Items: items}))
	words["workbook"] = "Snickerwold"
	book := &workbook.Workbooks{Kernel: b.k}
	form := url.Values{"well_words": {"Snickerwold"}, "well_words.base": {"0-" + strings.Repeat("0", 64)}}
	saving := workbook.SentPage{Operation: named[id.Operation]("o"), Module: "keeping-well",
		Page: "me-when-well", Form: form}
	_, err = book.SavePage(ctx, who, saving)
	ok(b.t, err)
	form.Set("well_words", "Snickerwold again")
	if _, err = book.SavePage(ctx, who, saving); err == nil {
		b.t.Error("other words under the same id were saved")
	}
	fmt.Fprintln(b.log, err)
	words["feedback"] = "Mumblethwick"
	said := workforce.Feedback{ID: named[id.Feedback]("f"), Words: "it was Mumblethwick", Quote: workforce.QuoteYes}
	ok(b.t, b.care.GiveFeedback(ctx, who, sam, said))
	said.Words = "it was Mumblethwick, mostly"
	fmt.Fprintln(b.log, b.care.GiveFeedback(ctx, who, sam, said))
	b.visits(sam, words, d)
	words["ending plan"], words["ending note"] = "Grumblewick", "Tobblerand"
	ok(b.t, b.care.PlanEnding(ctx, b.lead, sam, course.EndingPlan{ID: named[id.EndingPlan]("p"),
		Goodbye: "as Grumblewick does"}))
	err = b.care.EndVisits(ctx, b.lead, sam, course.Ending{ID: named[id.Ending]("e"), Kind: course.EndedSooner,
		On: programme.Of(b.k.Now(), time.UTC), Note: "said Tobblerand"}, true)
	ok(b.t, err)
	words["page that was taken back"] = "me-when-well"
	ok(b.t, book.TakeBackPage(ctx, who, workbook.PageAct{ID: named[id.Sharing]("t"), Module: "keeping-well",
		Page: "me-when-well"}))
	fmt.Fprintln(b.log, book.SharePage(ctx, who, workbook.PageAct{ID: named[id.Sharing]("t"), Module: "keeping-well",
		Page: "me-when-well"}))
}

// visits has somebody visit sam: three visits are planned, moved, called off and
// written up, and there is a worry.
func (b *bench) visits(sam id.Participant, words map[string]string, d programme.Definition) {
	b.t.Helper()
	ctx := context.Background()
	words["worker's introduction"], words["place of a visit"], words["what they did"] = "Frobbleshant",
		"Umberquay", "Whistlegrund"
	words["why a visit was moved"], words["why it was called off"], words["worry"] = "Pockletide",
		"Strumbleden", "Gallowthrush"
	ash := authz.Actor{Account: named[id.Account]("ash"), Organisation: b.lead.Organisation,
		Grants: []authz.Grant{{Role: authz.PeerWorker}}}
	ok(b.t, b.people.AddAccount(ctx, b.admin, identity.Account{ID: ash.Account, Name: "Ash",
		Email: "ash@example.org"}, ash.Grants[0], ""))
	for _, f := range prepared(d, "says Frobbleshant") {
		ok(b.t, b.people.RecordWorker(ctx, b.lead, ash.Account, f))
	}
	today := programme.Of(b.k.Now(), time.UTC)
	ok(b.t, b.care.MakeMatch(ctx, b.lead, sam, workforce.Match{ID: named[id.Match]("m"), Worker: ash.Account, On: today}))
	ten, err := programme.MakeTimeOfDay(10, 0)
	ok(b.t, err)
	ok(b.t, b.care.PlanVisits(ctx, ash, sam, named[id.Series]("s"), course.Series{
		From: today.AddDays(1), Weekday: programme.WeekdayOf(today.AddDays(1)), At: ten, Minutes: 60,
		Place: course.PlaceElsewhere, Where: "by the Umberquay",
	}))
	record, err := b.care.SeeVisits(ctx, ash, sam)
	ok(b.t, err)
	planned := record.Course.Open()
	ok(b.t, b.care.RecordVisit(ctx, ash, sam, course.Visit{
		ID: named[id.Visit]("v"), Appointment: planned[0].ID, Outcome: course.Attended,
		StartedAt: b.k.Now().Add(-time.Hour), Minutes: 50,
		Place: course.PlaceHome, WhatWeDid: "talked of Whistlegrund",
	}))
	to := planned[1].Arrangement
	to.Start = to.Start.Add(time.Hour)
	ok(b.t, b.care.MoveVisit(ctx, ash, sam, course.Move{ID: named[id.Move]("m"), Appointment: planned[1].ID,
		From: planned[1].Start, To: to, By: course.PartyWorker, Reason: "a Pockletide"}))
	off := course.Cancellation{ID: named[id.Cancellation]("c"), Appointment: planned[2].ID, From: planned[2].Start,
		By: course.PartyWorker, Reason: "the Strumbleden"}
	ok(b.t, b.care.CancelVisit(ctx, ash, sam, off))
	off.Reason = "another Strumbleden"
	fmt.Fprintln(b.log, b.care.CancelVisit(ctx, ash, sam, off))
	w := safety.Worry{ID: named[id.Worry]("w"), Urgency: safety.TalkOver, About: safety.Health,
		Words: "of the Gallowthrush"}
	ok(b.t, b.care.RaiseWorry(ctx, ash, sam, w))
	w.Words = "no, the Gallowthrush"
	fmt.Fprintln(b.log, b.care.RaiseWorry(ctx, ash, sam, w))
	b.drafts(ash, sam, words)
}

// drafts has somebody type twice what can't be taken, and hand one of it to the lead.
func (b *bench) drafts(ash authz.Actor, sam id.Participant, words map[string]string) {
	b.t.Helper()
	words["what could not be saved"], words["what was handed over"] = "Trindlewhisk", "Vexelmaroon"
	for _, word := range []string{"Trindlewhisk", "Vexelmaroon"} {
		kept, err := b.people.KeepDraft(context.Background(), ash, identity.Typed{
			Page: "/people/" + string(sam) + "/worry", Form: "/people/{participant}/worry", Noun: "worry",
			Values: url.Values{"words": {"of the " + word}},
		}, false)
		ok(b.t, err)
		if word == words["what was handed over"] {
			_, err = b.people.HandDraft(context.Background(), ash, kept.ID)
			ok(b.t, err)
		}
	}
	handed, _, err := b.people.ListHandedDrafts(context.Background(), b.lead, programme.Page{})
	ok(b.t, err)
	b.holds(1, len(handed), "handed over")
	large := identity.Typed{Page: "/feedback", Values: url.Values{"words": {strings.Repeat("Trindlewhisk", 30_000)}}}
	_, err = b.people.KeepDraft(context.Background(), ash, large, false)
	fmt.Fprintln(b.log, err)
}

// prepared is all that d asks of somebody before a first visit.
func prepared(d programme.Definition, introduction string) []workforce.WorkerFact {
	list := []workforce.WorkerFact{{Details: &workforce.Details{ID: named[id.Details]("d"), Worker: workforce.Worker{
		Introduction: introduction, Districts: []workforce.District{"QZ9"}, ContractedMinutes: workforce.MaxWeek,
	}}}}
	for _, asked := range d.Workers.Clearances {
		list = append(list, workforce.WorkerFact{Clearance: &workforce.Clearance{ID: named[id.Clearance](asked.Key),
			Key: asked.Key, Issued: date("2026-01-05")}})
	}
	for i := range d.Workers.CourseDays {
		list = append(list, workforce.WorkerFact{Training: &workforce.Training{ID: named[id.Training](fmt.Sprint("t", i)),
			Kind: workforce.CourseDay, On: date("2026-02-02").AddDays(i)}})
	}
	return list
}

// spellings are the bytes that a word would leave, however it was written down.
func spellings(word string) (list [][]byte) {
	forms := []string{word, strings.ToLower(word), strings.ToUpper(word), strings.ReplaceAll(word, " ", ""),
		strings.ReplaceAll(word, "-", "")}
	if letters := strings.ToLower(word); len(letters) > 8 && strings.Trim(letters, "abcdefghijklmnopqrstuvwxyz") == "" {
		forms = append(forms, letters[:8]) // as far as a search for a name tells letters apart
	}
	for _, f := range forms {
		list = append(list, []byte(f), []byte(hex.EncodeToString([]byte(f))),
			[]byte(strings.ToUpper(hex.EncodeToString([]byte(f)))))
		for shift := range 3 { // base64 depends on where in the text the word stands
			text := base64.StdEncoding.EncodeToString(append(bytes.Repeat([]byte{'x'}, shift), f...))
			text = strings.TrimRight(text, "=")
			inner := text[(shift*8+5)/6 : len(text)-1]
			list = append(list, []byte(inner), []byte(strings.NewReplacer("+", "-", "/", "_").Replace(inner)))
		}
	}
	return list
}

// A seeker looks for many words at once, by the first three bytes of each.
type seeker struct {
	begins [1 << 24]bool
	words  map[[3]byte][]sought
}

type sought struct {
	what  string
	bytes []byte
}

func seeking(words map[string]string) *seeker {
	s := &seeker{words: map[[3]byte][]sought{}}
	for what, word := range words {
		for _, b := range spellings(word) {
			first := [3]byte(b)
			s.begins[int(first[0])<<16|int(first[1])<<8|int(first[2])] = true
			s.words[first] = append(s.words[first], sought{what, b})
		}
	}
	return s
}

// in says where any of the words stands in the texts.
func (s *seeker) in(texts map[string][]byte) (found []string) {
	for where, text := range texts {
		for i := 0; i+3 <= len(text); i++ {
			if !s.begins[int(text[i])<<16|int(text[i+1])<<8|int(text[i+2])] {
				continue
			}
			for _, w := range s.words[[3]byte(text[i:])] {
				if bytes.HasPrefix(text[i:], w.bytes) {
					found = append(found, fmt.Sprintf("%s, as %q, in %s", w.what, w.bytes, where))
				}
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// stored is every byte that the database keeps: SQLite's file with what stands
// beside it; PostgreSQL's files of this database, and its write-ahead log since
// the moment that began named.
func (b *bench) stored(began string) map[string][]byte {
	b.t.Helper()
	if path, is := strings.CutPrefix(b.url, "sqlite:"); is {
		return readAll(b.t, filepath.Dir(path),
			func(name string) bool { return strings.HasPrefix(name, filepath.Base(path)) })
	}
	_, err := b.raw.Exec("CHECKPOINT")
	ok(b.t, err)
	var folder, ended string
	ok(b.t, b.raw.QueryRow("SELECT current_setting('data_directory'), pg_walfile_name(pg_current_wal_lsn())").Scan(&folder, &ended))
	texts := readAll(b.t, filepath.Join(folder, "base", b.oid()), func(string) bool { return true })
	wal := readAll(b.t, filepath.Join(folder, "pg_wal"), func(name string) bool { return name >= began && name <= ended })
	if len(texts) == 0 || len(wal) == 0 {
		b.t.Fatalf("%d files of the database and %d of its write-ahead log were read", len(texts), len(wal))
	}
	for name, text := range wal {
		texts[name] = text
	}
	for name, text := range readAll(b.t, filepath.Dir(folder),
		func(name string) bool { return strings.HasSuffix(name, "log") }) {
		texts[name] = text
	}
	return texts
}

func readAll(t testing.TB, folder string, which func(name string) bool) map[string][]byte {
	t.Helper()
	texts := map[string][]byte{}
	ok(t, filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && path != folder {
			return filepath.SkipDir
		}
		if !d.Type().IsRegular() || !which(d.Name()) {
			return nil
		}
		text, err := os.ReadFile(path)
		if os.IsNotExist(err) {
			return nil // the server tidies up beside us
		}
		texts[filepath.Base(folder)+"/"+d.Name()] = text
		return err
	}))
	return texts
}

// walNow names the file of the write-ahead log that PostgreSQL writes now.
func (b *bench) walNow() (name string) {
	b.t.Helper()
	if !strings.HasPrefix(b.url, "sqlite:") {
		ok(b.t, b.raw.QueryRow("SELECT pg_walfile_name(pg_current_wal_lsn())").Scan(&name))
	}
	return name
}

func TestNobodysWordsStandInTheDatabaseOrTheLog(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		began := b.walNow()
		r, words := b.planted()
		b.live(r, words)
		texts := b.stored(began)
		texts["the log"] = b.log.bytes()
		for what, word := range words {
			if len(word) < 6 {
				t.Fatalf("the %s is %q: too short to be told from chance", what, word)
			}
		}
		seek := seeking(words)
		for _, leak := range seek.in(texts) {
			t.Error(leak)
		}
		if len(texts["the log"]) == 0 {
			t.Error("nothing was logged: was it captured?")
		}
		b.findsWhatIsThere(began)
	})
}

// findsWhatIsThere shows that the words would have been found, had they been
// there: it writes others down in three ways, and seeks them in the same places.
func (b *bench) findsWhatIsThere(began string) {
	b.t.Helper()
	words := map[string]string{"plain": "Yevvelstrop", "in hexadecimal": "Jommerquilt", "in base64": "Hassendripple"}
	_, err := b.raw.Exec("CREATE TABLE scratch (word TEXT)")
	ok(b.t, err)
	for range 5 { // a page of the write-ahead log may end in the midst of one
		_, err = b.raw.Exec("INSERT INTO scratch VALUES ($1)", strings.Join([]string{
			"i am yevvelstrop", hex.EncodeToString([]byte("I am Jommerquilt here")),
			base64.StdEncoding.EncodeToString([]byte("I am Hassendripple here")),
		}, " "))
		ok(b.t, err)
	}
	places := []string{""}
	if !strings.HasPrefix(b.url, "sqlite:") {
		places = []string{"in pg_wal/", "in " + b.oid() + "/"}
	}
	found := seeking(words).in(b.stored(began))
	for what := range words {
		for _, where := range places {
			if !slices.ContainsFunc(found, func(f string) bool {
				return strings.HasPrefix(f, what+",") &&
					strings.Contains(f, where)
			}) {
				b.t.Errorf("what was written down %s was not found %s: %v", what, where, found)
			}
		}
	}
}

// oid is the name of the folder in which PostgreSQL keeps this database.
func (b *bench) oid() (name string) {
	b.t.Helper()
	ok(b.t, b.raw.QueryRow("SELECT oid FROM pg_database WHERE datname = current_database()").Scan(&name))
	return name
}
