package id

// A HelpLine is an organisation's own line of urgent help, as it was once set.
type HelpLine string
