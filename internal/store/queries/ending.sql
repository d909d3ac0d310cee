-- name: AddEndingFact :exec
INSERT INTO ending_fact (participant_id, id, kind, at, by_account, step, sealed, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: FindEndingFactBody :one
SELECT body FROM ending_fact WHERE participant_id = $1 AND id = $2;

-- name: CountEndingFacts :one
SELECT count(*) FROM ending_fact WHERE participant_id = $1;

-- name: ListEndingFacts :many
SELECT participant_id, id, at, by_account, step, sealed FROM ending_fact WHERE participant_id = $1 ORDER BY step;

-- Those of a worker's people whose visits are over: the last thing that was
-- said of it is that they ended.
-- name: ListEndedOfWorker :many
SELECT p.id
FROM participant p
JOIN ending_fact e ON e.participant_id = p.id AND e.kind = 'ended'
WHERE p.organisation_id = $1 AND p.worker_id = $2
  AND NOT EXISTS (SELECT 1 FROM ending_fact later WHERE later.participant_id = e.participant_id AND later.kind <> 'plan' AND later.step > e.step)
ORDER BY p.id;
