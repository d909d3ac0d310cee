package life

import (
	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/say"
)

// workerReads is what happened as the worker reads it, with whom to ring where nobody supervises
// who could ring them.
func workerReads(v say.Voice, record appcare.LifeNews, said, name string) string {
	if alone := "life.worker.alone." + said; !record.Supervised && say.Has(alone) {
		return v.Say(alone, name, toRing(v, record))
	}
	return v.Say("life.worker."+said, name)
}

// toRing is whom a worker rings whom nobody supervises.
func toRing(v say.Voice, record appcare.LifeNews) string {
	if record.Led {
		return v.Say("life.support.lead")
	}
	return v.Say("life.support.colleague")
}

// supervisorsOf are those whom the service told, by name.
func supervisorsOf(v say.Voice, n life.News) string {
	for _, f := range n.Facts {
		if f.Told != nil && f.Told.To == life.ToSupervisor && f.Told.Names != "" {
			return f.Told.Names
		}
	}
	return v.Say("life.support.somebody")
}
