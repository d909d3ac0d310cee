-- What the service report counts, and what of it each person is counted as: see counter.go.

-- By which zone and programme an organisation counts, and what it did count by.
-- name: FindCounting :one
SELECT o.zone, o.programme, c.sealed
FROM organisation o
LEFT JOIN counter c ON c.organisation_id = o.id AND c.kind = 'basis' AND c.name = ''
WHERE o.id = $1;

-- name: FindCounter :one
SELECT sealed FROM counter WHERE organisation_id = $1 AND kind = $2 AND name = $3;

-- name: ListCounters :many
SELECT kind, name, sealed FROM counter
WHERE organisation_id = $1 AND kind IN ('service', 'spread', 'teams', 'past');

-- name: ListMonthCounters :many
SELECT name, sealed FROM counter WHERE organisation_id = $1 AND kind = 'waiting' AND name > $2 ORDER BY name LIMIT $3;

-- name: ListDayCounters :many
SELECT name, sealed FROM counter WHERE organisation_id = $1 AND kind = 'day';

-- name: ListAllCounters :many
SELECT organisation_id, kind, name, sealed FROM counter;

-- name: AddCounter :exec
INSERT INTO counter (organisation_id, kind, name, sealed) VALUES ($1, $2, $3, $4);

-- name: SetCounter :exec
UPDATE counter SET sealed = $4 WHERE organisation_id = $1 AND kind = $2 AND name = $3;

-- name: DropCounter :exec
DELETE FROM counter WHERE organisation_id = $1 AND kind = $2 AND name = $3;

-- name: FindReported :one
SELECT p.study, r.sealed
FROM participant p
LEFT JOIN reported r ON r.participant_id = p.id
WHERE p.id = $1;

-- name: ListAllReported :many
SELECT participant_id, organisation_id, sealed FROM reported;

-- name: AddReported :exec
INSERT INTO reported (participant_id, organisation_id, sealed) VALUES ($1, $2, $3);

-- name: SetReported :exec
UPDATE reported SET sealed = $3 WHERE participant_id = $1 AND organisation_id = $2;

-- name: DropReported :exec
DELETE FROM reported WHERE participant_id = $1 AND organisation_id = $2;


-- The follow-ups of somebody's whose time has come, outside studies.
-- name: ListFollowUpsToReport :many
SELECT id, course_id, sealed FROM follow_up
WHERE participant_id = $1 AND study_id IS NULL AND standing <> 1 ORDER BY id;
