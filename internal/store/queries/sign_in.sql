-- name: AddSignIn :exec
INSERT INTO sign_in (id, organisation_id, account_id, kind, link, code, browser, sealed, tries, created_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10);

-- name: FindSignIn :one
SELECT id, organisation_id, account_id, kind, link, code, browser, sealed, tries, created_at, expires_at, used_at
FROM sign_in WHERE id = $1;

-- name: FindSignInByLink :one
SELECT id, organisation_id, account_id, kind, link, code, browser, sealed, tries, created_at, expires_at, used_at
FROM sign_in WHERE link = $1;

-- name: ListSignInsByBrowser :many
SELECT id, organisation_id, account_id, kind, link, code, browser, sealed, tries, created_at, expires_at, used_at
FROM sign_in WHERE browser = $1 ORDER BY created_at DESC, id LIMIT 4;

-- name: ClearSignIn :exec
UPDATE sign_in SET sealed = NULL WHERE id = $1 AND organisation_id = $2 AND account_id = $3;

-- name: TrySignIn :exec
UPDATE sign_in SET tries = tries + 1 WHERE id = $1 AND organisation_id = $2 AND account_id = $3;

-- name: UseSignIn :exec
UPDATE sign_in SET used_at = $4, sealed = NULL WHERE id = $1 AND organisation_id = $2 AND account_id = $3;

-- name: CountSignIns :one
SELECT count(*) FROM sign_in WHERE account_id = $1 AND created_at > $2;
