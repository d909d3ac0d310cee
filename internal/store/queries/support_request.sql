-- name: SetSupportStanding :exec
UPDATE support_request SET standing = $4 WHERE account_id = $1 AND id = $2 AND organisation_id = $3;

-- Every worker's, between two standings, those that nobody has answered first, and among them
-- the newest, and last those of workers who have left since.
-- name: ListSupportRequests :many
SELECT r.account_id, r.id, r.at, r.standing, r.sealed,
       NOT EXISTS (SELECT 1 FROM role_grant g WHERE g.account_id = r.account_id AND g.role = 'peer_worker' AND g.ended_at IS NULL) AS asker_left
FROM support_request r
WHERE r.organisation_id = $1 AND r.standing BETWEEN $5 AND $6 AND (CAST($4 AS TEXT) = '' OR r.account_id = CAST($4 AS TEXT))
ORDER BY r.standing, asker_left, r.at DESC, r.id LIMIT $2 OFFSET $3;

-- name: CountSupportRequests :one
SELECT count(*) FROM support_request r WHERE r.organisation_id = $1 AND r.standing BETWEEN $3 AND $4
  AND (CAST($2 AS TEXT) = '' OR r.account_id = CAST($2 AS TEXT));

-- name: CountOpenSupportRequests :one
SELECT count(*) FROM support_request r WHERE r.organisation_id = $1 AND r.standing = 0
  AND (CAST($2 AS TEXT) = '' OR r.account_id = CAST($2 AS TEXT));
