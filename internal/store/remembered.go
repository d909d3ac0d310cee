package store

// An asking is a query with what it is asked about, at most three values.
type asking [4]string

// rememberedAtMost is how much a transaction remembers: what asks about everybody asks of each once.
const rememberedAtMost = 100

// readOf is the asking of a query about values that are texts.
func readOf(text string, values []any) asking {
	a := asking{text}
	for i, v := range values {
		a[i+1], _ = v.(string)
	}
	return a
}

// remembered is what read gives, read once in a transaction, until something is written in it. What
// is given is never altered in place.
func remembered[R any](t *ReadTx, of asking, read func() (R, error)) (R, error) {
	if known, is := t.rec.read[of].(R); is {
		return known, nil
	}
	found, err := read()
	if err != nil {
		return found, err
	}
	if t.rec.read == nil || len(t.rec.read) >= rememberedAtMost {
		t.rec.read = map[asking]any{}
	}
	t.rec.read[of] = found
	return found, nil
}
