package care_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/workforce"
)

// Messages that wait tell how things are when they leave: of a worker who came and went
// meanwhile nobody reads.
func TestAMessageThatWaitsSaysNothingWhereTheSameWorkerVisitsAgain(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, bo, lena := context.Background(), b.worker("Ash"), b.worker("Bo"), b.staff("Lena", authz.Lead)
		sam := b.matched("Sam", ash, byEmail("sam@example.org"))
		b.signsIn(sam)
		b.ok(b.tells(lena, "who visits", b.told(sam)))
		b.mails(outbox())
		b.ok(b.care.HandOver(ctx, lena, ash.Account, care.HandOver{To: bo.Account}))
		b.ok(b.care.HandOver(ctx, lena, bo.Account, care.HandOver{To: ash.Account}))
		out := outbox()
		b.delivers(out)
		for _, m := range out.List() {
			if m.To == "sam@example.org" {
				t.Errorf("Sam reads %s", m.Subject)
			}
		}
		if p := b.told(sam); p.Any() {
			t.Errorf("to be told by staff: %+v", p)
		}
		b.whole()
	})
}

// Days that were called off with a worker of whom somebody never heard are told by
// themselves: no message about who visits leads to them.
func TestDaysAreToldWhereNothingIsToldOfWhoVisits(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, lena := context.Background(), b.worker("Ash"), b.staff("Lena", authz.Lead)
		sam := b.matched("Sam", ash, byEmail("sam@example.org"))
		b.signsIn(sam)
		b.ok(b.plans(ash, sam, "s", date("2026-11-26"))) // the message tells of the days alone
		b.ok(b.care.EndMatch(ctx, lena, sam, workforce.MatchEnded{ID: named[id.MatchEnd]("end"),
			Match: named[id.Match]("Sam"), On: date("2026-11-23"), Reason: workforce.WorkerAway}))
		if got := b.mails(outbox())[datesOff]; len(got) != 1 {
			t.Errorf("told of the days: %v", got)
		}
		b.whole()
	})
}

// Nobody has to be told who visits them whom that worker has visited.
func TestWhoWasVisitedKnowsWhoVisits(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ash, bo, lena := b.worker("Ash"), b.worker("Bo"), b.staff("Lena", authz.Lead)
		sam := b.planned("Sam", ash)
		b.now = b.visits(ash, sam).Appointments[0].End()
		b.ok(b.care.RecordVisit(context.Background(), ash, sam, held(b.visits(ash, sam), 0)))
		if p := b.told(sam); len(p.Match) > 0 {
			t.Errorf("to be told: %+v", p.Match)
		}
		b.ok(b.care.HandOver(context.Background(), lena, ash.Account, care.HandOver{To: bo.Account}))
		if p := b.told(sam); len(p.Match) != 2 || p.Match[0].Worker != ash.Account || p.Match[1].Worker != bo.Account {
			t.Errorf("to be told: %+v", p.Match)
		}
		b.whole()
	})
}

// Who can be written to by now reads where their visits are: nobody has to tell them what
// was still to be told from before. Who has died is told nothing.
func TestWhatAMessageLedToNobodyHasToTell(t *testing.T) {
	for what, c := range map[string]struct {
		happens func(b *bench, sam id.Participant)
		told    bool
	}{
		"a message about a visit": {func(b *bench, sam id.Participant) {
			b.signsIn(sam)
			at := b.visits(b.staff("Lena", authz.Lead), sam).Appointments[0]
			b.ok(b.care.MoveVisit(context.Background(), b.staff("Lena", authz.Lead), sam,
				moveTo("m", at, at.Start.Add(3*time.Hour))))
		}, true},
		"no message yet": {func(b *bench, sam id.Participant) { b.signsIn(sam) }, false},
		"a death":        {func(b *bench, sam id.Participant) { b.lives(sam, "dead", life.Death) }, true},
	} {
		t.Run(what, func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, b *bench) {
				ash, lena := b.worker("Ash"), b.staff("Lena", authz.Lead)
				sam := b.matched("Sam", ash, byEmail("sam@example.org"))
				b.ok(b.care.PlanVisits(context.Background(), lena, sam, named[id.Series]("s"), tuesdays()))
				if list := b.toTell(); len(list) != 1 || len(list[0].Match) != 1 || len(list[0].Visits.Now) != 10 {
					t.Fatalf("before, to be told: %+v", list)
				}
				c.happens(b, sam)
				b.mails(outbox())
				if list := b.toTell(); len(list) == 0 != c.told {
					t.Errorf("to be told: %+v", list)
				}
				b.whole()
			})
		})
	}
}

// The day on which somebody was told stands once: by a second tap, by another page that was
// open, and by one from before there was newer news.
func TestTheDayOnWhichSomebodyWasToldStandsOnce(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, bo, lena := context.Background(), b.worker("Ash"), b.worker("Bo"), b.staff("Lena", authz.Lead)
		sam := b.matched("Sam", ash)
		b.ok(b.care.PlanVisits(ctx, lena, sam, named[id.Series]("s"), tuesdays()))
		first := b.told(sam)
		b.ok(b.tells(lena, "first", first))
		b.ok(b.tells(lena, "first", first)) // the second tap
		b.now = b.now.AddDate(0, 0, 1)
		b.says(b.tells(lena, "another page", first), "news", "matching.told.already")
		b.fails(b.care.TellMatch(ctx, lena, sam, workforce.MatchTold{ID: named[id.MatchTold]("the other form"),
			MatchNews: first.Match[0].MatchNews, How: workforce.ToldByPhone, On: date("2026-11-24")}), fault.Conflict)

		at := b.visits(ash, sam).ToCome(b.now)[2]
		b.ok(b.care.MoveVisit(ctx, lena, sam, moveTo("moved", at, at.Start.Add(time.Hour))))
		b.ok(b.care.HandOver(ctx, lena, ash.Account, care.HandOver{To: bo.Account}))
		stale := b.told(sam)
		b.says(b.tells(lena, "before the news", first), "news", "matching.told.already")
		at = b.visits(bo, sam).ToCome(b.now)[2]
		b.ok(b.care.MoveVisit(ctx, lena, sam, moveTo("again", at, at.Start.Add(time.Hour))))
		b.ok(b.care.HandOver(ctx, lena, bo.Account, care.HandOver{To: ash.Account}))
		b.ok(b.tells(lena, "what was overtaken", stale)) // they were told so all the same
		b.says(b.tells(lena, "and again", stale), "news", "matching.told.already")
		p := b.told(sam)
		if len(p.Match) != 2 || p.Match[0].Worker != bo.Account || len(p.Visits.Off) != 1 || len(p.Visits.Now) != 1 ||
			!p.Visits.Off[0].Start.Equal(at.Start) {
			t.Errorf("to be told: %+v", p)
		}
		b.ok(b.tells(lena, "now", p))
		b.holdsTold(sam, 0)
		b.whole()
	})
}

// What cancelled somebody's visits is taken back: who was told of it hears that they go on.
func TestWhoWasToldThatVisitsAreCancelledHearsThatItWasAMistake(t *testing.T) {
	storetest.InTheWholeRun(t)
	const mistake = "Dates were cancelled by mistake"
	for _, kind := range []life.Kind{life.Readmission, life.MovingAway} {
		for _, told := range []string{"by e-mail", "by staff", "not at all"} {
			t.Run(string(kind)+", "+told, func(t *testing.T) {
				onEachEngine(t, func(t *testing.T, b *bench) {
					ash, lena, out := b.worker("Ash"), b.staff("Lena", authz.Lead), outbox()
					sam := b.planned("Sam", ash, byEmail("sam@example.org"))
					b.ok(b.tells(lena, "planned", b.told(sam)))
					if told == "by e-mail" {
						b.signsIn(sam)
					}
					b.now = b.now.Add(time.Minute)
					b.lives(sam, "event", kind)
					b.mails(out)
					if told == "by staff" {
						b.ok(b.tells(lena, "off", b.told(sam)))
					}
					b.ok(b.takesBack(lena, sam, pathway.UndoLife, string(named[id.LifeEvent]("event"+string(sam)))))
					mails, p := len(b.mails(out)[mistake]), b.told(sam)
					if (mails == 1) != (told == "by e-mail") || p.Visits.On != (told == "by staff") ||
						(len(p.Visits.Off) > 0) != (told == "not at all") {
						t.Errorf("%d messages; to be told: %+v", mails, p.Visits)
					}
					if p.Any() {
						b.ok(b.tells(lena, "on", p))
					}
					b.holdsTold(sam, 0)
					b.whole()
				})
			})
		}
	}
}

// A move that was announced is told then: taken back once its day has come, it goes with what
// announced it, and who was told hears that it was a mistake.
func TestWhoWasToldOfAMoveToComeHearsThatItWasAMistakeOnceItsDayHasPassed(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, lena, out := context.Background(), b.worker("Ash"), b.staff("Lena", authz.Lead), outbox()
		sam := b.planned("Sam", ash, byEmail("sam@example.org"))
		b.ok(b.tells(lena, "planned", b.told(sam)))
		b.signsIn(sam)
		b.ok(b.care.EnterLife(ctx, lena, sam, life.Event{ID: named[id.LifeEvent]("later"),
			Kind: life.MovingAway, On: date("2026-12-01")}, false))
		b.mails(out)
		b.now = time.Date(2026, 12, 2, 9, 0, 0, 0, time.UTC)
		b.mails(out)
		r, err := b.care.AskUndo(ctx, lena, sam)
		b.ok(err)
		for _, f := range r.Facts {
			if f.Kind == pathway.UndoLife {
				b.ok(b.takesBack(lena, sam, f.Kind, f.Fact))
			}
		}
		got := b.mails(out)
		if len(got[datesOff]) != 1 || len(got["Dates were cancelled by mistake"]) != 1 {
			t.Errorf("told: %v", got)
		}
		r, err = b.care.AskUndo(ctx, lena, sam)
		b.ok(err)
		if l := b.record(lena, sam).Life; l.State != life.GoesOn || !l.Moves.IsZero() || len(r.Undone) != 1 {
			t.Errorf("they stand at %+v, and taken back is %+v", l, r.Undone)
		}
		b.whole()
	})
}

// In a record in whose place another of the person goes on, what was cancelled stays so: who was
// told of it hears that it was a mistake, and nobody says that new dates will be arranged. Where
// it held there too, and is taken back there, they hear of that one alone.
func TestNobodyPromisesNewDatesInARecordThatDoesNotGoOn(t *testing.T) {
	const mistake = "Dates were cancelled by mistake"
	const anew, stays = "arrange new ones", "Anything else that is planned with you stays"
	for elsewhere, want := range map[string][]string{
		"": {"sam: " + anew}, "joined": {"sam: " + stays}, "holds in both": {"before: " + anew},
	} {
		t.Run(elsewhere, func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, b *bench) {
				ctx, lena, out := context.Background(), b.staff("Lena", authz.Lead), outbox()
				before := b.planned("Before", b.worker("Bo"), byEmail("before@example.org"))
				b.now = b.now.Add(time.Minute)
				sam := b.plannedAt(14, "Sam", b.worker("Ash"), byEmail("sam@example.org"))
				for _, p := range []id.Participant{before, sam} {
					b.ok(b.tells(lena, "planned "+string(p), b.told(p)))
					b.signsIn(p)
				}
				event := life.Event{ID: named[id.LifeEvent]("event"), Kind: life.Readmission, On: date("2026-11-23")}
				undoing := pathway.Undoing{ID: named[id.Undoing]("undo"), Why: "It was meant for Jo.",
					Of: pathway.Entered{Kind: pathway.UndoLife, Fact: string(event.ID)}}
				if elsewhere != "" {
					b.now = b.now.Add(time.Minute)
					same := pathway.Joining(named[id.SamePerson]("same"), sam, before, false)
					b.ok(b.care.JoinRecords(ctx, lena, sam, same, true))
				}
				if elsewhere == "holds in both" {
					event.Also, undoing.Also = []id.Participant{before}, []id.Participant{before}
				}
				b.now = b.now.Add(time.Minute)
				b.ok(b.care.EnterLife(ctx, lena, sam, event, true))
				b.mails(out)
				b.now = b.now.Add(time.Minute)
				b.ok(b.care.Undo(ctx, lena, sam, undoing))
				b.mails(out)
				var told []string
				for _, m := range out.List() {
					if m.Subject != mistake {
						continue
					}
					for _, follows := range []string{anew, stays} {
						if strings.Contains(m.Text, follows) {
							told = append(told, strings.TrimSuffix(m.To, "@example.org")+": "+follows)
						}
					}
				}
				if !slices.Equal(told, want) {
					t.Errorf("they are sent %q, not %q", told, want)
				}
				b.whole()
			})
		})
	}
}
