package care_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
)

func TestAStartLetterIsPrintedRecordedOnceAndReadByThePerson(t *testing.T) {
	b := open(t)
	ash, ass := b.works("Ash Murray", authz.PeerWorker), b.hires("Asa", authz.Assessor)
	sam := b.refers(b.remi, b.north, "Sam", func(f url.Values) { f.Set("gp.practice", "Bridge Practice") })
	at := "/people/" + string(sam) + "/letters"
	gp := at + "/start/gp"
	b.get(b.lena, at).is(http.StatusOK).says("so no letter goes to anybody")
	b.get(b.lena, gp).is(http.StatusConflict)
	b.agrees(sam)
	b.matches(sam, ash)
	b.plans(sam, ash)
	themselves := b.arrives(sam)

	b.get(b.lena, at).is(http.StatusOK).says("The GP", "Whoever holds clinical responsibility", "Not yet",
		"once the visits have ended").keepsFrom("/ending/")
	b.get(b.lena, gp).is(http.StatusOK).
		says("Wey Valley", "To: Bridge Practice", "Sam Okafor", "28 February 1990",
			"Ash Murray, a peer support worker, visits them: up to 10 visits, about once a week.",
			"The first visit is planned for Monday 23 November 2026, 10:00.", "Whom to ring").
		keepsFrom("risk", "relapse", "diagnos")
	b.get(b.lena, at+"/ending/gp").is(http.StatusConflict)
	b.get(b.lena, at+"/start/neighbour").is(http.StatusNotFound)
	for _, who := range []member{ash, b.remi, ass} {
		if code := b.get(who, gp).code; code != http.StatusNotFound && code != http.StatusForbidden {
			t.Errorf("somebody who has nothing to do with it opened it: %d", code)
		}
	}

	form := url.Values{"id": {b.get(b.lena,
		gp+"/sent").is(http.StatusOK).says("Start letter, Bridge Practice").hidden("id")}}
	day(form, "on", "24", "11", "2026")
	if page := b.post(b.lena, gp+"/sent", form).is(http.StatusUnprocessableEntity).says("can't be in the future"); !strings.Contains(page.body, `value="24"`) {
		t.Error("what was typed is lost")
	}
	day(form, "on", "23", "11", "2026")
	b.twice(b.lena, gp+"/sent", form, at)
	if page := b.get(b.lena, at).is(http.StatusOK).says("Went on 23 November 2026",
		"Lena"); strings.Count(page.body, "Went on") != 1 {
		t.Error("the second tap counts")
	}
	b.get(b.lena, "/people/"+string(sam)).is(http.StatusOK).says("Start letter, The GP: went on 23 November 2026.")

	b.get(themselves, "/home").is(http.StatusOK).says("Letters about you")
	b.get(themselves, "/my-letters").is(http.StatusOK).says("To your GP", "Went on 23 November 2026", "To you")
	b.get(themselves, "/my-letters/start/participant").is(http.StatusOK).says("Dear Sam,",
		"Ash Murray, a peer support worker, will visit you").keepsFrom("28 February 1990")
	b.get(themselves, "/my-letters/start/gp").is(http.StatusOK).says("To: Bridge Practice")
	b.get(themselves, "/my-letters/ending/participant").is(http.StatusNotFound)
	b.get(b.lena, "/my-letters").is(http.StatusNotFound)
}

// Who takes it back is written about no more, from that moment on; what went
// stays readable.
func TestNoLetterGoesOnceThePersonNoLongerAgrees(t *testing.T) {
	b := open(t)
	sam := b.refers(b.remi, b.north, "Sam")
	b.agrees(sam)
	at := "/people/" + string(sam) + "/letters"
	to := at + "/start/responsible"
	form := url.Values{"id": {b.get(b.lena, to+"/sent").is(http.StatusOK).hidden("id")}}
	day(form, "on", "23", "11", "2026")
	b.post(b.lena, to+"/sent", form).to(at)

	d := b.definition()
	c := pathway.Consent{ID: kernel.NewID[id.Consent](b.k, "again"), How: pathway.OnPaper, At: b.now}
	for _, item := range d.Consent {
		c.Items = append(c.Items, pathway.ItemAnswer{Item: item.Key, Version: item.Version,
			Given: item.Key != course.LettersItem})
	}
	b.ok(b.care.RecordConsent(context.Background(), b.lena.actor, sam, c))
	b.get(b.lena, to).is(http.StatusConflict).says("hasn't agreed")
	form.Set("id", kernel.NewID[string](b.k, "one more"))
	b.post(b.lena, to+"/sent", form).is(http.StatusConflict)
	b.get(b.lena, at).is(http.StatusOK).says("hasn't agreed to letters, so nobody else is written to", "The person",
		"23 November 2026").keepsFrom(to)
	themselves := b.arrives(sam)
	b.get(themselves, "/my-letters").is(http.StatusOK).says("You haven't agreed to letters", "23 November 2026")
	b.get(themselves, "/my-letters/start/responsible").is(http.StatusNotFound)
}
