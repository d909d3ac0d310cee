-- name: AddDue :exec
INSERT INTO due (id, organisation_id, at, kind, subject, item, attempts, sealed)
VALUES ($1, $2, $3, $4, $5, $6, 0, $7);

-- name: ListDue :many
SELECT id, organisation_id, at, kind, subject, item, attempts FROM due
WHERE done_at IS NULL AND at <= $1 ORDER BY at, id LIMIT $2;

-- name: FindDue :one
SELECT id, organisation_id, at, kind, subject, item, attempts FROM due WHERE id = $1 AND done_at IS NULL;

-- name: FindDueAddress :one
SELECT sealed FROM due WHERE id = $1 AND done_at IS NULL;

-- name: FinishDue :exec
UPDATE due SET done_at = $3, sealed = NULL WHERE id = $1 AND organisation_id = $2;

-- name: PutOffDue :exec
UPDATE due SET at = $3, attempts = attempts + 1 WHERE id = $1 AND organisation_id = $2;

-- Work of a kind about an item is to be done at another time, done by now or not.
-- name: MoveDue :exec
UPDATE due SET at = $5, attempts = 0, done_at = NULL
WHERE kind = $1 AND subject = $2 AND item = $3 AND organisation_id = $4;

-- name: CountDue :one
SELECT count(*) FROM due WHERE done_at IS NULL;

-- name: CountStuck :one
SELECT count(*) FROM due WHERE done_at IS NULL AND attempts >= $1;

-- name: CountDueAbout :one
SELECT count(*) FROM due WHERE kind = $1 AND subject = $2 AND item = $3;

-- What work of one kind for one subject, asked for in one change, is about that is
-- still to be done.
-- name: ListOpenDueFor :many
SELECT item FROM due WHERE done_at IS NULL AND kind = $1 AND subject = $2 AND organisation_id = $3 AND at = $4
ORDER BY item;

-- The kinds of work about an item that are still to be done.
-- name: ListOpenDueAbout :many
SELECT DISTINCT kind FROM due WHERE done_at IS NULL AND item = $1 ORDER BY kind;
