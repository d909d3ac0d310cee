-- name: AddNoteCopy :exec
INSERT INTO note_copy (participant_id, id, at, by_account, sealed, body) VALUES ($1, $2, $3, $4, $5, $6);

-- name: FindNoteCopyBody :one
SELECT body FROM note_copy WHERE participant_id = $1 AND id = $2;

-- name: ListNoteCopies :many
SELECT participant_id, id, at, by_account, sealed FROM note_copy WHERE participant_id = $1 ORDER BY at, id;

-- Of everybody whom a worker visits, as their courses are read.
-- name: ListNoteCopiesOfWorker :many
SELECT c.participant_id, c.id, c.at, c.by_account, c.sealed
FROM note_copy c
JOIN visiting v ON v.participant_id = c.participant_id
WHERE v.organisation_id = $1 AND v.worker_id = $2
ORDER BY c.participant_id, c.at, c.id;
