-- name: AddStudy :exec
INSERT INTO study (id, organisation_id, name, definition_key, definition_version, primary_outcome, caveat, opened_on, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: CloseStudy :exec
UPDATE study SET closed_on = $3 WHERE id = $1 AND organisation_id = $2;

-- name: FindStudy :one
SELECT s.id, s.organisation_id, s.name, s.definition_key, s.definition_version, s.primary_outcome, s.caveat, s.opened_on, s.closed_on,
       (SELECT count(*) FROM taking_part t WHERE t.study_id = s.id) AS people
FROM study s WHERE s.organisation_id = $1 AND s.id = $2;

-- When the oldest study began that is not closed.
-- name: FindOldestOpenStudy :one
SELECT opened_on FROM study WHERE organisation_id = $1 AND closed_on IS NULL ORDER BY opened_on, id LIMIT 1;

-- name: ListStudies :many
SELECT s.id, s.organisation_id, s.name, s.definition_key, s.definition_version, s.primary_outcome, s.caveat, s.opened_on, s.closed_on,
       (SELECT count(*) FROM taking_part t WHERE t.study_id = s.id) AS people
FROM study s WHERE s.organisation_id = $1
ORDER BY s.opened_on DESC, s.id LIMIT $2 OFFSET $3;

-- name: CountStudies :one
SELECT count(*) FROM study WHERE organisation_id = $1;

-- name: AddTakingPart :exec
INSERT INTO taking_part (participant_id, id, study_id, allocated_on, at, by_account) VALUES ($1, $2, $3, $4, $5, $6);

-- name: SetStudy :exec
UPDATE participant SET study = $3 WHERE id = $1 AND organisation_id = $2;

-- The newest study that somebody is in, arms apart: since when, and, in e, how they left
-- the course that they were allocated in where they are in a later one now. Beside it,
-- whether another study of the programme that they are under now may still allocate them.
-- name: FindTakingPart :one
SELECT t.allocated_on, s.definition_key, s.definition_version, s.closed_on, p.discharged_on,
       e.discharged_on AS discharged_before, e.stage AS stage_before,
       EXISTS (SELECT 1 FROM study o WHERE o.organisation_id = p.organisation_id AND o.closed_on IS NULL
         AND o.definition_key = p.definition_key AND o.definition_version = p.definition_version
         AND NOT EXISTS (SELECT 1 FROM taking_part x WHERE x.participant_id = p.id AND x.study_id = o.id)) AS another
FROM taking_part t
JOIN participant p ON p.id = t.participant_id
JOIN study s ON s.id = t.study_id
LEFT JOIN earlier_course e ON e.participant_id = t.participant_id AND e.referred_at <= t.at AND e.at > t.at
WHERE t.participant_id = $1
ORDER BY t.at DESC, t.id LIMIT 1;

-- Everybody in a study, arms together, as they stand in the course that they were
-- allocated in: e where they are in a later one now. Of a life there is only one.
-- name: ListSubjects :many
SELECT t.participant_id, t.allocated_on, p.discharged_on, e.discharged_on AS discharged_before,
       coalesce(e.stage, now.stage) AS stage, now.stands, now.since,
       coalesce(e.definition_key, p.definition_key) AS definition_key,
       coalesce(e.definition_version, p.definition_version) AS definition_version
FROM taking_part t
JOIN participant p ON p.id = t.participant_id
JOIN standing now ON now.participant_id = p.id
LEFT JOIN earlier_course e ON e.participant_id = t.participant_id AND e.referred_at <= t.at AND e.at > t.at
WHERE t.study_id = $1 ORDER BY t.participant_id;

-- Where those stand who were referred under the same version and aren't allocated.
-- name: CountNotAllocated :many
SELECT now.stage, count(*) AS people FROM participant p
JOIN standing now ON now.participant_id = p.id
WHERE p.organisation_id = $1 AND p.definition_key = $2 AND p.definition_version = $3
  AND NOT EXISTS (SELECT 1 FROM taking_part t WHERE t.participant_id = p.id)
GROUP BY now.stage ORDER BY now.stage;

-- Why those were declined who are: by their newest decision.
-- name: CountDeclined :many
SELECT d.reason, count(*) AS people FROM screening d
JOIN participant p ON p.id = d.participant_id
JOIN standing now ON now.participant_id = p.id AND now.course_id = coalesce(d.course_id, d.participant_id)
WHERE p.organisation_id = $1 AND p.definition_key = $2 AND p.definition_version = $3 AND now.stage = $4
  AND NOT EXISTS (SELECT 1 FROM taking_part t WHERE t.participant_id = p.id)
  AND NOT EXISTS (SELECT 1 FROM screening later WHERE later.participant_id = d.participant_id AND coalesce(later.course_id, later.participant_id) = now.course_id
                  AND (later.at > d.at OR later.at = d.at AND later.id > d.id)
                  AND NOT EXISTS (
    SELECT 1 FROM undoing u WHERE u.participant_id = later.participant_id AND u.kind = 'screening' AND u.fact_id = later.id))
  AND NOT EXISTS (
    SELECT 1 FROM undoing u WHERE u.participant_id = d.participant_id AND u.kind = 'screening' AND u.fact_id = d.id)
GROUP BY d.reason ORDER BY d.reason;
