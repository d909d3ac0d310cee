-- name: AddParticipant :exec
INSERT INTO participant (id, organisation_id, team_id, definition_key, definition_version, stage, identity_id, discharged_on, referred_at, referred_by, study)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: SetIdentity :exec
UPDATE participant SET identity_id = $3 WHERE id = $1 AND organisation_id = $2;

-- name: AddIdentity :exec
INSERT INTO identity (participant_id, id, at, by_account, sealed) VALUES ($1, $2, $3, $4, $5);

-- Another referral of somebody's opens the course that they are in from now on. Taken back,
-- the one before is theirs again.
-- name: SetCourse :exec
UPDATE participant SET course_id = $3, team_id = $4, definition_key = $5, definition_version = $6, identity_id = $7,
                       discharged_on = $8, referred_at = $9, referred_by = $10, study = $11
WHERE id = $1 AND organisation_id = $2;

-- name: AddEarlierCourse :exec
INSERT INTO earlier_course (participant_id, id, organisation_id, team_id, definition_key, definition_version, discharged_on,
                            referred_at, referred_by, stage, stands, since, ending_recorded, at, by_account, identity_id, study)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17);

-- What the participant says of a course once it is the one that they are in again.
-- name: FindEarlierCourse :one
SELECT team_id, definition_key, definition_version, discharged_on, referred_at, referred_by, study
FROM earlier_course WHERE participant_id = $1 AND id = $2;

-- Where somebody stands in it, by what they have taken back since.
-- name: SetEarlierStage :exec
UPDATE earlier_course SET stage = $4 WHERE participant_id = $1 AND id = $2 AND organisation_id = $3;

-- name: DropEarlierCourse :exec
DELETE FROM earlier_course WHERE participant_id = $1 AND id = $2 AND organisation_id = $3;

-- name: FindIdentityID :one
SELECT identity_id FROM participant WHERE id = $1;

-- One that opened after another, and closed before it, was no time of theirs.
-- name: ListEarlierCourses :many
SELECT e.id, e.organisation_id, e.team_id, t.name AS team_name, e.definition_key, e.definition_version, e.discharged_on, e.referred_at, e.referred_by,
       e.stage, e.stands, e.since, e.referred_at > p.referred_at OR EXISTS (
         SELECT 1 FROM earlier_course o
         WHERE o.participant_id = e.participant_id AND o.referred_at < e.referred_at AND o.at > e.at) AS outlived
FROM earlier_course e JOIN team t ON t.id = e.team_id JOIN participant p ON p.id = e.participant_id
WHERE e.participant_id = $1 ORDER BY e.referred_at DESC, e.id;

-- name: FindCurrentCourse :one
SELECT p.course_id FROM participant p WHERE p.id = $1;

-- Whether the visits of the course that somebody is in now were said to be over.
-- name: HasEndingRecorded :one
SELECT v.over FROM visiting v WHERE v.participant_id = $1;

-- What everybody may know of somebody.
-- name: FindToldApart :one
SELECT p.*
FROM person p
WHERE p.organisation_id = $1 AND p.id = $2;

-- With where they stand exactly, which in a study may reveal an arm.
-- name: FindParticipant :one
SELECT sqlc.embed(p), v.stage AS exactly, v.stands AS exactly_stands, v.since AS exactly_since, v.worker_id
FROM person p
JOIN visiting v ON v.participant_id = p.id
WHERE p.organisation_id = $1 AND p.id = $2;

-- What a person's row says of others, as whether somebody has the same name, is asked for
-- the people of one page: a list finds its page first.
-- Those in a stage for whom there is something to do: not those for whom life
-- has everything wait, and nobody who has died; nor a record in whose place another of the
-- same person goes on, or of whom another has the answer.
-- name: ListParticipantsInStage :many
WITH page AS MATERIALIZED (
  SELECT w.* FROM (
    SELECT s.participant_id, s.discharged_on FROM standing s
    WHERE s.organisation_id = $1 AND s.stage = $2
      AND CASE WHEN CAST($6 AS TEXT) = '' THEN s.stands NOT IN ('paused', 'died') ELSE s.stands = CAST($6 AS TEXT) END
      AND (CAST($3 AS TEXT) = '' OR (SELECT x.team_id FROM participant x WHERE x.id = s.participant_id) = CAST($3 AS TEXT))
      AND NOT (s.stage IN ('accepted', 'invited')
        AND (SELECT 1 FROM answered_elsewhere y WHERE y.participant_id = s.participant_id LIMIT 1) IS NOT NULL)
      AND NOT (s.stage IN ('accepted', 'invited') AND (
        SELECT 1 FROM other_record o
        WHERE o.participant_id = s.participant_id AND o.other_until >= $7 AND (o.before OR o.goes_on_until < $7) LIMIT 1) IS NOT NULL)
    ORDER BY s.discharged_on, s.participant_id LIMIT $4 OFFSET $5) w LIMIT 200
)
SELECT p.*
FROM page g
CROSS JOIN person p
WHERE p.id = g.participant_id
ORDER BY g.discharged_on, g.participant_id;

-- name: CountParticipantsInStage :one
SELECT count(*) FROM standing s WHERE s.organisation_id = $1 AND s.stage = $2
  AND CASE WHEN CAST($4 AS TEXT) = '' THEN s.stands NOT IN ('paused', 'died') ELSE s.stands = CAST($4 AS TEXT) END
  AND (CAST($3 AS TEXT) = '' OR (SELECT x.team_id FROM participant x WHERE x.id = s.participant_id) = CAST($3 AS TEXT))
  AND NOT (s.stage IN ('accepted', 'invited')
    AND (SELECT 1 FROM answered_elsewhere y WHERE y.participant_id = s.participant_id LIMIT 1) IS NOT NULL)
  AND NOT (s.stage IN ('accepted', 'invited') AND (
    SELECT 1 FROM other_record o
    WHERE o.participant_id = s.participant_id AND o.other_until >= $5 AND (o.before OR o.goes_on_until < $5) LIMIT 1) IS NOT NULL);

-- name: CountParticipantsInStageDischargedBy :one
SELECT count(*) FROM standing s
WHERE s.organisation_id = $1 AND s.stage = $2 AND s.discharged_on <= $3 AND s.stands NOT IN ('paused', 'died');

-- Whom a team referred, last or before another team did, the newest first.
-- name: ListParticipantsOfTeam :many
WITH page AS MATERIALIZED (
  SELECT w.* FROM (
    SELECT participant_id, course_id, referred_at FROM (
      SELECT x.id AS participant_id, coalesce(x.course_id, x.id) AS course_id, x.referred_at
      FROM participant x
      WHERE x.organisation_id = $1 AND x.team_id = $2 AND (CAST($3 AS TEXT) = ''
        OR (SELECT s.stands FROM standing s WHERE s.participant_id = x.id AND s.course_id = coalesce(x.course_id, x.id)) = CAST($3 AS TEXT))
      ORDER BY x.referred_at DESC, x.id LIMIT CAST($4 AS BIGINT) + CAST($5 AS BIGINT)) AS own
    UNION ALL
    SELECT participant_id, course_id, referred_at FROM (
      SELECT b.participant_id, b.course_id, b.referred_at
      FROM referred_before b
      WHERE b.organisation_id = $1 AND b.team_id = $2 AND (CAST($3 AS TEXT) = '' OR b.stands = CAST($3 AS TEXT))
      ORDER BY b.referred_at DESC, b.participant_id LIMIT CAST($4 AS BIGINT) + CAST($5 AS BIGINT)) AS another_s
    ORDER BY referred_at DESC, participant_id LIMIT CAST($4 AS BIGINT) OFFSET CAST($5 AS BIGINT)) w LIMIT 200
)
SELECT sqlc.embed(p), g.course_id AS referred_course
FROM page g
CROSS JOIN person p
WHERE p.id = g.participant_id
ORDER BY g.referred_at DESC, g.participant_id;

-- name: CountParticipantsOfTeam :one
SELECT CAST((
    SELECT count(*) FROM participant p
    WHERE p.organisation_id = $1 AND p.team_id = $2 AND (CAST($3 AS TEXT) = ''
      OR (SELECT s.stands FROM standing s WHERE s.participant_id = p.id AND s.course_id = coalesce(p.course_id, p.id)) = CAST($3 AS TEXT)))
  + (
    SELECT count(*) FROM referred_before b
    WHERE b.organisation_id = $1 AND b.team_id = $2 AND (CAST($3 AS TEXT) = '' OR b.stands = CAST($3 AS TEXT))) AS BIGINT);

-- What was known of somebody besides what is known now.
-- name: ListFormerIdentities :many
SELECT id, sealed FROM identity WHERE participant_id = $1 AND id <> $2;

-- Who somebody was while they were in a course that is an earlier one now.
-- name: FindIdentityBefore :one
SELECT i.id, i.sealed FROM identity i JOIN earlier_course e ON e.participant_id = i.participant_id
WHERE e.participant_id = $1 AND e.id = $2 AND (i.id = e.identity_id OR e.identity_id IS NULL AND i.at < e.at)
ORDER BY i.at DESC, i.id LIMIT 1;

-- A person whose lookups hold all three digests (the same one may stand thrice).
-- The lookups come first, and are few: a plan that went through the people of
-- the organisation, asking of each, would take longer with every referral.
-- name: FindPeople :many
WITH found AS MATERIALIZED (
  SELECT a.owner_id FROM lookup a
  WHERE a.organisation_id = $1 AND a.kind = $2 AND a.digest = $3
    AND (SELECT 1 FROM lookup b WHERE b.organisation_id = $1 AND b.kind = $2 AND b.digest = $4 AND b.owner_id = a.owner_id LIMIT 1) IS NOT NULL
    AND (SELECT 1 FROM lookup c WHERE c.organisation_id = $1 AND c.kind = $2 AND c.digest = $5 AND c.owner_id = a.owner_id LIMIT 1) IS NOT NULL
), page AS MATERIALIZED (
  SELECT x.id FROM found f
  CROSS JOIN participant x
  WHERE x.id = f.owner_id AND x.organisation_id = $1 AND (CAST($6 AS TEXT) = '' OR x.team_id = CAST($6 AS TEXT)
    OR EXISTS (SELECT 1 FROM earlier_course e WHERE e.participant_id = x.id AND e.team_id = CAST($6 AS TEXT)))
  ORDER BY x.discharged_on DESC, x.id LIMIT $7
)
SELECT p.*
FROM page g
CROSS JOIN person p
WHERE p.id = g.id
ORDER BY p.discharged_on DESC, p.id;

-- People whose lookups hold one of eight digests, of three kinds, once for each kind that
-- finds them. The newest come first: there is a bound.
-- name: FindByAny :many
WITH found AS MATERIALIZED (
  SELECT DISTINCT a.owner_id, a.kind FROM lookup a
  WHERE a.organisation_id = $1 AND a.kind IN ($2, $3, $4) AND a.digest IN ($5, $6, $7, $8, $9, $10, $11, $12)
), page AS MATERIALIZED (
  SELECT x.id, f.kind FROM found f
  CROSS JOIN participant x
  WHERE x.id = f.owner_id AND x.organisation_id = $1
  ORDER BY x.discharged_on DESC, x.id, f.kind LIMIT $13
)
SELECT sqlc.embed(p), g.kind
FROM page g
CROSS JOIN person p
WHERE p.id = g.id
ORDER BY p.discharged_on DESC, p.id, g.kind;

-- Whose record is of one person with somebody's, by what was said last of each two.
-- name: ListJoined :many
WITH others AS MATERIALIZED (
  SELECT DISTINCT j.other_id FROM joined_pair j WHERE j.participant_id = $2
)
SELECT p.*
FROM others o
CROSS JOIN person p
WHERE p.id = o.other_id AND p.organisation_id = $1
ORDER BY p.id;

-- Of whose records somebody has said whether they are of one person with somebody's: that they
-- are, or were, or never were.
-- name: ListSaidOf :many
WITH others AS MATERIALIZED (
  SELECT s.other_id FROM same_person s WHERE s.participant_id = $2
  UNION
  SELECT s.participant_id FROM same_person s WHERE s.other_id = $2
)
SELECT p.*
FROM others o
CROSS JOIN person p
WHERE p.id = o.other_id AND p.organisation_id = $1
ORDER BY p.id;

-- name: ListParticipantIDs :many
SELECT id FROM participant WHERE id IS NOT NULL ORDER BY id;

-- name: ListAllIdentities :many
WITH walked AS MATERIALIZED (
  SELECT x.id, x.organisation_id, x.identity_id FROM participant x WHERE x.id > $1 ORDER BY x.id LIMIT $2
)
SELECT p.id, p.organisation_id, i.id AS identity_id, i.sealed, k.wrapped
FROM walked p
JOIN identity i ON i.participant_id = p.id AND i.id = p.identity_id
JOIN person_key k ON k.id = p.id
ORDER BY p.id;

-- name: SetDischarged :exec
UPDATE participant SET discharged_on = $3 WHERE id = $1 AND organisation_id = $2;
