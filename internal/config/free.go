package config

// Free tells how many bytes the embedded database's disk still takes; it is nil where the
// database is elsewhere, whose own administrator watches it.
func (c Config) Free() func() (int64, error) {
	if c.Data == "" {
		return nil
	}
	return func() (int64, error) { return freeIn(c.Data) }
}
