package pathway_test

import (
	"net/http"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/webtest"
)

func TestNobodyIsAskedOnAnyPageWhoCannotDecide(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Accepts("Sam")
	b.Invites(sam)
	own := b.Arrives(sam)
	path, home := webtest.ConsentPath(sam, "record"), webtest.ConsentPath(sam, "")
	b.Get(b.Lena, home).Is(http.StatusOK).Says("Record the consent", "Record another invitation")
	stale := b.Answers(b.Form(b.Lena, path))
	stale.Set("how", "on_paper")
	happens := func(k life.Kind) {
		t.Helper()
		b.Ok(b.Care.EnterLife(t.Context(), b.Lena.Actor, sam, life.Event{ID: kernel.NewID[id.LifeEvent](b.K, string(k)),
			Kind: k, On: programme.Of(b.Now, time.UTC)}, false))
	}
	b.Get(own, "/home").Is(http.StatusOK).Says("say yes or no")
	happens(life.LossOfCapacity)
	b.Get(own, "/home").Is(http.StatusOK).KeepsFrom("say yes or no")
	b.Get(b.Lena, home).Is(http.StatusOK).Says("They can't decide about taking part at present",
		"Record an earlier consent").KeepsFrom("Record the consent", "Record another invitation", "Print the form to sign")
	b.Get(b.Lena, webtest.ConsentPath(sam, "invite")).Is(http.StatusConflict)
	b.Get(own, "/my-consents").Is(http.StatusOK).KeepsFrom("my-consents/agree")
	b.Get(own, "/my-consents/agree").Is(http.StatusConflict)
	b.Post(b.Lena, path, stale).Is(http.StatusUnprocessableEntity).Says(
		"They couldn't decide about taking part on that day")
	happens(life.GoingOn)
	b.Get(b.Lena, home).Is(http.StatusOK).Says("Record the consent").KeepsFrom("Record an earlier consent")
	b.Twice(b.Lena, path, stale, home)
}
