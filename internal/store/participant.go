package store

import (
	"cmp"
	"slices"
	"strings"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

// identityWords is the sealed part of an identity.
type identityWords struct {
	Identity programme.Identity `json:"identity"`
	Contact  programme.Contact  `json:"contact"`
}

// addPerson stores a newly referred person: key, identity and lookups. Where they
// stand follows from the facts; participant.stage stays as it was written first.
func (t *Tx) addPerson(r pathway.Referral, study bool) error {
	participant := string(r.Participant)
	if _, err := t.newKey(participant); err != nil {
		return err
	}
	identity := t.drawIdentity(participant, "1")
	err := t.q.AddParticipant(t.ctx, rows.AddParticipantParams{
		ID: participant, OrganisationID: string(t.org), TeamID: string(r.Team),
		DefinitionKey: r.DefinitionVersion.Programme, DefinitionVersion: int64(r.DefinitionVersion.Number),
		Stage: string(programme.Referred), IdentityID: identity, DischargedOn: r.DischargeDate.String(),
		ReferredAt: instant.At(t.now), ReferredBy: t.by, Study: study,
	})
	if err != nil {
		return busy(err)
	}
	if _, err := t.storeIdentity(participant, identity, identityWords{r.Identity, r.Contact}); err != nil {
		return err
	}
	return t.addLookups(participant, r.Identity, nil)
}

func (t *Tx) drawIdentity(participant, which string) string {
	return id.From[string]([16]byte(t.draw("identity/"+participant+"/"+which, 16)))
}

// FindToldApart finds one person of the organisation, with what everybody may
// know of where they stand.
func (t *ReadTx) FindToldApart(participant id.Participant) (programme.Person, error) {
	row, err := t.q.FindToldApart(t.ctx, rows.FindToldApartParams{OrganisationID: string(t.org), ID: string(participant)})
	if err != nil {
		return programme.Person{}, absent(err)
	}
	return t.person(row)
}

// coursesOf are the courses that people are in now.
func coursesOf(people []programme.Person) []programme.CourseOfSupport {
	list := make([]programme.CourseOfSupport, len(people))
	for i, p := range people {
		list[i] = p.CurrentCourse()
	}
	return list
}

// FindPerson finds one person of the organisation, with where they stand
// exactly: in a study that may reveal an arm.
func (t *ReadTx) FindPerson(participant id.Participant) (programme.Person, error) {
	return remembered(t, asking{"FindParticipant", string(participant)}, func() (programme.Person, error) {
		row, err := t.q.FindParticipant(t.ctx, rows.FindParticipantParams{OrganisationID: string(t.org),
			ID: string(participant)})
		if err != nil {
			return programme.Person{}, absent(err)
		}
		p, err := t.visitedPerson(row.Person, exactly{
			row.Exactly, row.ExactlyStands, row.ExactlySince, row.WorkerID,
		})
		p.Worker = "" // is in the scope
		return p, err
	})
}

// ListInState lists people in a state, the oldest discharge first, and how many
// there are.
func (t *ReadTx) ListInState(state programme.State, page programme.Page,
	today programme.Date) ([]programme.Person, int, error) {
	count, err := t.CountInState(state, page.Only, today)
	if err != nil {
		return nil, 0, err
	}
	found, err := t.q.ListParticipantsInStage(t.ctx, rows.ListParticipantsInStageParams{
		OrganisationID: string(t.org), Stage: string(state), Column3: string(page.Only.Team),
		Column6: string(page.Only.Stands), Limit: int32(page.Limit()), Offset: int32(page.Offset()),
		OtherUntil: today.String(),
	})
	if err != nil {
		return nil, 0, busy(err)
	}
	list, err := t.people(found)
	return list, count, err
}

// CountDischargedBy counts the people in a state who were discharged on day or
// before it.
func (t *ReadTx) CountDischargedBy(state programme.State, day programme.Date) (int, error) {
	count, err := t.q.CountParticipantsInStageDischargedBy(t.ctx, rows.CountParticipantsInStageDischargedByParams{
		OrganisationID: string(t.org), Stage: string(state), DischargedOn: day.String(),
	})
	return int(count), busy(err)
}

// ListOfTeam lists the people that a team referred, the newest first, and how
// many there are.
func (t *ReadTx) ListOfTeam(team id.Team, page programme.Page) ([]programme.Person, int, error) {
	stands := string(page.Only.Stands)
	counted, err := t.q.CountParticipantsOfTeam(t.ctx, rows.CountParticipantsOfTeamParams{OrganisationID: string(t.org),
		TeamID: string(team), Column3: stands})
	if err != nil {
		return nil, 0, busy(err)
	}
	page, byName := page.InOrder(int(counted))
	found, err := t.q.ListParticipantsOfTeam(t.ctx, rows.ListParticipantsOfTeamParams{
		OrganisationID: string(t.org), TeamID: string(team), Column3: stands, Column4: int64(page.Limit()),
		Column5: int64(page.Offset()),
	})
	if err != nil {
		return nil, 0, busy(err)
	}
	list := make([]programme.Person, len(found))
	for i, row := range found {
		if list[i], err = t.person(row.Person); err != nil {
			return nil, 0, err
		}
		if row.ReferredCourse == row.Person.CourseID {
			if list[i], err = t.AsReferred(list[i]); err != nil {
				return nil, 0, err
			}
			continue
		}
		of := programme.CourseOf(list[i].ID, id.Course(row.ReferredCourse))
		if list[i], err = t.FindBefore(list[i], of); err != nil {
			return nil, 0, err
		}
		list[i].EarlierTeams = []id.Team{team}
	}
	if byName {
		slices.SortStableFunc(list, programme.CompareNames)
	}
	return list, int(counted), nil
}

// FindSought finds people by what somebody typed, of one team or, without one, of all. Whom
// another team has referred since is found as the team knew them.
func (t *ReadTx) FindSought(sought programme.Sought, team id.Team) (programme.Matches, error) {
	return byTyped(sought, func(kind string, values ...string) ([]programme.Person, error) {
		list, err := t.find(team, kind, values...)
		if err != nil {
			return nil, err
		}
		return t.knownTo(team, list, sought, kind == byFormer)
	}, func() ([]programme.Person, error) { return t.findBorn(sought, team) })
}

// knownTo are those of list whom a team referred, each as in its last referral of them by
// which they are sought, if there is one. Without a team it is the whole list. By a name that
// somebody had before, a team finds them where it knew them by it: another team may have.
func (t *ReadTx) knownTo(team id.Team, list []programme.Person, sought programme.Sought,
	former bool) ([]programme.Person, error) {
	var known []programme.Person
	for _, p := range list {
		if team == "" || p.Team == team && !(former && p.Earlier) && !p.Void() {
			known = append(known, p)
			continue
		}
		if p.Team == team && p.Void() {
			own, err := t.AsReferred(p)
			if err != nil {
				return nil, err
			}
			if sought.Matches(own.Identity) {
				known = append(known, own)
				continue
			}
		}
		was, is, err := t.knownBefore(team, p, sought)
		if err != nil {
			return nil, err
		}
		if !is {
			continue
		}
		if p.Team != team {
			p, p.EarlierTeams = was, []id.Team{team}
		}
		known = append(known, p)
	}
	return known, nil
}

// knownBefore is p as in an earlier course that a team referred them to; as in one that it
// took back only where they are sought by no other.
func (t *ReadTx) knownBefore(team id.Team, p programme.Person,
	sought programme.Sought) (was programme.Person, is bool, err error) {
	list, err := t.ListEarlierCourses(p)
	if err != nil {
		return p, false, err
	}
	takenBack := slices.DeleteFunc(slices.Clone(list), func(was programme.Person) bool { return !was.Void() })
	held := slices.DeleteFunc(list, programme.Person.Void)
	for _, was = range slices.Concat(held, takenBack) {
		if was.Team != team {
			continue
		}
		if was, err = t.FindBefore(p, was.CurrentCourse()); err != nil || sought.Matches(was.Identity) {
			return was, err == nil, err
		}
	}
	return p, false, nil
}

// A finder finds people who have any of the values of a kind.
type finder func(kind string, values ...string) ([]programme.Person, error)

// byTyped finds people by what somebody typed; born are those of one birthday.
func byTyped(sought programme.Sought, find finder, born func() ([]programme.Person, error)) (programme.Matches, error) {
	var list []programme.Person
	var err error
	switch {
	case sought.Number != "":
		list, err = find(byNumber, string(sought.Number))
	case !sought.Birth.IsZero():
		if list, err = born(); err != nil {
			break
		}
		var former []programme.Person
		former, err = formerly(sought.Words, find)
		list = joined(list, slices.DeleteFunc(former, func(p programme.Person) bool {
			return p.Identity.BirthDate != sought.Birth
		}))
	default:
		list, err = byNames(sought.Words, find)
	}
	more := len(list) > programme.MatchedAtMost
	return programme.Shown(list[:min(programme.MatchedAtMost, len(list))], more), err
}

// findBorn finds those of one birthday, who are few, and compares their names.
func (t *ReadTx) findBorn(sought programme.Sought, team id.Team) ([]programme.Person, error) {
	birth, _ := programme.Identity{BirthDate: sought.Birth}.LikeKeys()
	found, err := t.findByAny(lookupKey{byLike, birth})
	if err != nil {
		return nil, err
	}
	list := slices.DeleteFunc(found[byLike], func(p programme.Person) bool { return !sought.Finds(p.Identity) })
	return t.knownTo(team, list, sought, false)
}

// FindSame finds people who are as good as certainly the same person as who: the
// same NHS number, or the same name and birth date, now or before.
func (t *ReadTx) FindSame(who programme.Identity) ([]programme.Person, error) {
	keys := []lookupKey{{byBirth, who.NameAndBirth()}, {byFormerBirth, who.NameAndBirth()}}
	if who.NHSNumber != "" {
		keys = append(keys, lookupKey{byNumber, string(who.NHSNumber)})
	}
	found, err := t.findByAny(keys...)
	return joined(joined(found[byBirth], found[byNumber]), asFormer(found[byFormerBirth])), err
}

// FindLikely finds people who may be the same person as who, those who are as good
// as certainly so among them.
func (t *ReadTx) FindLikely(who programme.Identity) ([]programme.Person, error) {
	list, err := t.FindSame(who)
	if err != nil {
		return nil, err
	}
	birth, pairs := who.LikeKeys()
	for _, values := range slices.Concat([][]string{{birth}}, slices.Collect(slices.Chunk(pairs, mostKeys/2))) {
		var keys []lookupKey
		for _, v := range values {
			keys = append(keys, lookupKey{byLike, v}, lookupKey{byFormerLike, v})
		}
		found, err := t.findByAny(keys...)
		if err != nil {
			return nil, err
		}
		likely := slices.DeleteFunc(found[byLike], func(p programme.Person) bool { return !p.Identity.LikelySame(who) })
		for _, p := range found[byFormerLike] {
			before, err := t.listBefore(p)
			if err != nil {
				return nil, err
			}
			if slices.ContainsFunc(before, who.LikelySame) {
				p.Formerly = true
				likely = append(likely, p)
			}
		}
		list = joined(list, likely)
	}
	return list, nil
}

// FindLikelyOf finds people who may be the same person as p is, or was by an earlier name
// or birth date.
func (t *ReadTx) FindLikelyOf(p programme.Person) ([]programme.Person, error) {
	list, err := t.FindLikely(p.Identity)
	if err != nil {
		return nil, err
	}
	before, err := t.listBefore(p)
	if err != nil {
		return nil, err
	}
	for _, was := range before {
		more, err := t.FindLikely(was)
		if err != nil {
			return nil, err
		}
		list = joined(list, asFormer(more))
	}
	return slices.DeleteFunc(list, func(o programme.Person) bool { return o.ID == p.ID }), nil
}

// listBefore lists who p was before, by another name or birth date than now.
func (t *ReadTx) listBefore(p programme.Person) ([]programme.Identity, error) {
	k, err := t.keyFor(string(p.ID))
	if err != nil {
		return nil, err
	}
	all, err := t.formerIdentities(k, string(p.ID), "")
	return othersThan(p.Identity, all), err
}

// A lookupKey finds people by a value of a kind.
type lookupKey struct{ kind, value string }

// mostKeys is how many keys one query looks up: always as many marks, so that there
// is one text. comparedAtMost bounds whom it brings to compare.
const (
	mostKeys       = 8
	comparedAtMost = 400
)

// findByAny finds those who have any of at most mostKeys keys, of three kinds, by kind.
func (t *ReadTx) findByAny(keys ...lookupKey) (map[string][]programme.Person, error) {
	var digests [mostKeys]string
	var kinds []string
	for i := range digests {
		key := keys[min(i, len(keys)-1)]
		kinds = append(kinds, key.kind)
		digests[i] = t.master.Lookup(string(t.org), key.kind, key.value)
	}
	kinds = slices.Compact(slices.Sorted(slices.Values(kinds)))
	found, err := t.q.FindByAny(t.ctx, rows.FindByAnyParams{OrganisationID: string(t.org),
		Kind: kinds[0], Kind_2: kinds[min(1, len(kinds)-1)], Kind_3: kinds[len(kinds)-1],
		Digest: digests[0], Digest_2: digests[1], Digest_3: digests[2], Digest_4: digests[3],
		Digest_5: digests[4], Digest_6: digests[5], Digest_7: digests[6], Digest_8: digests[7],
		Limit: comparedAtMost})
	if err != nil {
		return nil, busy(err)
	}
	people := map[string][]programme.Person{}
	for _, row := range found {
		p, err := t.person(row.Person)
		if err != nil {
			return nil, err
		}
		people[row.Kind] = append(people[row.Kind], p)
	}
	return people, nil
}

// byNames finds people by beginnings of their names, and of those they had before.
func byNames(asked []string, find finder) ([]programme.Person, error) {
	list, err := byKind(byName, asked, find)
	if err != nil {
		return nil, err
	}
	former, err := formerly(asked, find)
	return joined(list, former), err
}

// formerly finds people by names that they had before.
func formerly(asked []string, find finder) ([]programme.Person, error) {
	list, err := byKind(byFormer, asked, find)
	return asFormer(list), err
}

// asFormer says of each of list that they were found by who they were before.
func asFormer(list []programme.Person) []programme.Person {
	for i := range list {
		list[i].Formerly = true
	}
	return list
}

// byKind finds people by beginnings of names of a kind, in any order, or by the names run
// together.
func byKind(kind string, asked []string, find finder) ([]programme.Person, error) {
	if len(asked) == 0 {
		return nil, nil
	}
	together := strings.Join(asked, "")
	asked = slices.SortedFunc(slices.Values(asked), func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	var list []programme.Person
	for _, keys := range [][]string{asked[:min(3, len(asked))], {together}} {
		more, err := find(kind, keys...)
		if err != nil {
			return nil, err
		}
		list = joined(list, more)
	}
	return list, nil
}

// joined adds to list those of more who are not in it yet.
func joined(list, more []programme.Person) []programme.Person {
	for _, p := range more {
		if !slices.ContainsFunc(list, func(q programme.Person) bool { return q.ID == p.ID }) {
			list = append(list, p)
		}
	}
	return list
}

func (t *ReadTx) find(team id.Team, kind string, values ...string) ([]programme.Person, error) {
	digests := t.digestsOf(kind, values)
	found, err := t.q.FindPeople(t.ctx, rows.FindPeopleParams{
		OrganisationID: string(t.org), Kind: kind, Digest: digests[0], Digest_2: digests[1], Digest_3: digests[2],
		Column6: string(team), Limit: programme.MatchedAtMost + 1,
	})
	if err != nil {
		return nil, busy(err)
	}
	return t.people(found)
}

// digestsOf are as many as a query looks up: the same value may be there thrice.
func (t *ReadTx) digestsOf(kind string, values []string) (digests [3]string) {
	for i := range digests {
		v := values[min(i, len(values)-1)]
		if kind == byName || kind == byFormer {
			v = shortened(v)
		}
		digests[i] = t.master.Lookup(string(t.org), kind, v)
	}
	return digests
}

func (t *ReadTx) people(found []rows.Person) ([]programme.Person, error) {
	list := make([]programme.Person, len(found))
	for i, row := range found {
		var err error
		if list[i], err = t.person(row); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// person is what the view of that name gives, opened. Where they stand is what
// everybody may know.
func (t *ReadTx) person(row rows.Person) (programme.Person, error) {
	k, err := t.key(row.ID, row.Wrapped)
	if err != nil {
		return programme.Person{}, err
	}
	var who identityWords
	if err := open(k, "identity", row.IdentityID, row.Sealed, &who); err != nil {
		return programme.Person{}, err
	}
	discharged, err := programme.ParseDate(row.DischargedOn)
	if err != nil {
		return programme.Person{}, err
	}
	stands, err := standing(row.Stands, row.Since)
	if err != nil {
		return programme.Person{}, err
	}
	return programme.Person{
		ID: id.Participant(row.ID), Course: id.Course(row.CourseID),
		Organisation: id.Organisation(row.OrganisationID), Team: id.Team(row.TeamID),
		TeamName:   row.TeamName,
		Definition: programme.Version{Programme: row.DefinitionKey, Number: int(row.DefinitionVersion)},
		State:      programme.State(row.Stage), Standing: stands, Discharged: discharged,
		ReferredAt: row.ReferredAt.Time, ReferredBy: row.ReferredBy, Study: row.Study, Joined: row.Joined,
		Namesake: row.Namesake, Earlier: row.Earlier,
		Identity: who.Identity, Contact: who.Contact,
	}, nil
}

// standing is where somebody stands, as a row has it.
func standing(stands, since string) (programme.Standing, error) {
	s := programme.Standing{Is: programme.Stands(stands)}
	return s, readDays(day{since, &s.Since})
}
