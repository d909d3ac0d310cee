-- Those whom one worker is matched with; nobody has more than a few dozen.
-- name: ListParticipantsOfWorker :many
SELECT sqlc.embed(p), v.stage AS exactly, v.stands AS exactly_stands, v.since AS exactly_since, v.worker_id
FROM visiting v
JOIN person p ON p.id = v.participant_id
WHERE v.organisation_id = $1 AND v.worker_id = $2
ORDER BY v.discharged_on, v.participant_id;
