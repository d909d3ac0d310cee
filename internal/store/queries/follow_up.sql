-- What a masked assessor reads: people in open studies, with what both arms
-- share. Where they stand on the pathway is not selected; those who withdrew
-- wholly ($2) are left in peace.

-- name: ListFollowUps :many
SELECT p.id, p.organisation_id, p.team_id, p.discharged_on, i.id AS identity_id, i.sealed, k.wrapped,
       t.allocated_on, s.id AS study_id, s.name AS study_name, s.definition_key, s.definition_version
FROM taking_part t
JOIN study s ON s.id = t.study_id AND s.closed_on IS NULL
JOIN participant p ON p.id = t.participant_id
JOIN identity i ON i.participant_id = p.id AND i.id = p.identity_id
JOIN person_key k ON k.id = p.id
WHERE s.organisation_id = $1 AND p.stage <> $2
ORDER BY t.allocated_on, p.id LIMIT $3 OFFSET $4;

-- name: CountFollowUps :one
SELECT count(*) FROM taking_part t
JOIN study s ON s.id = t.study_id AND s.closed_on IS NULL
JOIN participant p ON p.id = t.participant_id
WHERE s.organisation_id = $1 AND p.stage <> $2;

-- name: FindFollowUp :one
SELECT p.id, p.organisation_id, p.team_id, p.discharged_on, i.id AS identity_id, i.sealed, k.wrapped,
       t.allocated_on, s.id AS study_id, s.name AS study_name, s.definition_key, s.definition_version
FROM taking_part t
JOIN study s ON s.id = t.study_id AND s.closed_on IS NULL
JOIN participant p ON p.id = t.participant_id
JOIN identity i ON i.participant_id = p.id AND i.id = p.identity_id
JOIN person_key k ON k.id = p.id
WHERE s.organisation_id = $1 AND p.stage <> $2 AND p.id = $3
ORDER BY t.allocated_on DESC, s.id LIMIT 1;
