-- Whom each worker visits, of those in one state whose visits are not over.
-- name: ListCommitments :many
SELECT v.participant_id, v.worker_id FROM visiting v
WHERE v.organisation_id = $1 AND v.stage = $2 AND v.worker_id IS NOT NULL AND NOT v.over
ORDER BY v.worker_id, v.participant_id;
