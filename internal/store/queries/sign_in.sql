-- name: AddSignIn :exec
INSERT INTO sign_in (id, organisation_id, account_id, kind, link, code, browser, sealed, tries, created_at, expires_at,
  attempt_id, given_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10, $11, $12);

-- name: FindSignIn :one
SELECT id, organisation_id, account_id, kind, link, code, browser, sealed, tries, created_at, expires_at, used_at,
       attempt_id, given_by, revoked_at
FROM sign_in WHERE id = $1;

-- name: FindSignInByLink :one
SELECT id, organisation_id, account_id, kind, link, code, browser, sealed, tries, created_at, expires_at, used_at,
       attempt_id, given_by, revoked_at
FROM sign_in WHERE link = $1;

-- One for each who signs in by the address that was typed.
-- name: ListSignInsOfAttempt :many
SELECT id, organisation_id, account_id, kind, link, code, browser, sealed, tries, created_at, expires_at, used_at,
       attempt_id, given_by, revoked_at
FROM sign_in WHERE attempt_id = $1 ORDER BY created_at, id LIMIT 4;

-- Each with the device that it was used on, and what who gave it does now: of several roles the
-- oldest, none of somebody who has left, or of the service's.
-- name: ListCards :many
SELECT i.id, i.organisation_id, i.account_id, i.created_at, i.expires_at, i.used_at, i.given_by, i.revoked_at,
       COALESCE(s.device, '') AS used_on,
       CAST(COALESCE((SELECT g.role FROM role_grant g WHERE g.account_id = i.given_by AND g.ended_at IS NULL
                      ORDER BY g.granted_at, g.id LIMIT 1), '') AS TEXT) AS giver
FROM sign_in i LEFT JOIN session s ON s.account_id = i.account_id AND s.sign_in_id = i.id
WHERE i.account_id = $1 AND i.kind = 'card' ORDER BY i.created_at DESC, i.id LIMIT 20;

-- name: ClearSignIn :exec
UPDATE sign_in SET sealed = NULL WHERE id = $1 AND organisation_id = $2 AND account_id = $3;

-- name: UseSignIn :exec
UPDATE sign_in SET used_at = $4, sealed = NULL WHERE id = $1 AND organisation_id = $2 AND account_id = $3;

-- name: RevokeSignIn :exec
UPDATE sign_in SET revoked_at = $4 WHERE id = $1 AND organisation_id = $2 AND account_id = $3;

-- name: ListOpenSignIns :many
SELECT id, organisation_id, account_id, kind, link, code, browser, sealed, tries, created_at, expires_at, used_at,
       attempt_id, given_by, revoked_at
FROM sign_in WHERE account_id = $1 AND used_at IS NULL AND revoked_at IS NULL AND expires_at > $2 ORDER BY created_at DESC, id LIMIT $3;
