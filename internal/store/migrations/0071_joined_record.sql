-- Records that are joined are of one person, however many there are and whichever two of them
-- were joined. Each has a row: the first of their ids, how far along its referral is, and the
-- last day on which its support goes on, as far as its facts say. It is projected, and the
-- next migration fills it: see projection.go.

-- +goose Up

CREATE TABLE joined_record (
    participant_id  TEXT PRIMARY KEY REFERENCES participant (id),
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    first_id        TEXT NOT NULL,
    reached         INTEGER NOT NULL,
    goes_on_until   TEXT NOT NULL -- empty is: it doesn't
);
CREATE INDEX joined_record_first ON joined_record (first_id, participant_id);

-- Which two were said last to be of one person.
CREATE VIEW joined_pair AS
SELECT j.participant_id, j.other_id FROM same_person j WHERE NOT j.apart AND NOT EXISTS (
  SELECT 1 FROM same_person l WHERE l.participant_id = j.participant_id AND l.other_id = j.other_id AND l.step > j.step)
UNION ALL
SELECT j.other_id AS participant_id, j.participant_id AS other_id FROM same_person j WHERE NOT j.apart AND NOT EXISTS (
  SELECT 1 FROM same_person l WHERE l.participant_id = j.participant_id AND l.other_id = j.other_id AND l.step > j.step);

-- What every other record of the same person says for one: until when it goes on, and
-- whether it does so in place of this one though this one does too (course.GoesBefore).
CREATE VIEW other_record AS
SELECT a.participant_id, b.participant_id AS other_id, a.goes_on_until, b.goes_on_until AS other_until,
       (b.reached > a.reached OR b.reached = a.reached AND (
         y.referred_at < x.referred_at OR y.referred_at = x.referred_at AND b.participant_id < a.participant_id)) AS before
FROM joined_record a
JOIN joined_record b ON b.first_id = a.first_id AND b.participant_id <> a.participant_id
JOIN participant x ON x.id = a.participant_id
JOIN participant y ON y.id = b.participant_id;

DROP VIEW person;
CREATE VIEW person AS
SELECT p.id, p.organisation_id, p.team_id, t.name AS team_name, p.definition_key, p.definition_version,
       s.stage, s.life, s.stands, s.since, p.discharged_on, p.referred_at, p.referred_by, p.study,
       s.course_id, i.id AS identity_id, i.sealed, k.wrapped,
       EXISTS (SELECT 1 FROM joined_record j WHERE j.participant_id = p.id) AS joined,
       EXISTS (
         SELECT 1 FROM lookup a
         CROSS JOIN lookup b
         WHERE a.owner_id = p.id AND a.organisation_id = p.organisation_id AND a.kind = 'whole'
           AND b.organisation_id = a.organisation_id AND b.kind = a.kind AND b.digest = a.digest AND b.owner_id <> a.owner_id
           AND NOT EXISTS (
             SELECT 1 FROM joined_record j
             CROSS JOIN joined_record o
             WHERE j.participant_id = p.id AND o.participant_id = b.owner_id AND o.first_id = j.first_id))
       AS namesake,
       EXISTS (SELECT 1 FROM earlier_course e WHERE e.participant_id = p.id) AS earlier
FROM participant p
JOIN standing s ON s.participant_id = p.id
JOIN identity i ON i.participant_id = p.id AND i.id = p.identity_id
JOIN person_key k ON k.id = p.id
JOIN team t ON t.id = p.team_id;
