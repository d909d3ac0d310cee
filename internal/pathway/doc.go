// Package pathway owns the way from a referral to consent and away from it: the
// referral, the screening, the invitation, consent, declining and withdrawal,
// and which of these moves is allowed where. Each fact has a Check that reports
// every rule it breaks, with the form field that broke it. It refuses visits:
// what becomes of them is in course.
package pathway
