package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"

	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/rows"
)

// The kinds of lookup.
const (
	byNumber = "nhs"
	byName   = "name"       // a beginning of one name, or of all run together
	byFormer = "former"     // likewise of a name that they had before
	byBirth  = "name_birth" // the whole name with the birth date: as good as certainly the same person
	byWhole  = "whole"      // the whole name, however it is spaced: who shares it
	byLike   = "like"       // the birth date alone, or how two names sound: who may be the same person

	byFormerBirth = "former_birth" // as byBirth, of who they were before
	byFormerLike  = "former_like"  // as byLike, likewise
)

// longestBeginning is how many letters of a name are told apart when finding.
const longestBeginning = 8

// beginnings lists the beginnings of a word that are looked up: two letters
// to longestBeginning, or the whole of a one-letter word.
func beginnings(word string) []string {
	letters := []rune(word)
	if len(letters) < 2 {
		return []string{word}
	}
	var list []string
	for n := 2; n <= min(len(letters), longestBeginning); n++ {
		list = append(list, string(letters[:n]))
	}
	return list
}

func shortened(word string) string {
	letters := []rune(word)
	return string(letters[:min(len(letters), longestBeginning)])
}

// lookupsOf returns every lookup, by kind, that finds a person of this identity, who was
// known by others before.
func lookupsOf(who programme.Identity, former []programme.Identity) map[string][]string {
	found := map[string][]string{byBirth: {who.NameAndBirth()}, byName: beginningsOf(who),
		byWhole: {strings.Join(programme.NameWords(who.GivenName+who.FamilyName), "")}}
	for _, was := range former {
		if !slices.Equal(namesOf(was), namesOf(who)) {
			found[byFormer] = append(found[byFormer], beginningsOf(was)...)
		}
	}
	for _, was := range othersThan(who, former) {
		birth, pairs := was.LikeKeys()
		found[byFormerBirth] = append(found[byFormerBirth], was.NameAndBirth())
		found[byFormerLike] = append(append(found[byFormerLike], pairs...), birth)
	}
	if who.NHSNumber != "" {
		found[byNumber] = []string{string(who.NHSNumber)}
	}
	birth, pairs := who.LikeKeys()
	found[byLike] = append(pairs, birth)
	return found
}

// othersThan are those who somebody was before they were who, by a name or a birth date:
// each with the birth date of then, and with that of now, which may have been put right
// since. A number that was put right is somebody else's.
func othersThan(who programme.Identity, former []programme.Identity) (list []programme.Identity) {
	for _, was := range former {
		was.NHSNumber = ""
		for _, born := range []programme.Date{was.BirthDate, who.BirthDate} {
			was.BirthDate = born
			if born != who.BirthDate || !slices.Equal(namesOf(was), namesOf(who)) {
				list = append(list, was)
			}
		}
	}
	return list
}

func namesOf(who programme.Identity) []string {
	return programme.NameWords(who.GivenName + " " + who.FamilyName + " " + who.KnownAs)
}

// beginningsOf are those of who's names, and of the names run together.
func beginningsOf(who programme.Identity) (list []string) {
	together := []string{
		strings.Join(programme.NameWords(who.GivenName+who.FamilyName), ""),
		strings.Join(programme.NameWords(who.FamilyName), ""),
		strings.Join(programme.NameWords(who.FamilyName+who.GivenName), ""),
	}
	for _, w := range append(namesOf(who), together...) {
		list = append(list, beginnings(w)...)
	}
	return list
}

// formerIdentities are those of participant besides the one of key.
func (t *ReadTx) formerIdentities(k *crypt.Person, participant, key string) ([]programme.Identity, error) {
	found, walks, err := ofWalk(t, listIdentitiesOfMany, participant, scanIdentity)
	if !walks || err != nil {
		found, err = t.q.ListFormerIdentities(t.ctx, rows.ListFormerIdentitiesParams{ParticipantID: participant, ID: key})
	}
	if err != nil {
		return nil, busy(err)
	}
	var list []programme.Identity
	for _, row := range found {
		if row.ID == key {
			continue
		}
		var was identityWords
		if err := open(k, "identity", row.ID, row.Sealed, &was); err != nil {
			return nil, err
		}
		list = append(list, was.Identity)
	}
	return list, nil
}

var listIdentitiesOfMany = journalQuery("ListIdentitiesOfMany :many",
	"SELECT participant_id, id, sealed FROM identity WHERE participant_id IN ("+marks(ownersAtOnce)+")")

func scanIdentity(found rows.Rows) (of string, row rows.ListFormerIdentitiesRow, err error) {
	err = found.Scan(&of, &row.ID, &row.Sealed)
	return of, row, err
}

// setLookups makes participant findable by who, the identity of key, and by the names
// that they had before.
func (t *Tx) setLookups(k *crypt.Person, participant, key string, who programme.Identity) error {
	former, err := t.formerIdentities(k, participant, key)
	if err != nil {
		return err
	}
	if err := t.q.RemoveLookups(t.ctx, rows.RemoveLookupsParams{OwnerID: participant,
		OrganisationID: string(t.org)}); err != nil {
		return busy(err)
	}
	return t.addLookups(participant, who, former)
}

// addLookups makes participant, whom nothing finds yet, findable by who they are and were.
func (t *Tx) addLookups(participant string, who programme.Identity, former []programme.Identity) error {
	var lines [][]any
	for kind, values := range lookupsOf(who, former) {
		for _, v := range values {
			lines = append(lines, []any{string(t.org), kind, t.master.Lookup(string(t.org), kind, v), participant})
		}
	}
	slices.SortFunc(lines, func(a, b []any) int { return cmp.Compare(a[2].(string), b[2].(string)) })
	return t.insertMany("lookup", "ON CONFLICT DO NOTHING", []string{"organisation_id", "kind", "digest",
		"owner_id"}, lines)
}

// findAllAnew has everybody be found by what finds them in this build.
func (db *DB) findAllAnew(ctx context.Context, inner *sql.Tx) error {
	after := ""
	for {
		list, err := rows.New(newRecorder(inner, "")).ListAllIdentities(ctx, rows.ListAllIdentitiesParams{
			ID: after, Limit: walkAtOnce,
		})
		if err != nil {
			return busy(err)
		}
		for _, row := range list {
			after = row.ID
			if err := db.findAnew(ctx, inner, row); err != nil {
				return err
			}
		}
		if len(list) < walkAtOnce {
			return nil
		}
	}
}

func (db *DB) findAnew(ctx context.Context, inner *sql.Tx, row rows.ListAllIdentitiesRow) error {
	turn := newTurn(ctx, db, &lasting{Tx: inner}, id.Organisation(row.OrganisationID), audit.Changes)
	k, err := turn.key(row.ID, row.Wrapped)
	if err != nil {
		return err
	}
	var who identityWords
	if err := open(k, "identity", row.IdentityID, row.Sealed, &who); err != nil {
		return err
	}
	turn.rec.bind(ofParticipant, row.ID)
	return turn.setLookups(k, row.ID, row.IdentityID, who.Identity)
}
