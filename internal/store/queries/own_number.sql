-- name: AddOwnNumber :exec
INSERT INTO own_number (id, organisation_id, account_id, digest, device, created_at)
VALUES ($1, $2, $3, $4, $5, $6);

-- The one in force.
-- name: FindOwnNumber :one
SELECT id, organisation_id, account_id, digest, device, created_at, ended_at, taken_by
FROM own_number WHERE account_id = $1 AND ended_at IS NULL ORDER BY created_at DESC, id LIMIT 1;

-- name: ListOwnNumbers :many
SELECT id, organisation_id, account_id, digest, device, created_at, ended_at, taken_by
FROM own_number WHERE account_id = $1 ORDER BY created_at DESC, id LIMIT 20;

-- name: EndOwnNumber :exec
UPDATE own_number SET ended_at = $4, taken_by = $5 WHERE id = $1 AND organisation_id = $2 AND account_id = $3;
