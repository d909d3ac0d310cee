package store

import (
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

// AddOrganisation stores o, of which nothing is counted yet.
func (t *Tx) AddOrganisation(o identity.Organisation) error {
	err := t.q.AddOrganisation(t.ctx, rows.AddOrganisationParams{
		ID: string(o.ID), Name: o.Name, Zone: o.Zone, Programme: o.Programme, Help: o.Help, CreatedAt: instant.At(t.now),
	})
	if err != nil {
		return busy(err)
	}
	return t.beginCounting()
}

// IsFirst tells whether nobody has set up an organisation yet; nobody else does meanwhile.
func (t *Tx) IsFirst() (bool, error) {
	if err := t.engine.takeTurn(t.ctx, t.rec.inner, turn("", "set up")); err != nil {
		return false, err
	}
	there, err := t.ListOrganisations()
	return len(there) == 0, err
}

// FindOrganisation finds the transaction's own organisation.
func (t *ReadTx) FindOrganisation() (identity.Organisation, error) {
	o, err := t.q.FindOrganisation(t.ctx, string(t.org))
	return organisation(o), absent(err)
}

// ListOrganisations lists every organisation of the installation, for the
// command line and for the first page. It holds no person's data.
func (t *ReadTx) ListOrganisations() ([]identity.Organisation, error) {
	found, err := t.q.ListOrganisations(t.ctx)
	list := make([]identity.Organisation, len(found))
	for i, o := range found {
		list[i] = organisation(o)
	}
	return list, busy(err)
}

func organisation(o rows.Organisation) identity.Organisation {
	return identity.Organisation{
		ID: id.Organisation(o.ID), Name: o.Name, Zone: o.Zone, Programme: o.Programme, Help: o.Help,
		CreatedAt: o.CreatedAt.Time,
	}
}
