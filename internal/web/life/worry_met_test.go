package life_test

import (
	"net/http"
	"net/url"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/webtest"
)

// raised has who raise a worry about somebody who has been referred, and is its page.
func raised(b *webtest.Bench, who webtest.Member, sam id.Participant) string {
	at := "/people/" + string(sam)
	form := b.Opens(who, at+"/worry")
	for name, value := range map[string]string{"urgency": "today", "about": "health", "words": "Sounded flat."} {
		form.Set(name, value)
	}
	b.Post(who, at+"/worry", form).To(at + "/worries/" + form.Get("id"))
	return at + "/worries/" + form.Get("id")
}

// worryForm is one of the forms of a worry's page, as the page that was opened sends it.
func worryForm(page webtest.Answer, noun string, fields ...string) url.Values {
	form := page.Filled()
	form.Set("id", form.Get("id.worry."+noun))
	for i := 0; i < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	return form
}

func TestHandingAWorryOnFromAnOlderPageThanSomebodyTookItOnFromIsAConflict(t *testing.T) {
	b := webtest.Open(t)
	ruth, cora := b.Works("Ruth Castellano", authz.Supervisor), b.Works("Cora", authz.Coordinator)
	bea := b.Works("Bea Lowe", authz.Supervisor)
	one := raised(b, cora, b.Refers(b.Remi, b.North, "Sam"))
	older := b.Get(b.Lena, one)
	b.Post(ruth, one+"/acknowledge", worryForm(b.Get(ruth, one), "receipt", "next", "I ring her now.")).To(one)

	form := worryForm(older, "hand_on", "to", string(bea.Actor.Account), "why", "You know her.")
	met := b.Post(b.Lena, one+"/hand-on", form).Is(http.StatusConflict).Says("This worry has changed since you opened it",
		"Ruth Castellano has taken this on", "You know her.")
	b.Get(b.Lena, one).Is(http.StatusOK).Says("Taken on").KeepsFrom("handed this on")

	gone := worryForm(older, "hand_on", "to", string(ruth.Actor.Account), "why", "You know her.")
	b.Post(b.Lena, one+"/hand-on", gone).Is(http.StatusConflict).Says("This worry has changed since you opened it",
		"You know her.") // who has it by now isn't among those to choose
	b.Post(b.Lena, one+"/hand-on", worryForm(met, "hand_on", "to", string(bea.Actor.Account))).To(one)
	b.Verify()
}

func TestTakingAWorryOnFromAnOlderPageThanSomebodyTookItOnFromIsAConflict(t *testing.T) {
	b := webtest.Open(t)
	ruth, cora := b.Works("Ruth Castellano", authz.Supervisor), b.Works("Cora", authz.Coordinator)
	one := raised(b, cora, b.Refers(b.Remi, b.North, "Sam"))
	older := worryForm(b.Get(b.Lena, one), "receipt", "next", "I ring her at four.")
	form := worryForm(b.Get(ruth, one), "receipt", "next", "I ring her now.")
	b.Twice(ruth, one+"/acknowledge", form, one)
	b.Post(b.Lena, one+"/acknowledge", older).Is(http.StatusConflict).Says("This worry has changed since you opened it",
		"I ring her at four.")
	b.Get(b.Lena, one).Is(http.StatusOK).Says("Ruth Castellano has taken this on").KeepsFrom(
		"Lena has taken this on")
}

func TestClosingAWorryFromAnOlderPageThanItWasPassedOnFromIsAConflict(t *testing.T) {
	b := webtest.Open(t)
	ruth, cora := b.Works("Ruth Castellano", authz.Supervisor), b.Works("Cora", authz.Coordinator)
	b.Works("Bea Lowe", authz.Supervisor) // so that the page asks who to hand it on to, too
	one := raised(b, cora, b.Refers(b.Remi, b.North, "Sam"))
	b.Post(ruth, one+"/acknowledge", worryForm(b.Get(ruth, one), "receipt")).To(one)
	older := worryForm(b.Get(ruth, one), "closing", "words", "She is well.")
	b.Post(ruth, one+"/hand-on", worryForm(b.Get(ruth, one), "hand_on", "to", string(b.Lena.Actor.Account),
		"why", "I am away.")).To(one)
	b.Post(b.Lena, one+"/acknowledge", worryForm(b.Get(b.Lena, one), "receipt")).To(one)
	met := b.Post(ruth, one+"/close", older).Is(http.StatusConflict).Says(
		"This worry has changed since you opened it", "She is well.")
	b.Get(ruth, one).Is(http.StatusOK).Says("Taken on").KeepsFrom("closed this worry")
	b.Post(ruth, one+"/close", worryForm(met, "closing")).To(one)
}

func TestClosingAWorryThatSomebodyHasClosedSaysSo(t *testing.T) {
	b := webtest.Open(t)
	ruth, cora := b.Works("Ruth Castellano", authz.Supervisor), b.Works("Cora", authz.Coordinator)
	one := raised(b, cora, b.Refers(b.Remi, b.North, "Sam"))
	b.Post(ruth, one+"/acknowledge", worryForm(b.Get(ruth, one), "receipt")).To(one)
	older := worryForm(b.Get(b.Lena, one), "closing", "words", "Her GP has it.")
	b.Post(ruth, one+"/close", worryForm(b.Get(ruth, one), "closing", "words", "She is at her sister's.")).To(one)
	b.Post(b.Lena, one+"/close", older).Is(http.StatusConflict).Says("This worry has been closed since you opened it.",
		"Her GP has it.", "What you sent just now was not saved.", "It is kept for you under Not saved yet.").
		KeepsFrom("called off", "not lost", "Nothing you entered")
	b.Get(b.Lena, "/kept").Is(http.StatusOK).Says("Her GP has it.", "You can look at the page again").
		KeepsFrom("called off")
	b.Verify()
}
