-- Whether somebody else has a person's name is found from that person: their own name
-- first, and then who shares it. SQLite keeps to the order of a CROSS JOIN; left to
-- itself it went through every name of the organisation, for each line of a list.

-- +goose Up

DROP INDEX lookup_owner;
CREATE INDEX lookup_owner ON lookup (owner_id, organisation_id, kind, digest);

DROP VIEW person;
CREATE VIEW person AS
SELECT p.id, p.organisation_id, p.team_id, t.name AS team_name, p.definition_key, p.definition_version,
       s.stage, s.life, s.stands, s.since, p.discharged_on, p.referred_at, p.referred_by, p.study,
       s.course_id, i.id AS identity_id, i.sealed, k.wrapped,
       EXISTS (
         SELECT 1 FROM same_person j WHERE j.participant_id = p.id AND NOT j.apart AND NOT EXISTS (
           SELECT 1 FROM same_person l WHERE l.participant_id = j.participant_id AND l.other_id = j.other_id AND l.step > j.step))
       OR EXISTS (
         SELECT 1 FROM same_person j WHERE j.other_id = p.id AND NOT j.apart AND NOT EXISTS (
           SELECT 1 FROM same_person l WHERE l.participant_id = j.participant_id AND l.other_id = j.other_id AND l.step > j.step))
       AS joined,
       EXISTS (
         SELECT 1 FROM lookup a
         CROSS JOIN lookup b
         WHERE a.owner_id = p.id AND a.organisation_id = p.organisation_id AND a.kind = 'whole'
           AND b.organisation_id = a.organisation_id AND b.kind = a.kind AND b.digest = a.digest AND b.owner_id <> a.owner_id)
       AS namesake
FROM participant p
JOIN standing s ON s.participant_id = p.id
JOIN identity i ON i.participant_id = p.id AND i.id = p.identity_id
JOIN person_key k ON k.id = p.id
JOIN team t ON t.id = p.team_id;
