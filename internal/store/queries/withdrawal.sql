-- name: AddWithdrawal :exec
INSERT INTO withdrawal (participant_id, id, at, by_account, step, sealed, body) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: FindWithdrawalBody :one
SELECT body FROM withdrawal WHERE participant_id = $1 AND id = $2;

-- name: ListWithdrawals :many
SELECT participant_id, id, at, by_account, step, sealed FROM withdrawal WHERE participant_id = $1 ORDER BY step;
