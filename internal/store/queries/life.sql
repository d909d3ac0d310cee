-- name: AddLifeEvent :exec
INSERT INTO life_event (participant_id, id, organisation_id, at, by_account, step, standing, worker_id, sealed, body)
VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8, $9);

-- name: SetLifeStanding :exec
UPDATE life_event SET standing = $4 WHERE participant_id = $1 AND id = $2 AND organisation_id = $3;

-- name: FindLifeEventBody :one
SELECT body FROM life_event WHERE participant_id = $1 AND id = $2;

-- name: FindLifeEvent :one
SELECT participant_id, id, at, by_account, worker_id, sealed FROM life_event WHERE participant_id = $1 AND id = $2;

-- name: ListLifeEvents :many
SELECT participant_id, id, at, by_account, sealed FROM life_event WHERE participant_id = $1 ORDER BY step;

-- Of all whom one worker is matched with.
-- name: ListLifeEventsOfWorker :many
SELECT e.participant_id, e.id, e.at, e.by_account, e.sealed, e.standing
FROM life_event e
JOIN visiting v ON v.participant_id = e.participant_id
WHERE v.organisation_id = $1 AND v.worker_id = $2
ORDER BY e.participant_id, e.step;

-- name: AddLifeFact :exec
INSERT INTO life_fact (participant_id, id, event_id, at, by_account, step, sealed, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: FindLifeFactBody :one
SELECT body FROM life_fact WHERE participant_id = $1 AND id = $2;

-- name: CountLifeFacts :one
SELECT count(*) FROM life_fact WHERE participant_id = $1 AND event_id = $2;

-- name: ListLifeFacts :many
SELECT participant_id, id, at, by_account, step, sealed FROM life_fact WHERE participant_id = $1 AND event_id = $2 ORDER BY step;

-- Everybody's, those that nobody has read first, and among them the newest.
-- name: ListLifeNews :many
SELECT sqlc.embed(p), e.id AS event_id, e.at, e.by_account, e.standing, e.sealed AS event_sealed
FROM life_event e
JOIN person p ON p.id = e.participant_id
WHERE e.organisation_id = $1
ORDER BY e.standing, e.at DESC, e.id LIMIT $2 OFFSET $3;

-- name: CountLifeNews :one
SELECT count(*) FROM life_event WHERE organisation_id = $1;

-- name: CountOpenLifeNews :one
SELECT count(*) FROM life_event WHERE organisation_id = $1 AND standing < 2;
