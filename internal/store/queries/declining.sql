-- name: AddDeclining :exec
INSERT INTO declining (participant_id, id, at, by_account, step, sealed, body) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: FindDecliningBody :one
SELECT body FROM declining WHERE participant_id = $1 AND id = $2;

-- name: ListDeclinings :many
SELECT participant_id, id, at, by_account, step, sealed FROM declining WHERE participant_id = $1 ORDER BY step;
