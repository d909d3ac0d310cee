-- Whom each worker visits, of those in one state who stay visited.
-- name: ListCommitments :many
SELECT v.participant_id, v.worker_id FROM visiting v
WHERE v.organisation_id = $1 AND v.stage = $2 AND v.worker_id IS NOT NULL AND v.stands NOT IN ('died', 'ended')
ORDER BY v.worker_id, v.participant_id;
