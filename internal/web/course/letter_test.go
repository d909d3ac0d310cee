package course_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/web/webtest"
)

func TestAStartLetterIsPrintedRecordedOnceAndReadByThePerson(t *testing.T) {
	b := webtest.Open(t)
	ash, ass := b.Works("Ash Murray", authz.PeerWorker), b.Hires("Asa", authz.Assessor)
	sam := b.Refers(b.Remi, b.North, "Sam", func(f url.Values) { f.Set("gp.practice", "Bridge Practice") })
	at := "/people/" + string(sam) + "/letters"
	gp := at + "/start/gp"
	b.Get(b.Lena, at).Is(http.StatusOK).Says("so no letters can be sent")
	b.Get(b.Lena, gp).Is(http.StatusConflict)
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	themselves := b.Arrives(sam)

	b.Get(b.Lena, at).Is(http.StatusOK).Says("The GP", "The clinician responsible", "Not sent yet",
		"once the visits have ended").KeepsFrom("/ending/")
	b.Get(b.Lena, gp).Is(http.StatusOK).
		Says("Wey Valley", "Bridge Practice", "Sam Okafor", "28 February 1990",
			"Ash Murray, a peer support worker, visits them up to 10 times, about once a week.",
			"The first visit is planned for Monday 23 November 2026, 10:00.", "Who to ring").
		KeepsFrom("risk", "relapse", "diagnos")
	b.Get(b.Lena, at+"/ending/gp").Is(http.StatusConflict)
	b.Get(b.Lena, at+"/start/neighbour").Is(http.StatusNotFound)
	for _, who := range []webtest.Member{ash, b.Remi, ass} {
		if code := b.Get(who, gp).Code; code != http.StatusNotFound && code != http.StatusForbidden {
			t.Errorf("somebody who has nothing to do with it opened it: %d", code)
		}
	}

	form := url.Values{"id": {b.Get(b.Lena,
		gp+"/sent").Is(http.StatusOK).Says("Start letter, Bridge Practice").Hidden("id")}}
	webtest.Day(form, "on", "24", "11", "2026")
	page := b.Post(b.Lena, gp+"/sent", form).Is(http.StatusUnprocessableEntity).Says("can't be in the future")
	if !strings.Contains(page.Body, `value="24"`) {
		t.Error("what was typed is lost")
	}
	webtest.Day(form, "on", "23", "11", "2026")
	b.Twice(b.Lena, gp+"/sent", form, at)
	if page := b.Get(b.Lena, at).Is(http.StatusOK).Says("Sent on 23 November 2026",
		"Lena"); strings.Count(page.Body, "Sent on") != 1 {
		t.Error("the second tap counts")
	}
	b.Get(b.Lena, "/people/"+string(sam)).Is(http.StatusOK).Says("Start letter, The GP: sent on 23 November 2026.")

	b.Get(themselves, "/home").Is(http.StatusOK).Says("Letters about you")
	b.Get(themselves, "/my-letters").Is(http.StatusOK).Says("To your GP", "Sent on 23 November 2026", "To you")
	b.Get(themselves, "/my-letters/start/participant").Is(http.StatusOK).Says("Dear Sam,",
		"Ash Murray, a peer support worker, will visit you").KeepsFrom("28 February 1990")
	b.Get(themselves, "/my-letters/start/gp").Is(http.StatusOK).Says("Bridge Practice")
	b.Get(themselves, "/my-letters/ending/participant").Is(http.StatusNotFound)
	b.Get(b.Lena, "/my-letters").Is(http.StatusNotFound)
}

// Who takes it back is written about no more, from that moment on; what went
// stays readable.
func TestNoLetterGoesOnceThePersonNoLongerAgrees(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	at := "/people/" + string(sam) + "/letters"
	to := at + "/start/responsible"
	form := url.Values{"id": {b.Get(b.Lena, to+"/sent").Is(http.StatusOK).Hidden("id")}}
	webtest.Day(form, "on", "23", "11", "2026")
	first := form.Get("id")
	b.Post(b.Lena, to+"/sent", form).To(at)

	d := b.Definition()
	c := pathway.Consent{ID: kernel.NewID[id.Consent](b.K, "again"), How: pathway.OnPaper, At: b.Now}
	for _, item := range d.Consent {
		c.Items = append(c.Items, pathway.ItemAnswer{Item: item.Key, Version: item.Version,
			Given: item.Key != course.LettersItem})
	}
	b.Ok(b.Care.RecordConsent(context.Background(), b.Lena.Actor, sam, c))
	b.Get(b.Lena, to).Is(http.StatusConflict).Says("hasn't agreed")
	form.Set("id", kernel.NewID[string](b.K, "one more"))
	b.Post(b.Lena, to+"/sent", form).Is(http.StatusConflict)
	b.Get(b.Lena, at).Is(http.StatusOK).Says("hasn't agreed to letters, so we write to nobody else", "The person",
		"23 November 2026").KeepsFrom(to + `"`).Link(to + "/sent/" + first)
	b.Get(b.Lena, to+"/sent/"+first).Is(http.StatusOK).Says("As it was sent on 23 November 2026")
	themselves := b.Arrives(sam)
	b.Get(themselves, "/my-letters").Is(http.StatusOK).Says("You haven't agreed to letters", "23 November 2026")
	b.Get(themselves, "/my-letters/start/responsible").Is(http.StatusNotFound)
}

// A GP who rings about a letter and whoever answers read the same.
func TestALetterStaysReadableAsItWasSent(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash Murray", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam", func(f url.Values) { f.Set("gp.practice", "Bridge Practice") })
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	themselves := b.Arrives(sam)
	at := "/people/" + string(sam) + "/letters"
	form := url.Values{"id": {b.Get(b.Lena, at+"/start/gp/sent").Hidden("id")}}
	webtest.Day(form, "on", "23", "11", "2026")
	b.Post(b.Lena, at+"/start/gp/sent", form).To(at)
	sent := at + "/start/gp/sent/" + form.Get("id")
	b.Get(b.Lena, at).Link(sent)
	b.Get(b.Lena, sent).Is(http.StatusOK).Says("As it was sent on 23 November 2026", "Bridge Practice", "Sam Okafor").
		KeepsFrom("Something has changed since", "Record that it was sent")

	right := "/people/" + string(sam) + "/put-right/"
	mend := b.Opens(b.Lena, right+"identity")
	mend.Set("identity.family_name", "Nightingale")
	mend.Set("why", "A slip")
	b.Post(b.Lena, right+"identity", mend).Is(http.StatusSeeOther)
	mend = b.Opens(b.Lena, right+"care")
	mend.Set("gp.practice", "Weir Street Surgery")
	mend.Set("why", "It moved")
	b.Post(b.Lena, right+"care", mend).Is(http.StatusSeeOther)
	b.Post(b.Lena, at+"/start/gp/sent", form).To(at) // the second tap comes late
	b.Get(b.Lena, at+"/start/gp").Says("Weir Street Surgery", "Sam Nightingale")
	b.Get(b.Lena, sent).Is(http.StatusOK).Says("As it was sent on 23 November 2026", "Bridge Practice", "Sam Okafor",
		"Something has changed since").KeepsFrom("Weir Street", "Nightingale").Link(at + "/start/gp")
	own := "/my-letters/sent/" + form.Get("id")
	b.Get(themselves, "/my-letters").Link(own)
	b.Get(themselves, own).Is(http.StatusOK).Says("As it was sent on", "Bridge Practice").Link("/my-letters/start/gp")

	lee := b.Refers(b.Remi, b.North, "Lee")
	for path, who := range map[string]webtest.Member{
		"/people/" + string(lee) + "/letters/start/gp/sent/" + form.Get("id"): b.Lena,
		at + "/start/participant/sent/" + form.Get("id"):                      b.Lena,
		at + "/ending/gp/sent/" + form.Get("id"):                              b.Lena,
		own:                                                                   b.Arrives(lee),
	} {
		b.Get(who, path).Is(http.StatusNotFound)
	}
	if code := b.Get(b.Remi, sent).Code; code != http.StatusNotFound && code != http.StatusForbidden {
		t.Errorf("somebody who has nothing to do with it opened it: %d", code)
	}
}

// A letter that says that visits begin goes from the record in which they do.
func TestNoStartLetterGoesFromARecordThatDoesNotGoOn(t *testing.T) {
	b := webtest.Open(t)
	first := b.Refers(b.Remi, b.North, "Samuel")
	b.Now = b.Now.Add(time.Minute)
	second := b.Refers(b.Rhea, b.South, "Smauel")
	for _, record := range []id.Participant{first, second} {
		b.Agrees(record)
		b.Matches(record, b.Works("Ash "+string(record[:3]), authz.PeerWorker))
	}
	letters := func(p id.Participant) string { return "/people/" + string(p) + "/letters" }
	start := letters(second) + "/start/responsible"
	form := b.Form(b.Lena, start+"/sent")
	goesOn := letters(first) + "/start/responsible"
	joining := b.Form(b.Lena, "/people/"+string(second)+"/same-person")
	joining.Set("other", string(first))
	joining.Set("same", "yes")
	b.Post(b.Lena, "/people/"+string(second)+"/same-person", joining).Is(http.StatusSeeOther)
	const why = "Another record of this person goes on"
	page := b.Get(b.Lena, letters(second)).Is(http.StatusOK).Says(why)
	page.Link("/people/" + string(first))
	if strings.Contains(page.Body, start) {
		t.Error("a start letter is offered")
	}
	b.Get(b.Lena, start).Is(http.StatusConflict).Says(why)
	b.Get(b.Lena, start+"/sent").Is(http.StatusConflict).Says(why)
	b.Post(b.Lena, start+"/sent", form).Is(http.StatusConflict).Says(why)
	b.Get(b.Lena, letters(first)).Is(http.StatusOK).KeepsFrom(why).Link(goesOn)
	b.Form(b.Lena, goesOn+"/sent")
	b.Verify()
}
