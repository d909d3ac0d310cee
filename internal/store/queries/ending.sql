-- Those of a worker's people whose visits are over: the last thing that was
-- said of it is that they ended.
-- name: ListEndedOfWorker :many
SELECT p.id
FROM participant p
JOIN ending_fact e ON e.participant_id = p.id AND e.kind = 'ended'
WHERE p.organisation_id = $1 AND p.worker_id = $2
  AND NOT EXISTS (SELECT 1 FROM ending_fact later WHERE later.participant_id = e.participant_id AND later.kind <> 'plan' AND later.step > e.step)
ORDER BY p.id;
