-- A person as every list and every record reads them: the participant, with the
-- identity that holds now, the key it is sealed under, and their team's name.

-- +goose Up

CREATE VIEW person AS
SELECT p.id, p.organisation_id, p.team_id, t.name AS team_name, p.definition_key, p.definition_version,
       p.stage, p.discharged_on, p.referred_at, p.referred_by, p.study,
       i.id AS identity_id, i.sealed, k.wrapped
FROM participant p
JOIN identity i ON i.participant_id = p.id AND i.id = p.identity_id
JOIN person_key k ON k.id = p.id
JOIN team t ON t.id = p.team_id;
