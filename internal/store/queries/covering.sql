-- Who makes a visit in place of the worker who visits somebody: see projection.go.

-- For the policy, and for what is projected.
-- name: ListCovering :many
SELECT participant_id, course_id, worker_id, organisation_id, awaited FROM covering
WHERE participant_id = $1 ORDER BY course_id, worker_id;

-- Whom a worker visits in a colleague's place, or did; it is few.
-- name: ListCoveredByWorker :many
SELECT sqlc.embed(p), c.awaited, v.stage AS exactly, v.stands AS exactly_stands, v.since AS exactly_since, v.worker_id
FROM covering c
JOIN person p ON p.id = c.participant_id
JOIN visiting v ON v.participant_id = c.participant_id
WHERE c.organisation_id = $1 AND c.worker_id = $2
ORDER BY p.discharged_on, p.id;

-- name: AddCovering :exec
INSERT INTO covering (participant_id, course_id, worker_id, organisation_id, awaited) VALUES ($1, $2, $3, $4, $5);

-- name: DropCovering :exec
DELETE FROM covering WHERE participant_id = $1 AND course_id = $2 AND worker_id = $3 AND organisation_id = $4;
