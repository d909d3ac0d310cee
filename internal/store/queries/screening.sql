-- name: AddScreening :exec
INSERT INTO screening (participant_id, id, at, by_account, accepted, reason, sealed, body)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: FindScreening :one
SELECT participant_id, id, at, by_account, accepted, reason, sealed, body
FROM screening WHERE participant_id = $1 AND id = $2;

-- name: ListScreenings :many
SELECT participant_id, id, at, by_account, accepted, reason, sealed, body
FROM screening WHERE participant_id = $1 ORDER BY at, id;
