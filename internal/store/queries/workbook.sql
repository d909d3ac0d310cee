-- name: AddWorkbookAnswer :exec
INSERT INTO workbook_answer (participant_id, id, at, by_account, operation, field, revision, sealed, body)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: AddWorkbookChoice :exec
INSERT INTO workbook_choice (participant_id, id, at, by_account, operation) VALUES ($1, $2, $3, $4, $5);

-- name: FindWorkbookAnswer :one
SELECT revision, body FROM workbook_answer WHERE participant_id = $1 AND id = $2;

-- What stands in every field, and what stands beside it and waits for a choice.
-- name: ListWorkbookAnswersNow :many
SELECT a.id, a.at, a.operation, a.field, a.revision, a.sealed FROM workbook_answer a
WHERE a.participant_id = $1 AND (
    (a.revision > 0 AND NOT EXISTS (
        SELECT 1 FROM workbook_answer newer
        WHERE newer.participant_id = a.participant_id AND newer.field = a.field AND newer.revision > a.revision))
    OR (a.revision = 0 AND NOT EXISTS (
        SELECT 1 FROM workbook_choice c WHERE c.participant_id = a.participant_id AND c.id = a.id)))
ORDER BY a.field, a.at, a.id;

-- Everything that was ever written, the newest first.
-- name: ListWorkbookAnswersEver :many
SELECT a.id, a.at, a.operation, a.field, a.revision, a.sealed, c.at AS settled_at
FROM workbook_answer a
LEFT JOIN workbook_choice c ON c.participant_id = a.participant_id AND c.id = a.id
WHERE a.participant_id = $1
ORDER BY a.field, a.at DESC, a.revision DESC, a.id;
