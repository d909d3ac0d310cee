// Package programme owns what the service is about: a programme's definition,
// and the referral, screening, consent, appointments, visits, ending, life
// events, follow-ups, episodes and outcomes of the people in it. Its values are
// pure. Each has a Check that reports every rule it breaks, with the form field
// that broke it; fields of nested values are joined with dots
// (identity.given_name). It refuses storage, screens, permission and the clock:
// whoever calls brings today or now.
package programme
