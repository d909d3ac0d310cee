-- The arm. Only the report of a closed study, closing it, bringing the
-- allocations in, and what is open to whoever may see somebody's visits run
-- these; no use case that a masked role reaches does.

-- name: AddAllocation :exec
INSERT INTO allocation (participant_id, id, study_id, at, by_account, sealed, body) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: FindAllocation :one
SELECT participant_id, id, study_id, sealed, body FROM allocation WHERE participant_id = $1 AND study_id = $2;

-- name: ListAllocations :many
SELECT participant_id, id, sealed FROM allocation WHERE study_id = $1 ORDER BY participant_id;

-- Whoever was allocated again, in a later study, is in that one's arm.
-- name: FindNewestAllocation :one
SELECT a.participant_id, a.id, a.study_id, a.sealed, s.definition_key, s.definition_version
FROM allocation a JOIN study s ON s.id = a.study_id
WHERE a.participant_id = $1
ORDER BY a.at DESC, a.id LIMIT 1;
