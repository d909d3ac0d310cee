-- name: SetSupportStanding :exec
UPDATE support_request SET standing = $4 WHERE account_id = $1 AND id = $2 AND organisation_id = $3;

-- Every worker's, between two standings, those that nobody has answered first, and among them
-- the newest. Those of workers who have left since are as urgent as they were.
-- name: ListSupportRequests :many
SELECT r.account_id, r.id, r.at, r.standing, r.sealed,
       NOT EXISTS (SELECT 1 FROM role_grant g WHERE g.account_id = r.account_id AND g.role = 'peer_worker' AND g.ended_at IS NULL) AS asker_left
FROM support_request r
WHERE r.organisation_id = $1 AND r.standing BETWEEN $5 AND $6 AND (CAST($4 AS TEXT) = '' OR r.account_id = CAST($4 AS TEXT))
ORDER BY r.standing, r.at DESC, r.id LIMIT $2 OFFSET $3;

-- name: CountSupportRequests :one
SELECT count(*) FROM support_request r WHERE r.organisation_id = $1 AND r.standing BETWEEN $3 AND $4
  AND (CAST($2 AS TEXT) = '' OR r.account_id = CAST($2 AS TEXT));

-- name: CountOpenSupportRequests :one
SELECT count(*) FROM support_request r WHERE r.organisation_id = $1 AND r.standing = 0
  AND (CAST($2 AS TEXT) = '' OR r.account_id = CAST($2 AS TEXT));

-- Who was ever a worker and asked for support.
-- name: ListSupportAskers :many
SELECT DISTINCT a.id, a.sealed, a.created_at, k.wrapped
FROM role_grant g
JOIN account a ON a.id = g.account_id
JOIN person_key k ON k.id = a.id
WHERE g.organisation_id = $1 AND g.role = 'peer_worker'
  AND EXISTS (SELECT 1 FROM support_request r WHERE r.account_id = g.account_id)
ORDER BY a.created_at, a.id;
