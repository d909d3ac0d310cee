// Package arch owns the rules of the house that a compiler doesn't know: which
// room may import which, names, sizes, what a template may hold, which modules
// we depend on. It holds tests alone, and reads files, never the running
// program. It refuses taste: a rule is here only when breaking it has cost
// somebody something, and each proves on a bad example that it can fail.
package arch
