package story

import (
	"footbridge.org/footbridge/internal/app/admin"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// WritesFrom sets what stands on the organisation's letters.
func (o *Organisation) WritesFrom(from programme.Sender) {
	s := o.s
	s.t.Helper()
	from.ID = ID[id.Sender](s.seed, "sender/"+o.Name+"/"+string(from.Phone))
	s.must("setting what stands on letters", (&admin.Admin{Kernel: s.Kernel}).SetSender(s.ctx, o.Admin.Actor(), from))
}
