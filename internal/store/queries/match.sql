-- Those whom one worker is matched with; nobody has more than a few dozen.
-- name: ListParticipantsOfWorker :many
WITH page AS MATERIALIZED (
  SELECT v.participant_id, v.discharged_on, v.stage, v.stands, v.since, v.worker_id, v.over, v.held, v.settled_on, v.to_tell_on,
         v.to_tell_until
  FROM visiting v
  WHERE v.organisation_id = $1 AND v.worker_id = $2
)
SELECT sqlc.embed(p), v.stage AS exactly, v.stands AS exactly_stands, v.since AS exactly_since, v.worker_id, v.over, v.held,
       v.settled_on, v.to_tell_on, v.to_tell_until
FROM page v
CROSS JOIN person p
WHERE p.id = v.participant_id
ORDER BY v.discharged_on, v.participant_id;
