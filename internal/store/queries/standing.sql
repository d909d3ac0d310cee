-- What is projected of a course of support: see projection.go.

-- What was projected last, and of the participant what it depends on.
-- name: FindProjected :one
SELECT p.study, p.discharged_on, p.course_id, s.stage AS told_apart, s.life, s.stands AS told_stands, s.since AS told_since,
       s.discharged_on AS told_discharged,
       v.stands, v.since, v.stage, v.worker_id, v.over, v.planned, v.to_replan, v.told, v.asking, v.invited_on,
       v.unwritten_on, v.to_tell_on, v.to_tell_until, v.held, v.settled_on,
       p.organisation_id, p.definition_key, p.definition_version, p.team_id, p.referred_at, r.sealed AS reported,
       EXISTS (SELECT 1 FROM joined_record j WHERE j.participant_id = p.id) AS joined
FROM participant p
LEFT JOIN reported r ON r.participant_id = p.id
LEFT JOIN standing s ON s.participant_id = p.id AND s.course_id = coalesce(p.course_id, p.id)
LEFT JOIN visiting v ON v.participant_id = p.id AND v.course_id = coalesce(p.course_id, p.id)
WHERE p.id = $1;

-- The latest day on which they were invited.
-- name: FindInvitedOn :one
SELECT v.invited_on FROM invitation v
WHERE v.participant_id = $1 AND coalesce(v.course_id, v.participant_id) = $2
  AND NOT EXISTS (
    SELECT 1 FROM undoing u WHERE u.participant_id = v.participant_id AND u.kind = 'invitation' AND u.fact_id = v.id)
ORDER BY v.invited_on DESC LIMIT 1;

-- name: AddStanding :exec
INSERT INTO standing (participant_id, course_id, organisation_id, stage, life, stands, since, discharged_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: SetStanding :exec
UPDATE standing SET stage = $4, life = $5, stands = $6, since = $7, discharged_on = $8
WHERE participant_id = $1 AND course_id = $2 AND organisation_id = $3;

-- name: AddVisiting :exec
INSERT INTO visiting (participant_id, course_id, organisation_id, discharged_on, stage, worker_id, over, planned, told,
                      asking, invited_on, stands, since, to_replan, unwritten_on, to_tell_on, to_tell_until,
                      held, settled_on, rests_after)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20);

-- name: SetVisiting :exec
UPDATE visiting SET discharged_on = $4, stage = $5, worker_id = $6, over = $7, planned = $8, told = $9, asking = $10,
                    invited_on = $11, stands = $12, since = $13, to_replan = $14, unwritten_on = $15,
                    to_tell_on = $16, to_tell_until = $17, held = $18, settled_on = $19, rests_after = $20
WHERE participant_id = $1 AND course_id = $2 AND organisation_id = $3;

-- name: ListWaitingOf :many
SELECT participant_id, course_id, need, organisation_id, discharged_on, from_on, until_on FROM waiting
WHERE participant_id = $1 AND course_id = $2 ORDER BY need;

-- name: AddWaiting :exec
INSERT INTO waiting (participant_id, course_id, need, organisation_id, discharged_on, from_on, until_on)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: DropWaiting :exec
DELETE FROM waiting WHERE participant_id = $1 AND course_id = $2 AND need = $3 AND organisation_id = $4;

-- Of a course that somebody was in before, nothing is projected any more.
-- name: DropStanding :exec
DELETE FROM standing WHERE participant_id = $1 AND course_id = $2 AND organisation_id = $3;

-- name: DropVisiting :exec
DELETE FROM visiting WHERE participant_id = $1 AND course_id = $2 AND organisation_id = $3;

-- What both arms share of how life stands.
-- name: FindLife :one
SELECT life FROM standing WHERE participant_id = $1;

-- Everybody, of whom verify and the migration work it all out.
-- name: ListProjectedFrom :many
SELECT id, organisation_id, team_id, study, discharged_on, referred_at, course_id, definition_key, definition_version
FROM participant ORDER BY id;
