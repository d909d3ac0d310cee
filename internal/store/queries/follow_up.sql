-- What a masked assessor reads: whom there is to follow up, with what both arms
-- share. Where they stand is selected as both arms may know it. In a study it is that
-- study's follow-ups while it is open, and not the service's of the same person.
--
-- A follow-up is of one course of support, e where it is an earlier one: its days, its
-- programme and its consent are that course's. Who withdrew wholly ($2) is left in peace
-- about the course that they withdrew from: since the earlier consents are taken back with
-- this one's, about all of them. Earlier builds took back this one's alone, and of the
-- others trial.FollowUp.LeaveBe holds that nobody asks them anything any more.

-- name: AddFollowUp :exec
INSERT INTO follow_up (participant_id, id, organisation_id, study_id, outcome, from_on, until_on, standing, next_on, at, by_account, sealed, course_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

-- name: SetFollowUp :exec
UPDATE follow_up SET standing = $4, next_on = $5, sealed = $6, from_on = $7, until_on = $8
WHERE participant_id = $1 AND id = $2 AND organisation_id = $3;

-- One of the assessor's lists ($3): whom to call by the day $4, whom later, whom not
-- while life has it wait, or while the only number is one that a call found to be wrong,
-- and what is over. Such a doubt has the call's id: it tells of no visits. A team ($5) and
-- where they stand ($8), as everybody may be told of it, narrow it; empty, they don't.
-- name: ListFollowUps :many
WITH page AS MATERIALIZED (
  SELECT w.* FROM (
    SELECT f.participant_id, f.id FROM follow_up f
    WHERE f.organisation_id = $1
      AND (f.standing, f.next_on) > (CASE CAST($3 AS TEXT) WHEN 'done' THEN 1 WHEN 'later' THEN 0 ELSE -1 END,
                                     CASE CAST($3 AS TEXT) WHEN 'later' THEN CAST($4 AS TEXT) ELSE '9999' END)
      AND (f.standing, f.next_on) <= (CASE CAST($3 AS TEXT) WHEN 'done' THEN 2 WHEN 'now' THEN 0 ELSE 1 END,
                                      CASE CAST($3 AS TEXT) WHEN 'now' THEN CAST($4 AS TEXT) ELSE '9999' END)
      AND (
        SELECT 1 FROM participant p
        JOIN standing now ON now.participant_id = p.id
        LEFT JOIN study s ON s.id = f.study_id
        LEFT JOIN earlier_course e ON e.participant_id = f.participant_id AND e.id = coalesce(f.course_id, f.participant_id)
        WHERE p.id = f.participant_id AND coalesce(e.stage, now.stage) <> $2 AND now.life <> 'stopped'
          AND (f.study_id IS NULL AND NOT p.study OR s.id IS NOT NULL AND s.closed_on IS NULL)
          AND CAST($3 AS TEXT) = CASE WHEN f.standing = 2 THEN 'done' WHEN now.life = 'paused' THEN 'held'
                  WHEN f.standing = 0 AND EXISTS (
                    SELECT 1 FROM doubt d JOIN follow_up_call c ON c.participant_id = d.participant_id AND c.id = d.id
                    WHERE d.participant_id = f.participant_id AND d.settled = FALSE) THEN 'held'
                  WHEN f.standing = 0 AND f.next_on <= CAST($4 AS TEXT) THEN 'now' ELSE 'later' END
          AND (CAST($5 AS TEXT) = '' OR p.team_id = CAST($5 AS TEXT))
          AND (CAST($8 AS TEXT) = '' OR CASE WHEN now.stands IN ('ended', 'without_visits') THEN 'consented' ELSE now.stands END = CAST($8 AS TEXT)) LIMIT 1) IS NOT NULL
    ORDER BY f.standing, f.next_on, f.participant_id, f.id LIMIT $6 OFFSET $7) w LIMIT 200
)
SELECT p.id, p.organisation_id, p.team_id, coalesce(e.definition_key, p.definition_key) AS definition_key,
       coalesce(e.definition_version, p.definition_version) AS definition_version,
       p.discharged_on, e.discharged_on AS discharged_before, now.stage, i.id AS identity_id, i.sealed, (SELECT k.wrapped FROM person_key k WHERE k.id = p.id) AS wrapped,
       f.id AS follow_up_id, f.course_id, f.outcome, f.from_on, f.until_on, f.next_on, f.sealed AS standing_sealed, now.life, now.stands, now.since,
       EXISTS (SELECT 1 FROM doubt d JOIN follow_up_call c ON c.participant_id = d.participant_id AND c.id = d.id
               WHERE d.participant_id = f.participant_id AND d.settled = FALSE) AS wrong_number,
       CAST(coalesce((SELECT min(b.other_id) FROM followed_beside b WHERE b.participant_id = f.participant_id), '') AS TEXT) AS beside,
       t.allocated_on, s.id AS study_id, s.name AS study_name, s.definition_key AS study_key, s.definition_version AS study_version
FROM page g
CROSS JOIN follow_up f
JOIN participant p ON p.id = f.participant_id
JOIN identity i ON i.participant_id = p.id AND i.id = p.identity_id
LEFT JOIN study s ON s.id = f.study_id
LEFT JOIN taking_part t ON t.study_id = f.study_id AND t.participant_id = p.id
JOIN standing now ON now.participant_id = p.id
LEFT JOIN earlier_course e ON e.participant_id = f.participant_id AND e.id = coalesce(f.course_id, f.participant_id)
WHERE f.participant_id = g.participant_id AND f.id = g.id
ORDER BY f.standing, f.next_on, f.participant_id, f.id;

-- How many there are in each of them.
-- name: CountFollowUps :one
SELECT count(CASE WHEN f.on_list = 'now' THEN 1 END) AS now, count(CASE WHEN f.on_list = 'later' THEN 1 END) AS later,
       count(CASE WHEN f.on_list = 'held' THEN 1 END) AS held, count(CASE WHEN f.on_list = 'done' THEN 1 END) AS done
FROM (
  SELECT CASE WHEN f.standing = 2 THEN 'done' WHEN now.life = 'paused' THEN 'held'
              WHEN f.standing = 0 AND EXISTS (
                SELECT 1 FROM doubt d JOIN follow_up_call c ON c.participant_id = d.participant_id AND c.id = d.id
                WHERE d.participant_id = f.participant_id AND d.settled = FALSE) THEN 'held'
              WHEN f.standing = 0 AND f.next_on <= $3 THEN 'now' ELSE 'later' END AS on_list
  FROM follow_up f
  JOIN participant p ON p.id = f.participant_id
  LEFT JOIN study s ON s.id = f.study_id
  JOIN standing now ON now.participant_id = p.id
  LEFT JOIN earlier_course e ON e.participant_id = f.participant_id AND e.id = coalesce(f.course_id, f.participant_id)
  WHERE f.organisation_id = $1 AND coalesce(e.stage, now.stage) <> $2 AND now.life <> 'stopped'
    AND (f.study_id IS NULL AND NOT p.study OR s.id IS NOT NULL AND s.closed_on IS NULL)
    AND (CAST($4 AS TEXT) = '' OR p.team_id = CAST($4 AS TEXT))
    AND (CAST($5 AS TEXT) = '' OR CASE WHEN now.stands IN ('ended', 'without_visits') THEN 'consented' ELSE now.stands END = CAST($5 AS TEXT))
) f;

-- One person's, of the newest study that they are in, if any. What the health
-- record tells of somebody who has died is still entered.
-- name: ListFollowUpsOf :many
SELECT p.id, p.organisation_id, p.team_id, coalesce(e.definition_key, p.definition_key) AS definition_key,
       coalesce(e.definition_version, p.definition_version) AS definition_version,
       p.discharged_on, e.discharged_on AS discharged_before, now.stage, i.id AS identity_id, i.sealed, k.wrapped,
       f.id AS follow_up_id, f.course_id, f.outcome, f.from_on, f.until_on, f.next_on, f.sealed AS standing_sealed, now.life, now.stands, now.since,
       EXISTS (SELECT 1 FROM doubt d JOIN follow_up_call c ON c.participant_id = d.participant_id AND c.id = d.id
               WHERE d.participant_id = f.participant_id AND d.settled = FALSE) AS wrong_number,
       CAST(coalesce((SELECT min(b.other_id) FROM followed_beside b WHERE b.participant_id = f.participant_id), '') AS TEXT) AS beside,
       t.allocated_on, s.id AS study_id, s.name AS study_name, s.definition_key AS study_key, s.definition_version AS study_version
FROM follow_up f
JOIN participant p ON p.id = f.participant_id
JOIN identity i ON i.participant_id = p.id AND i.id = p.identity_id
JOIN person_key k ON k.id = p.id
LEFT JOIN study s ON s.id = f.study_id
LEFT JOIN taking_part t ON t.study_id = f.study_id AND t.participant_id = p.id
JOIN standing now ON now.participant_id = p.id
LEFT JOIN earlier_course e ON e.participant_id = f.participant_id AND e.id = coalesce(f.course_id, f.participant_id)
WHERE f.participant_id = $3 AND p.organisation_id = $1 AND coalesce(e.stage, now.stage) <> $2
  AND (f.study_id IS NULL AND NOT p.study OR s.id IS NOT NULL AND s.closed_on IS NULL)
ORDER BY t.allocated_on DESC, s.id, coalesce(e.referred_at, p.referred_at), f.until_on, f.id;

-- Those in the lists whose lookups hold all three digests, as FindPeople finds them, and
-- those who have died: nobody calls about them, and what the health record tells of them is
-- still entered.
-- name: FindFollowUps :many
WITH found AS MATERIALIZED (
  SELECT a.owner_id FROM lookup a
  WHERE a.organisation_id = $1 AND a.kind = $3 AND a.digest = $4
    AND (SELECT 1 FROM lookup b WHERE b.organisation_id = $1 AND b.kind = $3 AND b.digest = $5 AND b.owner_id = a.owner_id LIMIT 1) IS NOT NULL
    AND (SELECT 1 FROM lookup c WHERE c.organisation_id = $1 AND c.kind = $3 AND c.digest = $6 AND c.owner_id = a.owner_id LIMIT 1) IS NOT NULL
), page AS MATERIALIZED (
  SELECT f.participant_id, f.id FROM found g
  CROSS JOIN participant x
  CROSS JOIN follow_up f
  WHERE x.id = g.owner_id AND x.organisation_id = $1 AND f.participant_id = x.id AND (
      SELECT 1 FROM participant p
      JOIN standing now ON now.participant_id = p.id
      LEFT JOIN study s ON s.id = f.study_id
      LEFT JOIN earlier_course e ON e.participant_id = f.participant_id AND e.id = coalesce(f.course_id, f.participant_id)
      WHERE p.id = f.participant_id AND coalesce(e.stage, now.stage) <> $2
        AND (f.study_id IS NULL AND NOT p.study OR s.id IS NOT NULL AND s.closed_on IS NULL) LIMIT 1) IS NOT NULL
  ORDER BY x.discharged_on DESC, x.id, f.until_on, f.id LIMIT $7
)
SELECT p.id, p.organisation_id, p.team_id, coalesce(e.definition_key, p.definition_key) AS definition_key,
       coalesce(e.definition_version, p.definition_version) AS definition_version,
       p.discharged_on, e.discharged_on AS discharged_before, now.stage, i.id AS identity_id, i.sealed, k.wrapped,
       f.id AS follow_up_id, f.course_id, f.outcome, f.from_on, f.until_on, f.next_on, f.sealed AS standing_sealed, now.life, now.stands, now.since,
       EXISTS (SELECT 1 FROM doubt d JOIN follow_up_call c ON c.participant_id = d.participant_id AND c.id = d.id
               WHERE d.participant_id = f.participant_id AND d.settled = FALSE) AS wrong_number,
       CAST(coalesce((SELECT min(b.other_id) FROM followed_beside b WHERE b.participant_id = f.participant_id), '') AS TEXT) AS beside,
       t.allocated_on, s.id AS study_id, s.name AS study_name, s.definition_key AS study_key, s.definition_version AS study_version
FROM page g
CROSS JOIN follow_up f
JOIN participant p ON p.id = f.participant_id
JOIN identity i ON i.participant_id = p.id AND i.id = p.identity_id
JOIN person_key k ON k.id = p.id
LEFT JOIN study s ON s.id = f.study_id
LEFT JOIN taking_part t ON t.study_id = f.study_id AND t.participant_id = p.id
JOIN standing now ON now.participant_id = p.id
LEFT JOIN earlier_course e ON e.participant_id = f.participant_id AND e.id = coalesce(f.course_id, f.participant_id)
WHERE f.participant_id = g.participant_id AND f.id = g.id
ORDER BY p.discharged_on DESC, p.id, f.until_on, f.id;

-- Those of a study, arms together, and what of somebody has them wait or ends them.
-- name: ListFollowUpsOfStudy :many
SELECT f.participant_id, f.id, f.sealed, k.wrapped, coalesce(e.stage, now.stage) AS stage, now.stands
FROM follow_up f
JOIN participant p ON p.id = f.participant_id
JOIN person_key k ON k.id = p.id
JOIN standing now ON now.participant_id = p.id
LEFT JOIN earlier_course e ON e.participant_id = f.participant_id AND e.id = coalesce(f.course_id, f.participant_id)
WHERE f.organisation_id = $1 AND f.study_id = $2
ORDER BY f.participant_id, f.id;

-- name: FindFollowUpID :one
SELECT id FROM follow_up WHERE participant_id = $1 AND id = $2;
