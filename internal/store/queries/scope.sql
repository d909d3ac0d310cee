-- What the policy needs to know of a thing, and nothing more.

-- name: ScopeOfTeam :one
SELECT organisation_id FROM team WHERE id = $1;

-- name: ScopeOfParticipant :one
SELECT p.organisation_id, p.team_id, p.study, p.definition_key, p.definition_version, p.course_id, v.worker_id,
       EXISTS (SELECT 1 FROM follow_up f WHERE f.participant_id = p.id) AS followed,
       EXISTS (SELECT 1 FROM covering c WHERE c.participant_id = p.id) AS covered,
       EXISTS (SELECT 1 FROM earlier_course e WHERE e.participant_id = p.id) AS earlier
FROM participant p
LEFT JOIN visiting v ON v.participant_id = p.id
WHERE p.id = $1;

-- For somebody masked, without who visits: of that VisitedBy says enough.
-- name: MaskedScopeOfParticipant :one
SELECT p.organisation_id, p.team_id, p.study, p.definition_key, p.definition_version, p.course_id,
       EXISTS (SELECT 1 FROM follow_up f WHERE f.participant_id = p.id) AS followed,
       EXISTS (SELECT 1 FROM earlier_course e WHERE e.participant_id = p.id) AS earlier
FROM participant p WHERE p.id = $1;

-- name: ScopeOfAccount :one
SELECT organisation_id, participant_id FROM account WHERE id = $1;

-- name: ScopeOfStudy :one
SELECT organisation_id, definition_key, definition_version, closed_on FROM study WHERE id = $1;

-- Whether one worker visits somebody: all that a masked worker's rights hang on,
-- and no news to them.
-- name: VisitedBy :one
SELECT EXISTS (
  SELECT 1 FROM visiting v WHERE v.participant_id = $1 AND v.worker_id = $2) AS visited;
