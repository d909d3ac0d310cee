-- The arm. Only the report of a closed study, closing it, and bringing the
-- allocations in run these; no use case that a masked role reaches does.

-- name: AddAllocation :exec
INSERT INTO allocation (participant_id, id, study_id, at, by_account, sealed, body) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: FindAllocation :one
SELECT participant_id, id, study_id, sealed, body FROM allocation WHERE participant_id = $1 AND study_id = $2;

-- name: ListAllocations :many
SELECT participant_id, id, sealed FROM allocation WHERE study_id = $1 ORDER BY participant_id;
