package crypt

// Counting is the key of what an organisation counts. It follows from what people are found
// by, and so stays the same when the master key changes.
func (m *Master) Counting(organisation string) (*Person, error) {
	lookup := m.finding.Load().lookup
	of := wrappedKey{"counting/" + organisation, string(lookup)}
	return m.kept.open(of, func() ([]byte, error) { return derive(lookup, of.subject, personKeySize) })
}
