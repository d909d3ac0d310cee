-- name: AddWorkerFact :exec
INSERT INTO worker_fact (account_id, id, kind, at, by_account, step, sealed, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: FindWorkerFactBody :one
SELECT body FROM worker_fact WHERE account_id = $1 AND id = $2;

-- name: CountWorkerFacts :one
SELECT count(*) FROM worker_fact WHERE account_id = $1;

-- Of all whose account is open; nobody has more than a few dozen.
-- name: ListWorkerFacts :many
SELECT f.account_id, f.id, f.kind, f.at, f.by_account, f.step, f.sealed
FROM worker_fact f
JOIN account a ON a.id = f.account_id
WHERE a.organisation_id = $1 AND a.ended_at IS NULL
ORDER BY f.account_id, f.step;

-- Whom each worker visits, of those in one state whose visits are not over.
-- name: ListCommitments :many
SELECT v.participant_id, v.worker_id FROM visiting v
WHERE v.organisation_id = $1 AND v.stage = $2 AND v.worker_id IS NOT NULL AND NOT v.over
ORDER BY v.worker_id, v.participant_id;

-- name: ListFactsOfWorker :many
SELECT account_id, id, kind, at, by_account, step, sealed FROM worker_fact WHERE account_id = $1 ORDER BY step;
