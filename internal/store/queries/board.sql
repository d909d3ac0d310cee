-- Whose way through the programme waits for its staff, and for what. Who asks
-- for another worker isn't shown to the one they have. A stage that is empty leaves its people out: whoever asks has nothing
-- to do for them. In a study only the allocation says who is to be visited, and
-- the arm is sealed: nobody of one stands here for want of a worker. For whom
-- life has everything wait, nothing is to be done; nor for visits that have
-- ended.

-- name: ListWaiting :many
SELECT sqlc.embed(p), own.worker_id, n.need
FROM (
  SELECT a.id, 'decision' AS need FROM participant a WHERE a.organisation_id = $1 AND a.stage = $2
  UNION ALL
  SELECT b.id, 'invitation' AS need FROM participant b WHERE b.organisation_id = $1 AND b.stage = $3
  UNION ALL
  SELECT c.id, 'answer' AS need FROM participant c WHERE c.organisation_id = $1 AND c.stage = $4
    AND NOT EXISTS (SELECT 1 FROM invitation v WHERE v.participant_id = c.id AND v.invited_on > $5)
  UNION ALL
  SELECT d.id, 'worker' AS need FROM participant d WHERE d.organisation_id = $1 AND d.stage = $6 AND NOT d.study AND d.worker_id IS NULL
    AND NOT EXISTS (
    SELECT 1 FROM ending_fact x WHERE x.participant_id = d.id AND x.kind = 'ended'
    AND NOT EXISTS (SELECT 1 FROM ending_fact later WHERE later.participant_id = d.id AND later.kind <> 'plan' AND later.step > x.step))
  UNION ALL
  SELECT e.id, 'plan' AS need FROM participant e WHERE e.organisation_id = $1 AND e.stage = $6 AND e.worker_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM course_fact f WHERE f.participant_id = e.id)
    AND NOT EXISTS (
    SELECT 1 FROM ending_fact x WHERE x.participant_id = e.id AND x.kind = 'ended'
    AND NOT EXISTS (SELECT 1 FROM ending_fact later WHERE later.participant_id = e.id AND later.kind <> 'plan' AND later.step > x.step))
  UNION ALL
  SELECT g.id, 'another' AS need FROM participant g WHERE g.organisation_id = $1 AND g.stage = $6 AND g.worker_id IS NOT NULL AND g.worker_id <> $7
    AND EXISTS (SELECT 1 FROM match_fact ask WHERE ask.participant_id = g.id AND ask.kind = 'asked'
      AND ask.match_id = (SELECT m1.id FROM match m1 WHERE m1.participant_id = g.id ORDER BY m1.step DESC LIMIT 1)
      AND NOT EXISTS (SELECT 1 FROM match_fact kept WHERE kept.participant_id = g.id AND kept.match_id = ask.match_id AND kept.kind = 'kept' AND kept.step > ask.step))
  UNION ALL
  SELECT h.id, 'telling' AS need FROM participant h WHERE h.organisation_id = $1 AND h.stage = $6 AND h.worker_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM match_fact told WHERE told.participant_id = h.id AND told.kind = 'told.begin.person'
      AND told.match_id = (SELECT m2.id FROM match m2 WHERE m2.participant_id = h.id ORDER BY m2.step DESC LIMIT 1))
    AND NOT EXISTS (SELECT 1 FROM due mail WHERE mail.done_at IS NULL AND mail.kind = 'match.notice_own' AND mail.item = h.id)
    AND NOT EXISTS (
      SELECT 1 FROM ending_fact y WHERE y.participant_id = h.id AND y.kind = 'ended'
      AND NOT EXISTS (SELECT 1 FROM ending_fact later WHERE later.participant_id = h.id AND later.kind <> 'plan' AND later.step > y.step))
) n
JOIN person p ON p.id = n.id
JOIN participant own ON own.id = n.id
WHERE NOT EXISTS (SELECT 1 FROM life l WHERE l.participant_id = p.id AND l.held)
ORDER BY p.discharged_on, p.id, n.need LIMIT $8 OFFSET $9;

-- name: CountWaiting :many
SELECT n.need, count(*) AS people
FROM (
  SELECT a.id, 'decision' AS need FROM participant a WHERE a.organisation_id = $1 AND a.stage = $2
  UNION ALL
  SELECT b.id, 'invitation' AS need FROM participant b WHERE b.organisation_id = $1 AND b.stage = $3
  UNION ALL
  SELECT c.id, 'answer' AS need FROM participant c WHERE c.organisation_id = $1 AND c.stage = $4
    AND NOT EXISTS (SELECT 1 FROM invitation v WHERE v.participant_id = c.id AND v.invited_on > $5)
  UNION ALL
  SELECT d.id, 'worker' AS need FROM participant d WHERE d.organisation_id = $1 AND d.stage = $6 AND NOT d.study AND d.worker_id IS NULL
    AND NOT EXISTS (
    SELECT 1 FROM ending_fact x WHERE x.participant_id = d.id AND x.kind = 'ended'
    AND NOT EXISTS (SELECT 1 FROM ending_fact later WHERE later.participant_id = d.id AND later.kind <> 'plan' AND later.step > x.step))
  UNION ALL
  SELECT e.id, 'plan' AS need FROM participant e WHERE e.organisation_id = $1 AND e.stage = $6 AND e.worker_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM course_fact f WHERE f.participant_id = e.id)
    AND NOT EXISTS (
    SELECT 1 FROM ending_fact x WHERE x.participant_id = e.id AND x.kind = 'ended'
    AND NOT EXISTS (SELECT 1 FROM ending_fact later WHERE later.participant_id = e.id AND later.kind <> 'plan' AND later.step > x.step))
  UNION ALL
  SELECT g.id, 'another' AS need FROM participant g WHERE g.organisation_id = $1 AND g.stage = $6 AND g.worker_id IS NOT NULL AND g.worker_id <> $7
    AND EXISTS (SELECT 1 FROM match_fact ask WHERE ask.participant_id = g.id AND ask.kind = 'asked'
      AND ask.match_id = (SELECT m1.id FROM match m1 WHERE m1.participant_id = g.id ORDER BY m1.step DESC LIMIT 1)
      AND NOT EXISTS (SELECT 1 FROM match_fact kept WHERE kept.participant_id = g.id AND kept.match_id = ask.match_id AND kept.kind = 'kept' AND kept.step > ask.step))
  UNION ALL
  SELECT h.id, 'telling' AS need FROM participant h WHERE h.organisation_id = $1 AND h.stage = $6 AND h.worker_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM match_fact told WHERE told.participant_id = h.id AND told.kind = 'told.begin.person'
      AND told.match_id = (SELECT m2.id FROM match m2 WHERE m2.participant_id = h.id ORDER BY m2.step DESC LIMIT 1))
    AND NOT EXISTS (SELECT 1 FROM due mail WHERE mail.done_at IS NULL AND mail.kind = 'match.notice_own' AND mail.item = h.id)
    AND NOT EXISTS (
      SELECT 1 FROM ending_fact y WHERE y.participant_id = h.id AND y.kind = 'ended'
      AND NOT EXISTS (SELECT 1 FROM ending_fact later WHERE later.participant_id = h.id AND later.kind <> 'plan' AND later.step > y.step))
) n
JOIN participant p ON p.id = n.id
WHERE NOT EXISTS (SELECT 1 FROM life l WHERE l.participant_id = p.id AND l.held)
GROUP BY n.need;

-- Those who are being visited, whoever has least time left in the window first.
-- A study closes long after its last visit: nobody of a closed one is, and
-- nobody whose visits have ended.
-- name: ListVisited :many
SELECT sqlc.embed(p), own.worker_id
FROM person p
JOIN participant own ON own.id = p.id
WHERE p.organisation_id = $1 AND p.stage = $2 AND own.worker_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM taking_part c JOIN study s ON s.id = c.study_id WHERE c.participant_id = p.id AND s.closed_on IS NOT NULL)
  AND NOT EXISTS (
    SELECT 1 FROM ending_fact x WHERE x.participant_id = p.id AND x.kind = 'ended'
    AND NOT EXISTS (SELECT 1 FROM ending_fact later WHERE later.participant_id = p.id AND later.kind <> 'plan' AND later.step > x.step))
ORDER BY p.discharged_on, p.id LIMIT $3 OFFSET $4;

-- name: CountVisited :one
SELECT count(*) FROM participant p WHERE p.organisation_id = $1 AND p.stage = $2 AND p.worker_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM taking_part c JOIN study s ON s.id = c.study_id WHERE c.participant_id = p.id AND s.closed_on IS NOT NULL)
  AND NOT EXISTS (
    SELECT 1 FROM ending_fact x WHERE x.participant_id = p.id AND x.kind = 'ended'
    AND NOT EXISTS (SELECT 1 FROM ending_fact later WHERE later.participant_id = p.id AND later.kind <> 'plan' AND later.step > x.step));

-- What became of the visits of the people of one page of that list.
-- name: ListCourseFactsOfVisited :many
SELECT f.participant_id, f.id, f.kind, f.at, f.by_account, f.step, f.sealed
FROM (
  SELECT p.id FROM participant p
  WHERE p.organisation_id = $1 AND p.stage = $2 AND p.worker_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM taking_part c JOIN study s ON s.id = c.study_id WHERE c.participant_id = p.id AND s.closed_on IS NOT NULL)
  AND NOT EXISTS (
    SELECT 1 FROM ending_fact x WHERE x.participant_id = p.id AND x.kind = 'ended'
    AND NOT EXISTS (SELECT 1 FROM ending_fact later WHERE later.participant_id = p.id AND later.kind <> 'plan' AND later.step > x.step))
  ORDER BY p.discharged_on, p.id LIMIT $3 OFFSET $4
) page
JOIN course_fact f ON f.participant_id = page.id
ORDER BY f.participant_id, f.step;

-- What happened in the lives of the people of one page of that list.
-- name: ListLifeEventsOfVisited :many
SELECT e.participant_id, e.id, e.at, e.by_account, e.sealed
FROM (
  SELECT p.id FROM participant p
  WHERE p.organisation_id = $1 AND p.stage = $2 AND p.worker_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM taking_part c JOIN study s ON s.id = c.study_id WHERE c.participant_id = p.id AND s.closed_on IS NOT NULL)
  AND NOT EXISTS (
    SELECT 1 FROM ending_fact x WHERE x.participant_id = p.id AND x.kind = 'ended'
    AND NOT EXISTS (SELECT 1 FROM ending_fact later WHERE later.participant_id = p.id AND later.kind <> 'plan' AND later.step > x.step))
  ORDER BY p.discharged_on, p.id LIMIT $3 OFFSET $4
) page
JOIN life_event e ON e.participant_id = page.id
ORDER BY e.participant_id, e.step;

-- Who is in an open study, left their crisis team after $3 and has no worker,
-- with the arm under the study's key: whoever may know it opens it, and leaves
-- out those whom it brings no visits. The day bounds the list, whatever the
-- study's size: visits are held within months.
-- name: ListUnmatchedInStudies :many
SELECT sqlc.embed(p), a.id AS allocation_id, a.sealed AS arm_sealed, s.id AS study_id, s.definition_key AS study_key, s.definition_version AS study_version, sk.wrapped AS study_wrapped
FROM person p
JOIN participant own ON own.id = p.id
JOIN allocation a ON a.participant_id = p.id
JOIN study s ON s.id = a.study_id AND s.closed_on IS NULL
JOIN person_key sk ON sk.id = s.id
WHERE p.organisation_id = $1 AND p.stage = $2 AND p.study AND own.worker_id IS NULL AND p.discharged_on > $3
  AND NOT EXISTS (SELECT 1 FROM life l WHERE l.participant_id = p.id AND l.held)
  AND NOT EXISTS (
    SELECT 1 FROM ending_fact x WHERE x.participant_id = p.id AND x.kind = 'ended'
    AND NOT EXISTS (SELECT 1 FROM ending_fact later WHERE later.participant_id = p.id AND later.kind <> 'plan' AND later.step > x.step))
ORDER BY p.discharged_on, p.id, s.id LIMIT $4;
