-- name: AddRememberedPhone :exec
INSERT INTO remembered_phone (id, organisation_id, account_id, token, device, tries, created_at, used_at)
VALUES ($1, $2, $3, $4, $5, 0, $6, $7);

-- name: FindRememberedPhone :one
SELECT id, organisation_id, account_id, token, device, tries, created_at, used_at, ended_at
FROM remembered_phone WHERE token = $1;

-- name: ListRememberedPhones :many
SELECT id, organisation_id, account_id, token, device, tries, created_at, used_at, ended_at
FROM remembered_phone WHERE account_id = $1 AND ended_at IS NULL AND used_at > $2 ORDER BY created_at DESC, id LIMIT $3;

-- name: UseRememberedPhone :exec
UPDATE remembered_phone SET used_at = $4, tries = 0 WHERE id = $1 AND organisation_id = $2 AND account_id = $3;

-- name: TryRememberedPhone :exec
UPDATE remembered_phone SET tries = tries + 1 WHERE id = $1 AND organisation_id = $2 AND account_id = $3;

-- name: EndRememberedPhone :exec
UPDATE remembered_phone SET ended_at = $4 WHERE id = $1 AND organisation_id = $2 AND account_id = $3;
