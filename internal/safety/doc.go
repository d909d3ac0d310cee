// Package safety owns worries about somebody: how urgent one is, who has been
// told of it, who is told next and when, and who has taken it on. It refuses to
// judge what is to be done, to send anything, and to close a worry by itself:
// it stays open until a person acknowledges it.
package safety
