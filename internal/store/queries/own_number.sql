-- name: AddOwnNumber :exec
INSERT INTO own_number (id, organisation_id, account_id, digest, device, created_at)
VALUES ($1, $2, $3, $4, $5, $6);

-- The one in force.
-- name: FindOwnNumber :one
SELECT id, organisation_id, account_id, digest, device, created_at, ended_at, taken_by
FROM own_number WHERE account_id = $1 AND ended_at IS NULL ORDER BY created_at DESC, id LIMIT 1;

-- Each with what who took it back does now.
-- name: ListOwnNumbers :many
SELECT n.id, n.device, n.created_at, n.ended_at, n.taken_by,
       CAST(COALESCE((SELECT g.role FROM role_grant g WHERE g.account_id = n.taken_by AND g.ended_at IS NULL
                      ORDER BY g.granted_at, g.id LIMIT 1), '') AS TEXT) AS taker
FROM own_number n WHERE n.account_id = $1 ORDER BY n.created_at DESC, n.id LIMIT 20;

-- name: EndOwnNumber :exec
UPDATE own_number SET ended_at = $4, taken_by = $5 WHERE id = $1 AND organisation_id = $2 AND account_id = $3;
