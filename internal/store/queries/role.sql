-- name: AddGrant :exec
INSERT INTO role_grant (id, organisation_id, account_id, role, team_id, granted_at, granted_by)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: EndGrant :exec
UPDATE role_grant SET ended_at = $4 WHERE id = $1 AND organisation_id = $2 AND account_id = $3;

-- name: ListGrants :many
SELECT id, role, team_id, granted_at FROM role_grant WHERE account_id = $1 AND ended_at IS NULL ORDER BY granted_at, id;

-- name: ListGrantsOfStaff :many
SELECT id, account_id, role, team_id, granted_at FROM role_grant
WHERE organisation_id = $1 AND ended_at IS NULL ORDER BY granted_at, id;

-- What one account holds, and held.
-- name: ListTenures :many
SELECT id, role, team_id, granted_at, ended_at FROM role_grant WHERE account_id = $1 ORDER BY granted_at, id;

-- Every role that anybody held, those that have ended included.
-- name: ListTenuresOfStaff :many
SELECT id, account_id, role, team_id, granted_at, granted_by, ended_at FROM role_grant
WHERE organisation_id = $1 ORDER BY granted_at, id;

-- Who holds a role now, and what they are called.
-- name: ListAccountsInRole :many
SELECT DISTINCT a.id, a.sealed, a.created_at, k.wrapped
FROM role_grant g
JOIN account a ON a.id = g.account_id
JOIN person_key k ON k.id = a.id
WHERE g.organisation_id = $1 AND g.role = $2 AND g.ended_at IS NULL AND a.ended_at IS NULL
ORDER BY a.created_at, a.id;
