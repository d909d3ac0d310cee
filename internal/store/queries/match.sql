-- name: AddMatch :exec
INSERT INTO match (participant_id, id, at, by_account, step, sealed, body) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: FindMatchBody :one
SELECT body FROM match WHERE participant_id = $1 AND id = $2;

-- name: ListMatches :many
SELECT participant_id, id, at, by_account, step, sealed FROM match WHERE participant_id = $1 ORDER BY step;

-- name: CountMatches :one
SELECT count(*) FROM match WHERE participant_id = $1;

-- name: AddMatchFact :exec
INSERT INTO match_fact (participant_id, id, match_id, kind, at, by_account, step, sealed, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: FindMatchFactBody :one
SELECT body FROM match_fact WHERE participant_id = $1 AND id = $2;

-- name: CountMatchFacts :one
SELECT count(*) FROM match_fact WHERE participant_id = $1;

-- name: ListMatchFacts :many
SELECT participant_id, id, match_id, kind, at, by_account, step, sealed FROM match_fact WHERE participant_id = $1 ORDER BY step;

-- Those whom one worker is matched with; nobody has more than a few dozen.
-- name: ListParticipantsOfWorker :many
SELECT sqlc.embed(p), v.stage AS exactly, v.worker_id
FROM visiting v
JOIN person p ON p.id = v.participant_id
WHERE v.organisation_id = $1 AND v.worker_id = $2
ORDER BY v.discharged_on, v.participant_id;

-- name: AddMatchEnd :exec
INSERT INTO match_end (participant_id, id, at, by_account, sealed, body) VALUES ($1, $2, $3, $4, $5, $6);

-- name: FindMatchEndBody :one
SELECT body FROM match_end WHERE participant_id = $1 AND id = $2;

-- name: ListMatchEnds :many
SELECT participant_id, id, at, by_account, sealed FROM match_end WHERE participant_id = $1 ORDER BY at, id;
