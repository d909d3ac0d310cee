-- Whose way through the programme waits for its staff, and for what. What they
-- wait for is projected; what is asked here is no fact of theirs: the day, who
-- looks, and a message that is on its way. An empty need asks for nobody: whoever
-- asks has nothing to do for them. A team, the worker who visits and where they stand narrow
-- it; empty, they don't. Who asks for another worker isn't shown to the one they have, and who left their crisis team
-- long ago need not be told any more, nor
-- anybody of days that have passed. Nobody is invited, or asked for an answer, in a record in
-- whose place another of the same person goes on, nor told who visits, but of visits that are
-- planned there; visits that wait there are to be ended, where anything was ever planned or
-- somebody visits. Nor is who has answered under another. Who is to be asked whether they stop
-- here too is no fact of the record either.

-- name: ListWaiting :many
WITH asked AS MATERIALIZED (
  SELECT a.participant_id, a.course_id, a.discharged_on, a.team_id, a.worker_id, a.stands FROM to_ask a
  WHERE a.organisation_id = $1 AND CAST($21 AS TEXT) = 'stopping'
), page AS MATERIALIZED (
  SELECT w.* FROM (
    SELECT w.participant_id, w.course_id, w.need, w.discharged_on FROM (
      SELECT n.participant_id, n.course_id, n.need, n.discharged_on FROM waiting n
      WHERE n.organisation_id = $1 AND n.need IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $17, $19)
        AND n.from_on <= $11 AND (n.until_on = '' OR n.until_on >= $11) AND NOT (n.need = 'telling' AND n.discharged_on < $13)
        AND (CAST($14 AS TEXT) = '' OR (SELECT x.team_id FROM participant x WHERE x.id = n.participant_id) = CAST($14 AS TEXT))
        AND (
          SELECT 1 FROM visiting v
          WHERE v.participant_id = n.participant_id AND v.course_id = n.course_id AND NOT (n.need = 'another' AND v.worker_id = $12)
            AND (CAST($18 AS TEXT) = '' OR v.worker_id = CAST($18 AS TEXT)) AND (CAST($20 AS TEXT) = '' OR v.stands = CAST($20 AS TEXT))
            AND NOT ((n.need IN ('invitation', 'answer') OR n.need IN ('worker', 'worker_later') AND NOT v.planned
              OR n.need = 'telling' AND v.worker_id IS NOT NULL
                AND (v.to_tell_on = '' OR v.to_tell_until <> '' AND v.to_tell_until < $11)) AND (
              SELECT 1 FROM other_record o
              WHERE o.participant_id = n.participant_id AND o.other_until >= $11
                AND (o.before OR o.goes_on_until < $11) LIMIT 1) IS NOT NULL) LIMIT 1) IS NOT NULL
        AND NOT (n.need = 'telling' AND (
          SELECT 1 FROM due mail
          WHERE mail.done_at IS NULL AND mail.kind IN ('match.notice_own', 'match.notice_own_end')
            AND mail.item = n.participant_id LIMIT 1) IS NOT NULL)
        AND NOT (n.need IN ('invitation', 'answer') AND (
          SELECT 1 FROM answered_elsewhere y WHERE y.participant_id = n.participant_id LIMIT 1) IS NOT NULL)
      ORDER BY n.discharged_on, n.participant_id, n.need LIMIT CAST($15 AS BIGINT) + CAST($16 AS BIGINT)) w
    UNION ALL
    SELECT a.participant_id, a.course_id, 'stopping' AS need, a.discharged_on FROM asked a
    WHERE (CAST($14 AS TEXT) = '' OR a.team_id = CAST($14 AS TEXT))
      AND (CAST($18 AS TEXT) = '' OR a.worker_id = CAST($18 AS TEXT)) AND (CAST($20 AS TEXT) = '' OR a.stands = CAST($20 AS TEXT))
    ORDER BY discharged_on, participant_id, need LIMIT CAST($15 AS BIGINT) OFFSET CAST($16 AS BIGINT)) w LIMIT 200
)
SELECT sqlc.embed(p), v.stage AS exactly, v.stands AS exactly_stands, v.since AS exactly_since, v.worker_id, v.planned, n.need
FROM page n
CROSS JOIN visiting v
JOIN person p ON p.id = v.participant_id
WHERE v.participant_id = n.participant_id AND v.course_id = n.course_id
ORDER BY n.discharged_on, n.participant_id, n.need;

-- name: CountWaiting :many
WITH asked AS MATERIALIZED (
  SELECT a.team_id, a.worker_id, a.stands FROM to_ask a
  WHERE a.organisation_id = $1 AND CAST($19 AS TEXT) = 'stopping'
)
SELECT CAST(CASE WHEN n.need IN ('worker', 'worker_later', 'plan') AND (
         SELECT 1 FROM other_record o
         WHERE o.participant_id = n.participant_id AND o.other_until >= $11 AND (o.before OR o.goes_on_until < $11) LIMIT 1) IS NOT NULL
       THEN 'ending' ELSE n.need END AS TEXT) AS need, count(*) AS people
FROM waiting n
WHERE n.organisation_id = $1 AND n.need IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $15, $17)
  AND n.from_on <= $11 AND (n.until_on = '' OR n.until_on >= $11) AND NOT (n.need = 'telling' AND n.discharged_on < $13)
  AND (CAST($14 AS TEXT) = '' OR (SELECT x.team_id FROM participant x WHERE x.id = n.participant_id) = CAST($14 AS TEXT))
  AND (
    SELECT 1 FROM visiting v
    WHERE v.participant_id = n.participant_id AND v.course_id = n.course_id AND NOT (n.need = 'another' AND v.worker_id = $12)
      AND (CAST($16 AS TEXT) = '' OR v.worker_id = CAST($16 AS TEXT)) AND (CAST($18 AS TEXT) = '' OR v.stands = CAST($18 AS TEXT))
      AND NOT ((n.need IN ('invitation', 'answer') OR n.need IN ('worker', 'worker_later') AND NOT v.planned
        OR n.need = 'telling' AND v.worker_id IS NOT NULL
          AND (v.to_tell_on = '' OR v.to_tell_until <> '' AND v.to_tell_until < $11)) AND (
        SELECT 1 FROM other_record o
        WHERE o.participant_id = n.participant_id AND o.other_until >= $11
          AND (o.before OR o.goes_on_until < $11) LIMIT 1) IS NOT NULL) LIMIT 1) IS NOT NULL
  AND NOT (n.need = 'telling' AND (
    SELECT 1 FROM due mail
    WHERE mail.done_at IS NULL AND mail.kind IN ('match.notice_own', 'match.notice_own_end')
      AND mail.item = n.participant_id LIMIT 1) IS NOT NULL)
  AND NOT (n.need IN ('invitation', 'answer') AND (
    SELECT 1 FROM answered_elsewhere y WHERE y.participant_id = n.participant_id LIMIT 1) IS NOT NULL)
GROUP BY 1
UNION ALL
SELECT 'stopping' AS need, count(*) AS people FROM asked a
WHERE (CAST($14 AS TEXT) = '' OR a.team_id = CAST($14 AS TEXT))
  AND (CAST($16 AS TEXT) = '' OR a.worker_id = CAST($16 AS TEXT)) AND (CAST($18 AS TEXT) = '' OR a.stands = CAST($18 AS TEXT))
HAVING count(*) > 0;

-- Those who are being visited, whoever has least time left in the window first. A worker,
-- where they stand and a team narrow it; empty, they don't. Nor does a record in whose place
-- another of the same person goes on on a day ($8), once nothing of it is planned any more.
-- name: ListVisited :many
WITH page AS MATERIALIZED (
  SELECT v.participant_id, v.course_id FROM being_visited v
  WHERE v.organisation_id = $1 AND v.stage = $2
    AND (CAST($5 AS TEXT) = '' OR v.worker_id = CAST($5 AS TEXT)) AND (CAST($6 AS TEXT) = '' OR v.stands = CAST($6 AS TEXT))
    AND (CAST($7 AS TEXT) = '' OR (SELECT x.team_id FROM participant x WHERE x.id = v.participant_id) = CAST($7 AS TEXT))
    AND NOT (CAST($8 AS TEXT) <> '' AND v.unplanned AND (
      SELECT 1 FROM other_record o
      WHERE o.participant_id = v.participant_id AND o.other_until >= CAST($8 AS TEXT) AND (o.before OR o.goes_on_until < CAST($8 AS TEXT)) LIMIT 1) IS NOT NULL)
  ORDER BY v.discharged_on, v.participant_id LIMIT $3 OFFSET $4
)
SELECT sqlc.embed(p), v.stage AS exactly, v.stands AS exactly_stands, v.since AS exactly_since, v.worker_id
FROM page g
CROSS JOIN visiting v
JOIN person p ON p.id = v.participant_id
WHERE v.participant_id = g.participant_id AND v.course_id = g.course_id
ORDER BY v.discharged_on, v.participant_id;

-- Those of them whose lookups hold all three digests, as FindPeople finds them.
-- name: FindVisited :many
WITH found AS MATERIALIZED (
  SELECT a.owner_id FROM lookup a
  WHERE a.organisation_id = $1 AND a.kind = $3 AND a.digest = $4
    AND (SELECT 1 FROM lookup b WHERE b.organisation_id = $1 AND b.kind = $3 AND b.digest = $5 AND b.owner_id = a.owner_id LIMIT 1) IS NOT NULL
    AND (SELECT 1 FROM lookup c WHERE c.organisation_id = $1 AND c.kind = $3 AND c.digest = $6 AND c.owner_id = a.owner_id LIMIT 1) IS NOT NULL
), page AS MATERIALIZED (
  SELECT v.participant_id, v.course_id FROM found f
  CROSS JOIN participant x
  CROSS JOIN being_visited v
  WHERE x.id = f.owner_id AND x.organisation_id = $1 AND v.participant_id = x.id AND v.course_id = coalesce(x.course_id, x.id)
    AND v.stage = $2
    AND NOT (v.unplanned AND (
      SELECT 1 FROM other_record o
      WHERE o.participant_id = v.participant_id AND o.other_until >= $8 AND (o.before OR o.goes_on_until < $8) LIMIT 1) IS NOT NULL)
  ORDER BY v.discharged_on DESC, v.participant_id LIMIT $7
)
SELECT sqlc.embed(p), v.stage AS exactly, v.stands AS exactly_stands, v.since AS exactly_since, v.worker_id
FROM page g
CROSS JOIN visiting v
JOIN person p ON p.id = v.participant_id
WHERE v.participant_id = g.participant_id AND v.course_id = g.course_id
ORDER BY v.discharged_on DESC, v.participant_id;

-- How many records are in that list, and in place of how many of them another one goes on.
-- name: CountVisited :one
SELECT count(*) AS records, count(CASE WHEN n.elsewhere THEN 1 END) AS beside
FROM (
  SELECT v.unplanned, (
    SELECT 1 FROM other_record o
    WHERE o.participant_id = v.participant_id AND o.other_until >= $6 AND (o.before OR o.goes_on_until < $6) LIMIT 1) IS NOT NULL AS elsewhere
  FROM being_visited v WHERE v.organisation_id = $1 AND v.stage = $2
    AND (CAST($3 AS TEXT) = '' OR v.worker_id = CAST($3 AS TEXT)) AND (CAST($4 AS TEXT) = '' OR v.stands = CAST($4 AS TEXT))
    AND (CAST($5 AS TEXT) = '' OR (SELECT x.team_id FROM participant x WHERE x.id = v.participant_id) = CAST($5 AS TEXT))
) n
WHERE NOT (n.unplanned AND n.elsewhere);

-- Who is in an open study, or has come back since they were in one, left their crisis
-- team after $3 and has no worker, with the arm under the study's key: whoever may know
-- it opens it, and leaves out those whom it brings no visits. The day bounds the list,
-- whatever the study's size: visits are held within months. What else says whether the
-- arm still decides is as FindTakingPart has it.
-- name: ListUnmatchedInStudies :many
SELECT sqlc.embed(p), v.planned, a.id AS allocation_id, a.sealed AS arm_sealed,
       s.id AS study_id, s.definition_key AS study_key, s.definition_version AS study_version,
       sk.wrapped AS study_wrapped, s.closed_on, t.allocated_on,
       e.discharged_on AS discharged_before, e.stage AS stage_before,
       EXISTS (SELECT 1 FROM study o WHERE o.organisation_id = p.organisation_id AND o.closed_on IS NULL
         AND o.definition_key = p.definition_key AND o.definition_version = p.definition_version
         AND NOT EXISTS (SELECT 1 FROM taking_part x WHERE x.participant_id = p.id AND x.study_id = o.id)) AS another
FROM visiting v
JOIN person p ON p.id = v.participant_id
JOIN allocation a ON a.participant_id = v.participant_id
JOIN taking_part t ON t.participant_id = a.participant_id AND t.id = a.id
JOIN study s ON s.id = a.study_id
JOIN person_key sk ON sk.id = s.id
LEFT JOIN earlier_course e ON e.participant_id = a.participant_id AND e.referred_at <= a.at AND e.at > a.at
WHERE v.organisation_id = $1 AND v.stage = $2 AND v.discharged_on > $3 AND v.worker_id IS NULL AND NOT v.over
  AND p.study AND p.life <> 'stopped' AND (s.closed_on IS NULL OR e.stage IS NOT NULL)
  AND NOT EXISTS (SELECT 1 FROM allocation n WHERE n.participant_id = a.participant_id
    AND (n.at > a.at OR n.at = a.at AND n.id < a.id))
ORDER BY v.discharged_on, v.participant_id, s.id LIMIT $4;
