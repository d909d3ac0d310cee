// Package programme owns what everything else is about: a programme's definition,
// with its consent items, outcomes and urgent help; dates and times on the wall;
// and people, with how to reach them and where they stand. Its values are pure.
// Each has a Check that reports every rule it breaks, with the form field that
// broke it; fields of nested values are joined with dots (identity.given_name).
// It refuses what happens to somebody (that is in pathway, life, course and
// outcome), storage, screens, permission and the clock: the caller brings
// today or now.
package programme
