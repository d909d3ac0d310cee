-- name: AddVerification :exec
INSERT INTO verification (id, organisation_id, asked_at) VALUES ($1, $2, $3);

-- name: FinishVerification :exec
UPDATE verification SET finished_at = $3, entry_count = $4, row_count = $5, fault_count = $6 WHERE id = $1 AND organisation_id = $2;

-- name: ListVerifications :many
SELECT id, asked_at, finished_at, entry_count, row_count, fault_count FROM verification
WHERE organisation_id = $1 ORDER BY asked_at DESC, id LIMIT $2;
