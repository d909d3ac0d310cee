package id

// A Sender is what stood on an organisation's letters once, as it was set.
type Sender string
