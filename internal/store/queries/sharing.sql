-- name: AddSharing :exec
INSERT INTO sharing (participant_id, id, at, by_account, step, sealed, body) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: FindSharingBody :one
SELECT body FROM sharing WHERE participant_id = $1 AND id = $2;

-- name: CountSharings :one
SELECT count(*) FROM sharing WHERE participant_id = $1;

-- name: ListSharings :many
SELECT participant_id, id, at, by_account, step, sealed FROM sharing WHERE participant_id = $1 ORDER BY step;
