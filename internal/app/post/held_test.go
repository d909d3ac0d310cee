package post_test

import (
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/post"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/identity"
)

func TestWhatIsTooManyForSomebodyIsHeldAndSentLater(t *testing.T) {
	onEachEngine(t, func(b *bench) {
		few := post.Message{Kind: kind, Key: "message.handed", Page: "/kept",
			Count: post.Count{Action: authz.Deliver, Paces: []identity.Pace{{Most: 2, Within: time.Hour}}}}
		for range 4 {
			b.asks("Lena")
			b.now = b.now.Add(time.Second)
		}
		if sent := b.delivers(few); len(sent) != 2 {
			b.t.Errorf("%d were sent at once", len(sent))
		}
		if left := b.left("Lena"); left != 2 {
			b.t.Errorf("%d are held", left)
		}
		urgent := few
		urgent.Goes = post.Always
		b.asks("Lena")
		if sent := b.delivers(urgent); len(sent) != 1 {
			b.t.Errorf("of a worry %d were sent", len(sent))
		}
		b.now = b.now.Add(identity.HeldFor)
		if sent := b.delivers(few); len(sent) != 0 {
			b.t.Errorf("%d were sent within the hour", len(sent))
		}
		b.now = b.now.Add(time.Hour)
		if sent := b.delivers(few); len(sent) != 2 || b.left("Lena") != 0 {
			b.t.Errorf("%d were sent in the end, and %d never", len(sent), b.left("Lena"))
		}
	})
}
