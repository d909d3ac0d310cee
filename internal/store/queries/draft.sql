-- name: AddDraft :exec
INSERT INTO draft (id, organisation_id, account_id, at, closed, sealed) VALUES ($1, $2, $3, $4, $5, $6);

-- name: RemoveDraft :exec
DELETE FROM draft WHERE id = $1 AND organisation_id = $2 AND account_id = $3;

-- name: CloseDraft :exec
UPDATE draft SET closed = TRUE WHERE id = $1 AND organisation_id = $2 AND account_id = $3;

-- name: HandDraft :exec
UPDATE draft SET handed_at = $4, worry = $5 WHERE id = $1 AND organisation_id = $2 AND account_id = $3;

-- What is taken off the list has no words any more.
-- name: SettleDraft :exec
UPDATE draft SET settled_at = $4, sealed = $5 WHERE id = $1 AND organisation_id = $2 AND account_id = $3;

-- name: FindDraft :one
SELECT id, account_id, at, closed, handed_at, settled_at, sealed FROM draft WHERE id = $1 AND organisation_id = $2;

-- An author's own that wait for them, the newest first.
-- name: ListDrafts :many
SELECT id, account_id, at, closed, handed_at, settled_at, sealed FROM draft
WHERE account_id = $1 AND handed_at IS NULL AND at > $2 ORDER BY at DESC, id LIMIT 40;

-- name: ListHandedDraftsOf :many
SELECT id, account_id, at, closed, handed_at, settled_at, sealed FROM draft
WHERE account_id = $1 AND handed_at IS NOT NULL AND settled_at IS NULL ORDER BY handed_at, id LIMIT 40;

-- What became of an author's own that were handed over, the newest first.
-- name: ListGivenDrafts :many
SELECT id, account_id, at, closed, handed_at, settled_at, sealed FROM draft
WHERE account_id = $1 AND handed_at IS NOT NULL ORDER BY handed_at DESC, id LIMIT 40;

-- What authors have handed over, whoever waits longest first.
-- name: ListHandedDrafts :many
SELECT id, account_id, at, closed, handed_at, settled_at, sealed FROM draft
WHERE organisation_id = $1 AND handed_at IS NOT NULL AND settled_at IS NULL
ORDER BY handed_at, id LIMIT $2 OFFSET $3;

-- Those that are worries, and what an earlier build took: whether that is one, it says
-- when it is opened.
-- name: ListHandedWorries :many
SELECT id, account_id, at, closed, handed_at, settled_at, sealed FROM draft
WHERE organisation_id = $1 AND handed_at IS NOT NULL AND settled_at IS NULL
  AND (worry OR worry IS NULL) ORDER BY handed_at, id LIMIT 200;

-- name: ListHandedUnknown :many
SELECT id, account_id, at, closed, handed_at, settled_at, sealed FROM draft
WHERE organisation_id = $1 AND handed_at IS NOT NULL AND settled_at IS NULL
  AND worry IS NULL ORDER BY handed_at, id LIMIT 200;

-- name: CountHandedWorries :one
SELECT count(*) FROM draft WHERE organisation_id = $1 AND handed_at IS NOT NULL AND settled_at IS NULL
  AND worry;

-- name: CountAllHandedDrafts :one
SELECT count(*) FROM draft WHERE organisation_id = $1 AND handed_at IS NOT NULL AND settled_at IS NULL;
