-- Somebody comes back: a second referral of the same person opens another course
-- of support under the same record. The participant says which course is theirs
-- now, and what was referred with it; null is the first, whose id is the person's,
-- so that older rows keep their digests.

-- +goose Up

ALTER TABLE participant ADD COLUMN course_id TEXT;

-- What the participant said of a course when the next one began: written once, and
-- never changed. What was done in it hangs on it, as before. Where they stood is
-- what everybody may know of it: both arms of a study have such a row alike.
CREATE TABLE earlier_course (
    participant_id     TEXT NOT NULL REFERENCES participant (id),
    id                 TEXT NOT NULL,
    organisation_id    TEXT NOT NULL REFERENCES organisation (id),
    team_id            TEXT NOT NULL REFERENCES team (id),
    definition_key     TEXT NOT NULL,
    definition_version BIGINT NOT NULL,
    discharged_on      TEXT NOT NULL,
    referred_at        TIMESTAMP NOT NULL,
    referred_by        TEXT NOT NULL,
    stage              TEXT NOT NULL,
    stands             TEXT NOT NULL,
    since              TEXT NOT NULL,
    ending_recorded    BOOLEAN NOT NULL, -- of nobody in a study
    at                 TIMESTAMP NOT NULL,
    by_account         TEXT NOT NULL,
    PRIMARY KEY (participant_id, id)
);
CREATE INDEX earlier_course_organisation ON earlier_course (organisation_id, participant_id);

-- That two records are of one person, or are not after all: it points, and nothing is
-- moved. The record whose id comes first holds it.
CREATE TABLE same_person (
    participant_id TEXT NOT NULL REFERENCES participant (id),
    id             TEXT NOT NULL,
    other_id       TEXT NOT NULL,
    apart          BOOLEAN NOT NULL,
    at             TIMESTAMP NOT NULL,
    by_account     TEXT NOT NULL,
    step           BIGINT NOT NULL,
    sealed         BYTEA NOT NULL,
    body           BYTEA NOT NULL,
    seq            BIGINT NOT NULL,
    PRIMARY KEY (participant_id, id)
);
CREATE INDEX same_person_other ON same_person (other_id, participant_id);

-- What is projected is of the course that somebody is in now: one row a person.
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
       AS joined
FROM participant p
JOIN standing s ON s.participant_id = p.id
JOIN identity i ON i.participant_id = p.id AND i.id = p.identity_id
JOIN person_key k ON k.id = p.id
JOIN team t ON t.id = p.team_id;
