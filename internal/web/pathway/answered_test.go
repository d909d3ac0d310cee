package pathway_test

import (
	"net/http"
	"net/url"
	"strconv"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/webtest"
)

// saysNo records that the person said no in a record.
func saysNo(b *webtest.Bench, of id.Participant) {
	sends(b, of, "no", nil)
}

// stopsAll records that the person stopped everything in a record.
func stopsAll(b *webtest.Bench, of id.Participant) {
	sends(b, of, "stop", url.Values{"scope": {"wholly"}})
}

func sends(b *webtest.Bench, of id.Participant, step string, typed url.Values) {
	path := webtest.ConsentPath(of, step)
	form := b.Form(b.Lena, path)
	webtest.Day(form, "on", strconv.Itoa(b.Now.Day()), "11", "2026")
	for name, values := range typed {
		form[name] = values
	}
	b.Post(b.Lena, path, form).Is(http.StatusSeeOther)
}

const answeredSince = "they said no, or stopped, under another record"

// Whoever said no has answered what they were referred for by then, in each of their records.
func TestWhoSaidNoInOneRecordIsNotAskedInAnotherThatWasReferredBefore(t *testing.T) {
	for _, far := range []string{"accepted", "invited"} {
		for how, answers := range map[string]func(*webtest.Bench, id.Participant){"no": saysNo, "stop": stopsAll} {
			t.Run(far+" "+how, func(t *testing.T) {
				b := webtest.Open(t)
				first, second := twins(b)
				b.Decides(second, accepted)
				if far == "invited" {
					b.Invites(second)
				}
				if how == "stop" {
					b.Agrees(first)
				} else {
					b.Decides(first, accepted)
					b.Invites(first)
				}
				joins(b, first, second, "yes")
				b.Now = b.Now.AddDate(0, 0, 1)
				b.Lena.Token = b.SignIn("lena@example.org")
				answers(b, first)
				b.Now = b.Now.AddDate(0, 0, 9)
				b.Lena.Token = b.SignIn("lena@example.org")
				for _, list := range []string{"/board", "/consent", "/consent/thinking"} {
					b.Get(b.Lena, list).Is(http.StatusOK).KeepsFrom("Smauel", "to invite", "to ask again")
				}
				page := b.Get(b.Lena, "/people/"+string(second)).Is(http.StatusOK).Says(answeredSince)
				page.Link("/people/" + string(first))
				page.KeepsFrom("are to be invited", "ask when they are ready")
				b.Get(b.Arrives(second), "/home").Says("If you change your mind, tell us.").
					KeepsFrom("We will get in touch", "When you are ready", "Take the time you need")
				b.Get(b.Lena, webtest.ConsentPath(second, "invite")).Is(http.StatusOK).Says(answeredSince)
				b.Invites(second) // when the lead means it
				b.Now = b.Now.AddDate(0, 0, 9)
				b.Lena.Token = b.SignIn("lena@example.org")
				b.Get(b.Lena, "/people/"+string(second)).KeepsFrom(answeredSince)
				b.Get(b.Lena, "/board").Says("1 person to ask again")
				b.Verify()
			})
		}
	}
}

func TestWhoIsReferredAfterANoInAnotherRecordIsInvited(t *testing.T) {
	b := webtest.Open(t)
	first := b.Refers(b.Remi, b.North, "Samuel")
	b.Decides(first, accepted)
	b.Invites(first)
	saysNo(b, first)
	b.Now = b.Now.Add(time.Minute)
	second := b.Refers(b.Rhea, b.South, "Smauel")
	joins(b, first, second, "yes")
	b.Decides(second, accepted)
	b.Get(b.Lena, "/board").Says("1 person to invite", "Smauel")
	b.Get(b.Lena, "/consent").Says("Smauel")
	b.Get(b.Lena, "/people/"+string(second)).KeepsFrom(answeredSince).Link(webtest.ConsentPath(second, "invite"))
	b.Verify()
}

// Where nothing waits for an answer, nobody is told that they need not give one.
func TestWhoTakesPartUnderAnotherRecordIsToldOfAnAnswerOnlyWhereOneWouldBeAsked(t *testing.T) {
	for state, reaches := range map[string]func(*webtest.Bench, id.Participant){
		"referred": func(*webtest.Bench, id.Participant) {},
		"invited": func(b *webtest.Bench, of id.Participant) {
			b.Decides(of, accepted)
			b.Invites(of)
		},
		"not_consented": func(b *webtest.Bench, of id.Participant) {
			b.Decides(of, accepted)
			b.Invites(of)
			saysNo(b, of)
		},
		"consented": (*webtest.Bench).Agrees,
	} {
		t.Run(state, func(t *testing.T) {
			b := webtest.Open(t)
			first, second := twins(b)
			b.Agrees(first)
			reaches(b, second)
			me := b.Arrives(second)
			joins(b, first, second, "yes")
			for _, path := range []string{"/home", "/my-consents"} {
				page := b.Get(me, path).Is(http.StatusOK)
				switch {
				case state == "invited":
					page.Says("You are with us under another record, so you don't need to answer here.").
						KeepsFrom("Take the time you need")
				case path == "/home":
					page.Says("You are with us under another record. If that doesn't sound right").KeepsFrom("need to answer")
				default:
					page.KeepsFrom("need to answer")
				}
			}
		})
	}
}
