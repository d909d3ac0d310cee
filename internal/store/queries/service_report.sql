-- Everybody of a service, and what their way through it is made of, in one
-- query a table. Who is in a study is in none of them: to be matched or
-- visited would tell their arm.

-- name: ListCourseRecords :many
SELECT c.participant_id, c.course_id, c.team_id, c.stage, c.discharged_on, c.referred_at, k.wrapped, c.stands, c.ending_recorded,
       c.worker_id, c.earlier
FROM (
  SELECT p.id AS participant_id, v.course_id, p.team_id, v.stage, p.discharged_on, p.referred_at, v.stands, v.over AS ending_recorded,
         v.worker_id, FALSE AS earlier
  FROM participant p
  JOIN visiting v ON v.participant_id = p.id
  WHERE p.organisation_id = $1 AND NOT p.study
  UNION ALL
  SELECT e.participant_id, e.id AS course_id, e.team_id, e.stage, e.discharged_on, e.referred_at, e.stands, e.ending_recorded,
         NULL AS worker_id, TRUE AS earlier
  FROM earlier_course e
  JOIN participant p ON p.id = e.participant_id
  WHERE e.organisation_id = $1 AND NOT p.study
) c
JOIN person_key k ON k.id = c.participant_id
ORDER BY c.participant_id, c.referred_at, c.course_id;

-- name: ListConsentsOfService :many
SELECT c.participant_id, c.course_id, c.id, c.sealed
FROM consent c
JOIN participant p ON p.id = c.participant_id
WHERE p.organisation_id = $1 AND NOT p.study
  AND NOT EXISTS (
    SELECT 1 FROM undoing u WHERE u.participant_id = c.participant_id AND u.kind = 'consent' AND u.fact_id = c.id)
ORDER BY c.participant_id, c.step;

-- name: ListFirstMatchesOfService :many
SELECT m.participant_id, m.course_id, m.at
FROM match m
JOIN participant p ON p.id = m.participant_id
WHERE p.organisation_id = $1 AND NOT p.study
  AND NOT EXISTS (
    SELECT 1 FROM undoing_of_visits u WHERE u.participant_id = m.participant_id AND u.kind = 'match' AND u.fact_id = m.id)
  AND NOT EXISTS (SELECT 1 FROM match sooner WHERE sooner.participant_id = m.participant_id
    AND coalesce(sooner.course_id, sooner.participant_id) = coalesce(m.course_id, m.participant_id) AND sooner.step < m.step
    AND NOT EXISTS (
    SELECT 1 FROM undoing_of_visits u WHERE u.participant_id = sooner.participant_id AND u.kind = 'match' AND u.fact_id = sooner.id))
ORDER BY m.participant_id;

-- name: ListCourseFactsOfService :many
SELECT f.participant_id, f.course_id, f.id, f.kind, f.at, f.by_account, f.step, f.sealed
FROM course_fact f
JOIN participant p ON p.id = f.participant_id
WHERE p.organisation_id = $1 AND NOT p.study
ORDER BY f.participant_id, f.step;

-- name: ListLifeEventsOfService :many
SELECT e.participant_id, e.id, e.at, e.by_account, e.sealed
FROM life_event e
JOIN participant p ON p.id = e.participant_id
WHERE p.organisation_id = $1 AND NOT p.study
  AND NOT EXISTS (
    SELECT 1 FROM undoing_of_visits u WHERE u.participant_id = e.participant_id AND u.kind = 'life_event' AND u.fact_id = e.id)
ORDER BY e.participant_id, e.step;

-- Those whose time has come: of everybody who has not withdrawn from that course ($2)
-- or died.
-- name: ListFollowUpsOfService :many
SELECT f.participant_id, f.course_id, f.id, f.sealed
FROM follow_up f
JOIN participant p ON p.id = f.participant_id
JOIN standing now ON now.participant_id = p.id
LEFT JOIN earlier_course e ON e.participant_id = f.participant_id AND e.id = coalesce(f.course_id, f.participant_id)
WHERE f.organisation_id = $1 AND NOT p.study AND f.study_id IS NULL AND f.standing <> 1
  AND coalesce(e.stage, now.stage) <> $2 AND now.life <> 'stopped'
ORDER BY f.participant_id, f.id;

-- Which records are of one person with which, as was said of them last.
-- name: ListAllJoined :many
SELECT j.participant_id, j.other_id
FROM same_person j
JOIN participant p ON p.id = j.participant_id
WHERE p.organisation_id = $1 AND NOT j.apart AND NOT EXISTS (
  SELECT 1 FROM same_person l WHERE l.participant_id = j.participant_id AND l.other_id = j.other_id AND l.step > j.step)
ORDER BY j.participant_id, j.other_id;
