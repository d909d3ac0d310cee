-- name: AddDue :exec
INSERT INTO due (id, organisation_id, at, kind, subject, item, sealed)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- What is due at a time. A try puts it off, but never until after the third parameter.
-- name: ListDue :many
SELECT d.id, d.organisation_id, d.at, d.kind, d.subject, d.item, coalesce(t.attempts, 0) AS attempts FROM due d
LEFT JOIN due_try t ON t.due_id = d.id
WHERE d.done_at IS NULL AND d.at <= $1 AND (t.at IS NULL OR t.at <= $1 OR t.at > $2) ORDER BY d.at, d.id LIMIT $3;

-- name: FindDue :one
SELECT d.id, d.organisation_id, d.at, d.kind, d.subject, d.item, coalesce(t.attempts, 0) AS attempts FROM due d
LEFT JOIN due_try t ON t.due_id = d.id
WHERE d.id = $1 AND d.done_at IS NULL AND d.at <= $2 AND (t.at IS NULL OR t.at <= $2 OR t.at > $3);

-- name: FindDueAddress :one
SELECT sealed FROM due WHERE id = $1 AND done_at IS NULL;

-- name: FinishDue :exec
UPDATE due SET done_at = $3, sealed = NULL WHERE id = $1 AND organisation_id = $2;

-- name: AddDueTry :exec
INSERT INTO due_try (due_id, organisation_id, at, attempts) VALUES ($1, $2, $3, $4);

-- name: SetDueTry :exec
UPDATE due_try SET at = $3, attempts = $4 WHERE due_id = $1 AND organisation_id = $2;

-- name: DropDueTry :exec
DELETE FROM due_try WHERE due_id = $1 AND organisation_id = $2;

-- Work is to be done at another time, done by now or not.
-- name: MoveDue :exec
UPDATE due SET at = $3, done_at = NULL WHERE id = $1 AND organisation_id = $2;

-- name: ListDueAbout :many
SELECT id FROM due WHERE kind = $1 AND subject = $2 AND item = $3 AND organisation_id = $4 ORDER BY id;

-- name: CountDue :one
SELECT count(*) FROM due WHERE done_at IS NULL;

-- name: CountStuck :one
SELECT count(*) FROM due_try t CROSS JOIN due d WHERE d.id = t.due_id AND d.done_at IS NULL AND t.attempts >= $1;

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

-- name: ListAllDue :many
SELECT id, organisation_id FROM due ORDER BY organisation_id, id;
