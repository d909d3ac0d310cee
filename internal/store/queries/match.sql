-- Those whom one worker is matched with, and was: in the years that somebody works here.
-- name: ListParticipantsOfWorker :many
WITH page AS MATERIALIZED (
  SELECT v.participant_id, v.discharged_on, v.stage, v.stands, v.since, v.worker_id, v.over, v.held, v.rests_after
  FROM visiting v
  WHERE v.organisation_id = $1 AND v.worker_id = $2
)
SELECT sqlc.embed(p), v.stage AS exactly, v.stands AS exactly_stands, v.since AS exactly_since, v.worker_id, v.over, v.held,
       v.rests_after
FROM page v
CROSS JOIN person p
WHERE p.id = v.participant_id
ORDER BY v.discharged_on, v.participant_id;

-- Those of them of whom something goes on on a day ($3), of whose life there is news that nobody
-- has read, or who have another record, in which something may.
-- name: ListGoingOnOfWorker :many
WITH page AS MATERIALIZED (
  SELECT v.participant_id, v.course_id FROM visiting v WHERE v.organisation_id = $1 AND v.worker_id = $2 AND v.rests_after = ''
  UNION
  SELECT v.participant_id, v.course_id FROM visiting v WHERE v.organisation_id = $1 AND v.worker_id = $2 AND v.rests_after <> '' AND v.rests_after >= $3
  UNION
  SELECT v.participant_id, v.course_id
  FROM life_event l
  CROSS JOIN visiting v
  WHERE l.organisation_id = $1 AND l.standing = 0 AND v.participant_id = l.participant_id AND v.worker_id = $2
  UNION
  SELECT v.participant_id, v.course_id FROM visiting v
  WHERE v.organisation_id = $1 AND v.worker_id = $2 AND v.rests_after <> '' AND v.rests_after < $3
    AND (SELECT 1 FROM joined_record j WHERE j.participant_id = v.participant_id LIMIT 1) IS NOT NULL
)
SELECT sqlc.embed(p), v.stage AS exactly, v.stands AS exactly_stands, v.since AS exactly_since, v.worker_id, v.over, v.held,
       v.rests_after
FROM page g
CROSS JOIN visiting v
CROSS JOIN person p
WHERE v.participant_id = g.participant_id AND v.course_id = g.course_id AND p.id = v.participant_id
ORDER BY v.discharged_on, v.participant_id;

-- Those of them of whom nothing goes on on a day ($3), but for who stopped or died, the last first.
-- name: ListRestingOfWorker :many
WITH page AS MATERIALIZED (
  SELECT v.participant_id, v.stage, v.stands, v.since, v.worker_id, v.over, v.held, v.rests_after
  FROM visiting v
  WHERE v.organisation_id = $1 AND v.worker_id = $2 AND v.rests_after <> '' AND v.rests_after < $3
    AND v.stage = 'consented' AND v.stands <> 'died'
  ORDER BY v.rests_after DESC, v.participant_id LIMIT $4 OFFSET $5
)
SELECT sqlc.embed(p), v.stage AS exactly, v.stands AS exactly_stands, v.since AS exactly_since, v.worker_id, v.over, v.held,
       v.rests_after
FROM page v
CROSS JOIN person p
WHERE p.id = v.participant_id
ORDER BY v.rests_after DESC, v.participant_id;

-- name: CountRestingOfWorker :one
SELECT count(*) FROM visiting v
WHERE v.organisation_id = $1 AND v.worker_id = $2 AND v.rests_after <> '' AND v.rests_after < $3
  AND v.stage = 'consented' AND v.stands <> 'died';
