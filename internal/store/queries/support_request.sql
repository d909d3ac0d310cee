-- name: SetSupportStanding :exec
UPDATE support_request SET standing = $4 WHERE account_id = $1 AND id = $2 AND organisation_id = $3;

-- Every worker's, those that nobody has answered first, and among them the newest.
-- name: ListSupportRequests :many
SELECT account_id, id, at, standing, sealed FROM support_request
WHERE organisation_id = $1
ORDER BY standing, at DESC, id LIMIT $2 OFFSET $3;

-- name: CountSupportRequests :one
SELECT count(*) FROM support_request WHERE organisation_id = $1;

-- name: CountOpenSupportRequests :one
SELECT count(*) FROM support_request WHERE organisation_id = $1 AND standing = 0;
