package kernel

import (
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/jobs"
)

// HandDraft hands d to the lead, and has the lead told: that a worry is among it,
// because until it is raised nobody has been told of that.
func (t *Tx) HandDraft(d identity.Draft) error {
	if err := t.Tx.HandDraft(d); err != nil {
		return err
	}
	kind := jobs.NoticeHanded
	if d.IsWorry() {
		kind = jobs.NoticeHandedWorry
	}
	return t.NoticeOnce(authz.Lead, kind, string(d.ID))
}
