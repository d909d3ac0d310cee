-- name: AddGrant :exec
INSERT INTO role_grant (id, organisation_id, account_id, role, team_id, granted_at, granted_by)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: EndGrant :exec
UPDATE role_grant SET ended_at = $2 WHERE id = $1;

-- name: ListGrants :many
SELECT id, role, team_id, granted_at FROM role_grant WHERE account_id = $1 AND ended_at IS NULL ORDER BY granted_at, id;

-- name: ListGrantsOfStaff :many
SELECT id, account_id, role, team_id, granted_at FROM role_grant
WHERE organisation_id = $1 AND ended_at IS NULL ORDER BY granted_at, id;
