-- Until when somebody waits to be told of their visits: once the last of the days has passed,
-- there is nothing to tell. Empty is: until they are told.
--
-- Two records that are joined are of one person, and no namesakes: of two that share a name it
-- is asked whether they are.

-- +goose Up

ALTER TABLE waiting ADD COLUMN until_on TEXT NOT NULL DEFAULT '';
ALTER TABLE visiting ADD COLUMN to_tell_until TEXT NOT NULL DEFAULT '';

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
           AND b.organisation_id = a.organisation_id AND b.kind = a.kind AND b.digest = a.digest AND b.owner_id <> a.owner_id
           AND NOT EXISTS (
             SELECT 1 FROM same_person j
             WHERE j.participant_id = CASE WHEN p.id < b.owner_id THEN p.id ELSE b.owner_id END
               AND j.other_id = CASE WHEN p.id < b.owner_id THEN b.owner_id ELSE p.id END
               AND NOT j.apart AND NOT EXISTS (
                 SELECT 1 FROM same_person l WHERE l.participant_id = j.participant_id AND l.other_id = j.other_id AND l.step > j.step)))
       AS namesake,
       EXISTS (SELECT 1 FROM earlier_course e WHERE e.participant_id = p.id) AS earlier
FROM participant p
JOIN standing s ON s.participant_id = p.id
JOIN identity i ON i.participant_id = p.id AND i.id = p.identity_id
JOIN person_key k ON k.id = p.id
JOIN team t ON t.id = p.team_id;
