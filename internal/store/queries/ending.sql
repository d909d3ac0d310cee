-- Those of a worker's people whose visits are over.
-- name: ListEndedOfWorker :many
SELECT v.participant_id FROM visiting v
WHERE v.organisation_id = $1 AND v.worker_id = $2 AND v.over
ORDER BY v.participant_id;
