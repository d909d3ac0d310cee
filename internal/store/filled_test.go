package store

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"
	"time"
)

// A filled database has had people referred for so many days, the oldest first. A twentieth are
// being visited, two fifths were, and the rest are on their way there or turned off it.
const (
	daysFilled  = 700
	everyTeam   = 500 // people
	everyWorker = 100
)

// fill has a database hold so many people, by one text for both engines. What is sealed is noise:
// nothing here is opened.
func fill(t testing.TB, db *sql.DB, people int) {
	t.Helper()
	day := func(n int) string { return noon.AddDate(0, 0, n-daysFilled).Format("2006-01-02") }
	words := strings.NewReplacer(":people", fmt.Sprint(people), ":teams", fmt.Sprint(people/everyTeam),
		":workers", fmt.Sprint(people/everyWorker), ":days", fmt.Sprint(daysFilled), ":org", "'"+filledOrganisation+"'",
		":sealed", "'"+strings.Repeat("s", 250)+"'", ":key", "'"+strings.Repeat("k", 60)+"'",
		":today", "'"+day(daysFilled)+"'", ":now", "'"+day(daysFilled)+" 12:00:00+00:00'")
	run := func(text string) {
		t.Helper()
		if _, err := db.Exec(words.Replace(text)); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
	}
	run("CREATE TABLE filled_day (n INTEGER PRIMARY KEY, day TEXT, at TIMESTAMP)")
	var days []string
	for n := range daysFilled + 1 {
		days = append(days, fmt.Sprintf("(%d, '%s', '%s 09:00:00+00:00')", n, day(n), day(n)))
	}
	run("INSERT INTO filled_day VALUES " + strings.Join(days, ", "))
	for _, text := range strings.Split(filling, ";\n") {
		run(text)
	}
	run("DROP TABLE filled")
	run("DROP TABLE filled_day")
}

const (
	filledOrganisation = "organisation-0000000000001"
	filledStudy        = "study-00000000000000000001"
)

func filledPerson(i int) string  { return fmt.Sprintf("participant-%014d", i) }
func filledAccount(i int) string { return fmt.Sprintf("account-%018d", i) }
func filledTeam(i int) string    { return fmt.Sprintf("team-%06d", i) }

// filledAt is a moment of a day before the last, as SQLite has it.
func filledAt(daysBefore int) string {
	return noon.AddDate(0, 0, -daysBefore).Format(time.DateTime) + "+00:00"
}

// Everything but the last statement's end is split at a semicolon and the end of a line.
const filling = `
CREATE TABLE filled AS
WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :people),
drawn AS (SELECT i, CASE
  WHEN i * 5 >= :people * 4 THEN CASE
    WHEN (i * 7919) % 20 < 5 THEN 'visited' WHEN (i * 7919) % 20 < 7 THEN 'referred'
    WHEN (i * 7919) % 20 < 9 THEN 'accepted' WHEN (i * 7919) % 20 < 11 THEN 'invited'
    WHEN (i * 7919) % 20 < 13 THEN 'unmatched' WHEN (i * 7919) % 20 < 15 THEN 'declined'
    WHEN (i * 7919) % 20 < 17 THEN 'not_consented' WHEN (i * 7919) % 20 < 18 THEN 'taken_back' ELSE 'ended' END
  WHEN (i * 7919) % 100 < 48 THEN 'ended' WHEN (i * 7919) % 100 < 70 THEN 'declined'
  WHEN (i * 7919) % 100 < 86 THEN 'not_consented' WHEN (i * 7919) % 100 < 92 THEN 'withdrawn'
  WHEN (i * 7919) % 100 < 95 THEN 'without_visits' WHEN (i * 7919) % 100 < 97 THEN 'died' ELSE 'taken_back' END AS class
  FROM n)
SELECT i, 'participant-' || substr(CAST(100000000000000 + i AS TEXT), 2) AS id, class,
  CASE WHEN class IN ('visited', 'ended', 'unmatched', 'died') THEN 'consented' ELSE class END AS stage,
  CASE WHEN class = 'visited' AND i % 9 = 0 THEN 'paused' WHEN class IN ('visited', 'unmatched') THEN 'consented'
    ELSE class END AS stands,
  CASE WHEN class = 'died' THEN 'stopped' WHEN class = 'visited' AND i % 9 = 0 THEN 'paused' ELSE 'goes_on' END AS life,
  class IN ('visited', 'ended', 'died') AS matched,
  'team-' || substr(CAST(1000000 + i % :teams AS TEXT), 2) AS team,
  'account-' || substr(CAST(1000000000000000000 + (i / 20) % :workers AS TEXT), 2) AS worker, d.day, d.at, d.n
FROM drawn JOIN filled_day d ON d.n = i * :days / :people;
INSERT INTO organisation VALUES (:org, 'One', 'Europe/London', 'p', 'h', :now);
INSERT INTO team SELECT DISTINCT team, :org, team, at FROM filled WHERE i < :teams;
INSERT INTO study VALUES ('study-00000000000000000001', :org, 'One', 'p', 1, 'relapse', '', :today, NULL, :now);

INSERT INTO account (id, organisation_id, participant_id, sealed, created_at)
SELECT 'account-' || substr(CAST(1000000000000000000 + i AS TEXT), 2), :org, NULL, :sealed, at FROM filled
WHERE i < :workers + 4 * :teams;
INSERT INTO account (id, organisation_id, participant_id, sealed, created_at)
SELECT 'account-1' || substr(CAST(100000000000000000 + i AS TEXT), 2), :org, id, :sealed, at FROM filled WHERE i % 3 = 0;
INSERT INTO role_grant (id, organisation_id, account_id, role, team_id, granted_at, granted_by)
SELECT 'grant-' || CAST(i AS TEXT), :org, 'account-' || substr(CAST(1000000000000000000 + i AS TEXT), 2),
  CASE WHEN i < :workers THEN 'peer_worker' WHEN i < :workers + 3 THEN 'lead' ELSE 'clinician' END,
  CASE WHEN i < :workers + 3 THEN NULL ELSE team END, at, 'tester'
FROM filled WHERE i < :workers + 4 * :teams;
INSERT INTO worker_fact SELECT 'account-' || substr(CAST(1000000000000000000 + i AS TEXT), 2), 'fact-1', 'details', at,
  'tester', 1, :sealed, 'b', 1 FROM filled WHERE i < :workers;
INSERT INTO support_request SELECT worker, 'request-' || CAST(i AS TEXT), :org, CASE WHEN i % 4000 = 0 THEN 0 ELSE 1 END, at,
  worker, :sealed, 'b', 1 FROM filled WHERE i % 200 = 0;
INSERT INTO session (id, organisation_id, account_id, token, device, created_at, expires_at, ended_at)
SELECT 'session-' || CAST(i AS TEXT), :org, worker, 'token-' || CAST(i AS TEXT), 'd', at, at,
  CASE WHEN i % 50 = 0 THEN NULL ELSE at END FROM filled;
INSERT INTO attempt SELECT 'attempt-' || CAST(i AS TEXT), :org, i, 'code', 'asker-' || CAST(i % 100 AS TEXT), FALSE,
  'address-' || CAST(i % 200 AS TEXT), 'browser-' || CAST(i / 4 AS TEXT), 'd', i % 3, at FROM filled;
INSERT INTO sign_in (id, organisation_id, account_id, kind, link, code, browser, tries, created_at, expires_at, used_at,
  attempt_id)
SELECT 'sign-in-' || CAST(i AS TEXT), :org, worker, 'code', 'link-' || CAST(i AS TEXT), 'c', 'browser-' || CAST(i / 4 AS TEXT),
  0, at, at, at, 'attempt-' || CAST(i AS TEXT) FROM filled;
INSERT INTO draft SELECT 'draft-' || CAST(i AS TEXT), :org, worker, at, FALSE,
  CASE WHEN i % 400 = 0 THEN at END, :sealed, i % 800 = 0, CASE WHEN i % 2000 <> 0 THEN at END FROM filled WHERE i % 80 = 0;
INSERT INTO supervision SELECT :org, 'supervision-' || CAST(n AS TEXT), at, 'tester', day, 'tester', NULL, FALSE
FROM filled_day WHERE n % 7 = 0;
INSERT INTO supervision_came SELECT :org, 'supervision-' || CAST(d.n AS TEXT),
  'account-' || substr(CAST(1000000000000000000 + f.i AS TEXT), 2) FROM filled_day d, filled f
WHERE d.n % 7 = 0 AND f.i < :workers;

INSERT INTO participant (id, organisation_id, team_id, definition_key, definition_version, stage, identity_id, discharged_on,
  referred_at, referred_by, study)
SELECT id, :org, team, 'p', 1, '', 'identity-1', day, at, 'tester', class = 'visited' AND i % 20 = 3 FROM filled;
INSERT INTO person_key (id, wrapped) SELECT id, :key FROM filled;
INSERT INTO person_key (id, wrapped) SELECT id, :key FROM account WHERE participant_id IS NULL;
INSERT INTO person_key (id, wrapped) SELECT id, :key FROM study;
INSERT INTO identity SELECT id, 'identity-1', at, 'tester', :sealed, 1 FROM filled;
INSERT INTO identity SELECT id, 'identity-0', at, 'tester', :sealed, 1 FROM filled WHERE i % 10 = 0;
INSERT INTO lookup SELECT :org, k.kind, k.kind || '-' || CAST(i / k.share AS TEXT), id FROM filled,
  (SELECT 'name' AS kind, 1 AS share UNION ALL SELECT 'whole', 2 UNION ALL SELECT 'name_birth', 1 UNION ALL SELECT 'like', 3) k;
INSERT INTO lookup SELECT :org, 'name', 'common-' || CAST(i % 40 AS TEXT), id FROM filled;
INSERT INTO referral (participant_id, id, team_id, at, by_account, discharged_on, sealed, body)
SELECT id, 'referral-1', team, at, 'tester', day, :sealed, 'b' FROM filled;
INSERT INTO screening (participant_id, id, at, by_account, accepted, reason, sealed, body)
SELECT id, 'screening-1', at, 'tester', stage <> 'declined', 'r', :sealed, 'b' FROM filled
WHERE stage NOT IN ('referred', 'taken_back');
INSERT INTO invitation (participant_id, id, at, by_account, step, invited_on, sealed, body)
SELECT id, 'invitation-1', at, 'tester', 1, day, :sealed, 'b' FROM filled
WHERE stage NOT IN ('referred', 'taken_back', 'accepted', 'declined');
INSERT INTO consent (participant_id, id, at, by_account, step, sealed, body)
SELECT id, 'consent-1', at, 'tester', 2, :sealed, 'b' FROM filled WHERE stage IN ('consented', 'withdrawn', 'without_visits');
INSERT INTO declining (participant_id, id, at, by_account, step, sealed, body)
SELECT id, 'declining-1', at, 'tester', 2, :sealed, 'b' FROM filled WHERE stage = 'not_consented';
INSERT INTO withdrawal (participant_id, id, at, by_account, step, sealed, body)
SELECT id, 'withdrawal-1', at, 'tester', 3, :sealed, 'b' FROM filled WHERE stage IN ('withdrawn', 'without_visits');
INSERT INTO standing (participant_id, course_id, organisation_id, discharged_on, stage, life, stands)
SELECT id, id, :org, day, stage, life, CASE WHEN stands IN ('ended', 'without_visits') THEN 'consented' ELSE stands END FROM filled;
INSERT INTO visiting (participant_id, course_id, organisation_id, discharged_on, stage, worker_id, over, planned, told, asking,
  invited_on, stands, since, settled_on, rests_after)
SELECT id, id, :org, day, stage, CASE WHEN matched THEN worker END, class IN ('ended', 'died'), matched, matched, FALSE, '',
  stands, '', CASE WHEN class = 'ended' THEN day ELSE '' END, CASE WHEN class = 'ended' THEN day ELSE '' END FROM filled;
INSERT INTO waiting SELECT id, id, need, :org, day, '', '' FROM (
  SELECT id, day, CASE WHEN class = 'referred' THEN 'decision' WHEN class = 'accepted' THEN 'invitation'
    WHEN class = 'invited' THEN 'answer' WHEN class = 'unmatched' THEN 'worker' WHEN class = 'visited' AND i % 10 = 1 THEN 'plan'
    WHEN class = 'ended' AND i % 50 = 1 THEN 'telling' END AS need FROM filled) w WHERE need IS NOT NULL;
INSERT INTO match (participant_id, id, at, by_account, step, sealed, body)
SELECT id, 'match-1', at, 'tester', 1, :sealed, 'b' FROM filled WHERE matched;
INSERT INTO course_fact (participant_id, id, kind, at, by_account, step, sealed, body)
SELECT f.id, 'fact-' || CAST(d.n AS TEXT), 'visited', f.at, worker, d.n, :sealed, 'b' FROM filled f, filled_day d
WHERE matched AND d.n < 5;
INSERT INTO ending_fact (participant_id, id, kind, at, by_account, step, sealed, body)
SELECT id, 'ended-1', 'ended', at, worker, 1, :sealed, 'b' FROM filled WHERE class = 'ended';
INSERT INTO held_by SELECT id, id, worker, :org, day, day FROM filled WHERE matched;
INSERT INTO visit_day SELECT f.id, f.id, f.worker, d.day, :org FROM filled f, filled_day d
WHERE class = 'visited' AND (d.n - f.i) % 7 = 0 AND d.n BETWEEN f.n AND f.n + 70;
INSERT INTO covering SELECT id, id, 'account-' || substr(CAST(1000000000000000000 + (i / 20 + 1) % :workers AS TEXT), 2), :org,
  TRUE FROM filled WHERE class = 'visited' AND i % 25 = 1;
INSERT INTO earlier_course SELECT id, 'earlier-1', :org, 'team-' || substr(CAST(1000000 + (i + 1) % :teams AS TEXT), 2), 'p', 1,
  day, at, 'tester', 'consented', 'ended', '', TRUE, at, 'tester', 'identity-1', FALSE FROM filled WHERE i % 33 = 0;
INSERT INTO visited_before SELECT id, 'earlier-1', :org, worker, i % 330 = 0 FROM filled WHERE i % 33 = 0;
INSERT INTO joined_record SELECT id, :org, 'participant-' || substr(CAST(100000000000000 + i / 2 * 2 AS TEXT), 2), 3, ''
FROM filled WHERE i / 2 % 40 = 0;
INSERT INTO same_person SELECT id, 'same-1', 'participant-' || substr(CAST(100000000000000 + i + 1 AS TEXT), 2), FALSE, at,
  'tester', 1, :sealed, 'b', 1 FROM filled WHERE i % 80 = 0;
INSERT INTO taking_part (participant_id, id, study_id, allocated_on, at, by_account)
SELECT id, 'allocation-1', 'study-00000000000000000001', day, at, 'tester' FROM filled WHERE class = 'visited' AND i % 20 = 3;
INSERT INTO allocation (participant_id, id, study_id, at, by_account, sealed, body)
SELECT id, 'allocation-1', 'study-00000000000000000001', at, 'tester', :sealed, 'b' FROM filled
WHERE class = 'visited' AND i % 20 = 3;
INSERT INTO follow_up (participant_id, id, organisation_id, outcome, from_on, until_on, standing, next_on, at, by_account, sealed)
SELECT f.id, 'follow-up-' || CAST(d.n AS TEXT), :org, 'o', f.day, f.day,
  CASE WHEN f.class = 'visited' THEN 1 WHEN f.n > :days - 90 AND d.n = 1 THEN 0 ELSE 2 END, f.day, f.at, 'tester', :sealed
FROM filled f, filled_day d WHERE f.stage = 'consented' AND d.n < 2;
INSERT INTO follow_up_call (participant_id, id, follow_up_id, at, by_account, step, sealed, body)
SELECT id, 'call-1', 'follow-up-0', at, 'tester', 1, :sealed, 'b' FROM filled WHERE class = 'ended';
INSERT INTO episode (participant_id, id, at, by_account, kind, started_on, certainty, in_error, sealed, body)
SELECT id, 'episode-1', at, 'tester', 'k', day, 'c', FALSE, :sealed, 'b' FROM filled WHERE i % 10 = 0;
INSERT INTO doubt SELECT id, 'doubt-1', :org, i % 240 <> 0, at, 'tester', :sealed, 'b', 1 FROM filled WHERE i % 40 = 0;
INSERT INTO worry (participant_id, id, organisation_id, at, by_account, standing, sealed, body)
SELECT id, 'worry-1', :org, at, worker, CASE WHEN n > :days - 14 THEN 0 WHEN n > :days - 60 THEN 1 ELSE 2 END, :sealed, 'b'
FROM filled WHERE i % 7 = 0;
INSERT INTO worry_fact (participant_id, id, worry_id, at, by_account, step, sealed, body)
SELECT id, 'worry-fact-1', 'worry-1', at, 'tester', 1, :sealed, 'b' FROM filled WHERE i % 7 = 0 AND n <= :days - 14;
INSERT INTO life_event (participant_id, id, organisation_id, at, by_account, step, standing, worker_id, sealed, body)
SELECT id, 'event-1', :org, at, 'tester', 1, CASE WHEN n > :days - 20 THEN 0 ELSE 2 END, worker, :sealed, 'b'
FROM filled WHERE i % 9 = 0;
INSERT INTO feedback (participant_id, id, organisation_id, at, by_account, step, in_error, sealed, body)
SELECT id, 'feedback-1', :org, at, 'tester', 1, FALSE, :sealed, 'b' FROM filled WHERE class = 'ended';
INSERT INTO workbook_answer (participant_id, id, at, by_account, operation, field, revision, sealed, body)
SELECT f.id, 'answer-' || CAST(d.n AS TEXT), f.at, 'tester', 'o', 'field-' || CAST(d.n AS TEXT), 1, :sealed, 'b'
FROM filled f, filled_day d WHERE f.matched AND d.n < 3;

INSERT INTO due (id, organisation_id, at, kind, subject, item, done_at)
SELECT 'due-' || CAST(f.i AS TEXT) || '-' || CAST(d.n AS TEXT), :org, f.at, 'course.remind', f.id, 'i' || CAST(d.n AS TEXT), f.at
FROM filled f, filled_day d WHERE d.n < 3;
INSERT INTO due (id, organisation_id, at, kind, subject, item)
SELECT 'due-' || CAST(i AS TEXT), :org, CASE WHEN i % 200 = 0 THEN at ELSE '2030-01-01 12:00:00+00:00' END,
  'follow_up.due', id, id FROM filled WHERE i % 20 = 0;
INSERT INTO chain SELECT :org, c.chain, :people * 4, :key, :key FROM (SELECT 'change' AS chain UNION ALL SELECT 'read') c;
INSERT INTO entry SELECT :org, c.chain, f.i * 4 + d.n, f.at, worker, 'visit.record', 'participant', f.id, FALSE, :key
FROM filled f, filled_day d, (SELECT 'change' AS chain UNION ALL SELECT 'read') c WHERE d.n < 4;
INSERT INTO entry_row SELECT :org, 'change', i * 4, 0, 'course_fact', id, :key FROM filled;
INSERT INTO entry_person SELECT :org, 'read', f.i * 4, d.n, f.id FROM filled f, filled_day d WHERE d.n < 5 AND f.i % 2 = 0;
INSERT INTO verification VALUES ('verification-1', :org, :now, :now, 1, 1, 0)`
