-- Who looked at a person is found by the indexes that are there; what somebody looked
-- at, and on which days, by these.

-- +goose Up

CREATE INDEX entry_actor ON entry (organisation_id, chain, actor, seq);
CREATE INDEX entry_at ON entry (organisation_id, chain, at, seq);

-- Whether somebody else here has the same name: then the day of birth is beside it,
-- wherever they are listed.
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
         JOIN lookup b ON b.organisation_id = a.organisation_id AND b.kind = a.kind AND b.digest = a.digest AND b.owner_id <> a.owner_id
         WHERE a.owner_id = p.id AND a.organisation_id = p.organisation_id AND a.kind = 'whole')
       AS namesake
FROM participant p
JOIN standing s ON s.participant_id = p.id
JOIN identity i ON i.participant_id = p.id AND i.id = p.identity_id
JOIN person_key k ON k.id = p.id
JOIN team t ON t.id = p.team_id;
