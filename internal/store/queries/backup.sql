-- name: AddBackup :exec
INSERT INTO backup (id, organisation_id, at, ended_at, size, entry_count, row_count, fault_count, failed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: ListBackups :many
SELECT id, at, ended_at, size, entry_count, row_count, fault_count FROM backup
WHERE organisation_id = $1 AND failed IS NULL ORDER BY at DESC, id LIMIT $2;

-- name: FindFailedBackup :one
SELECT id, at, ended_at, failed FROM backup
WHERE organisation_id = $1 AND failed IS NOT NULL ORDER BY at DESC, id LIMIT 1;

-- Who is signed in, or has a code, a link, a card or a phone that still opens: asked of what was
-- restored, where nobody is to be.
-- name: ListAccountsLetIn :many
SELECT account_id FROM session s WHERE s.organisation_id = $1 AND s.ended_at IS NULL AND s.expires_at > $2
UNION
SELECT account_id FROM sign_in i WHERE i.organisation_id = $1 AND i.used_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > $2
UNION
SELECT account_id FROM remembered_phone p WHERE p.organisation_id = $1 AND p.ended_at IS NULL
ORDER BY account_id LIMIT $3;
