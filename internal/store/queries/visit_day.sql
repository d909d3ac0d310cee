-- On which days a worker has visits that are still to be made or written up: see projection.go.

-- For what is projected.
-- name: ListVisitDays :many
SELECT participant_id, course_id, worker_id, planned_on, organisation_id FROM visit_day
WHERE participant_id = $1 ORDER BY course_id, worker_id, planned_on;

-- In which courses a worker has visits between two days.
-- name: ListPlannedOfWorker :many
SELECT DISTINCT d.participant_id, d.course_id, k.wrapped
FROM visit_day d
CROSS JOIN person_key k
WHERE d.organisation_id = $1 AND d.worker_id = $2 AND d.planned_on >= $3 AND d.planned_on <= $4 AND k.id = d.participant_id
ORDER BY d.participant_id, d.course_id;

-- The same of everybody who holds a role now.
-- name: ListPlannedOfRole :many
SELECT DISTINCT d.participant_id, d.course_id, k.wrapped
FROM role_grant g
CROSS JOIN visit_day d
CROSS JOIN person_key k
WHERE g.organisation_id = $1 AND g.role = $2 AND g.ended_at IS NULL
  AND d.organisation_id = g.organisation_id AND d.worker_id = g.account_id AND d.planned_on >= $3 AND d.planned_on <= $4
  AND k.id = d.participant_id
ORDER BY d.participant_id, d.course_id;

-- Those of a worker's people to whom somebody else has ever gone in the worker's place; it is few.
-- name: ListCoveredFor :many
SELECT DISTINCT c.participant_id, c.course_id, k.wrapped
FROM visiting v
CROSS JOIN covering c
CROSS JOIN person_key k
WHERE v.organisation_id = $1 AND v.worker_id = $2 AND (v.settled_on = '' OR v.settled_on >= $3)
  AND c.participant_id = v.participant_id AND c.course_id = v.course_id AND k.id = c.participant_id
ORDER BY c.participant_id, c.course_id;

-- name: AddVisitDay :exec
INSERT INTO visit_day (participant_id, course_id, worker_id, planned_on, organisation_id) VALUES ($1, $2, $3, $4, $5);

-- name: DropVisitDay :exec
DELETE FROM visit_day WHERE participant_id = $1 AND course_id = $2 AND worker_id = $3 AND planned_on = $4 AND organisation_id = $5;
