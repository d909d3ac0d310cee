package story

// study tells of the closed study of 35.
func (t *telling) study(_ *company) {}
