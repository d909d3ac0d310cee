package story

// later tells what somebody chose once they had been accepted.
func (t *telling) later(_ *company, _ *Person, _ life) {}
