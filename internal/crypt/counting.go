package crypt

// Counting is the key of what an organisation counts. It follows from what people are found
// by, and so stays the same when the master key changes.
func (m *Master) Counting(organisation string) (*Person, error) {
	lookup := m.finding.Load().lookup
	of := wrappedKey{"counting/" + organisation, string(lookup)}
	if p, kept := m.kept.get(of); kept {
		return p, nil
	}
	key, err := derive(lookup, of.subject, personKeySize)
	if err != nil {
		return nil, err
	}
	p, err := newPerson(key)
	if err == nil {
		m.kept.add(of, p)
	}
	return p, err
}
