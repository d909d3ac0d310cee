-- Who visited somebody in earlier courses of support: see projection.go.

-- For the policy, and for what is projected.
-- name: ListVisitedBefore :many
SELECT participant_id, course_id, organisation_id, worker_id, unfinished FROM visited_before
WHERE participant_id = $1 ORDER BY course_id;

-- Whom a worker is left with work of; it is few.
-- name: ListUnfinishedOfWorker :many
SELECT sqlc.embed(p), b.course_id
FROM visited_before b
JOIN person p ON p.id = b.participant_id
WHERE b.organisation_id = $1 AND b.worker_id = $2 AND b.unfinished
ORDER BY p.discharged_on, p.id, b.course_id;

-- name: AddVisitedBefore :exec
INSERT INTO visited_before (participant_id, course_id, organisation_id, worker_id, unfinished) VALUES ($1, $2, $3, $4, $5);

-- name: DropVisitedBefore :exec
DELETE FROM visited_before WHERE participant_id = $1 AND course_id = $2 AND organisation_id = $3;
