-- Who held somebody's visits, and between which days: see projection.go.

-- For what is projected.
-- name: ListHeldBy :many
SELECT participant_id, course_id, worker_id, organisation_id, first_on, last_on FROM held_by
WHERE participant_id = $1 ORDER BY course_id, worker_id;

-- In which courses a worker held visits before and after some days, or on them; it is few.
-- name: ListHeldByWorker :many
SELECT h.participant_id, h.course_id, k.wrapped
FROM held_by h
CROSS JOIN person_key k
WHERE h.organisation_id = $1 AND h.worker_id = $2 AND h.last_on >= $3 AND h.first_on <= $4 AND k.id = h.participant_id
ORDER BY h.participant_id, h.course_id;

-- name: AddHeldBy :exec
INSERT INTO held_by (participant_id, course_id, worker_id, organisation_id, first_on, last_on) VALUES ($1, $2, $3, $4, $5, $6);

-- name: DropHeldBy :exec
DELETE FROM held_by WHERE participant_id = $1 AND course_id = $2 AND worker_id = $3 AND organisation_id = $4;
