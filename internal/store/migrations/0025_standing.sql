-- What holds now of each course of support, made of its facts and made again
-- whenever one is added: so that lists are one read, and what is derived is
-- defined once, in Go. The trail doesn't cover these rows, for verify works all
-- of them out of the facts again. The next migration fills them.

-- +goose Up

-- What both arms share, and a masked role may read. It holds no time, no number
-- and no step, and is written anew only when it says something else: so nothing
-- about it, not even that it was touched, tells of a visit.
CREATE TABLE standing (
    participant_id  TEXT NOT NULL REFERENCES participant (id),
    course_id       TEXT NOT NULL,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    stage           TEXT NOT NULL, -- in a study, who wants no more visits takes part here like everybody
    life            TEXT NOT NULL, -- goes_on, away, paused, stopped
    PRIMARY KEY (participant_id, course_id)
);
CREATE INDEX standing_stage ON standing (organisation_id, stage, participant_id);

-- What reveals an arm: where they stand exactly, who visits them, and what lists
-- of visits are made by.
CREATE TABLE visiting (
    participant_id  TEXT NOT NULL REFERENCES participant (id),
    course_id       TEXT NOT NULL,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    discharged_on   TEXT NOT NULL, -- lists are in this order
    stage           TEXT NOT NULL,
    worker_id       TEXT,             -- null while nobody visits them
    over            BOOLEAN NOT NULL, -- the visits have ended
    planned         BOOLEAN NOT NULL, -- anything was ever planned
    told            BOOLEAN NOT NULL, -- the person was told who visits
    asking          BOOLEAN NOT NULL, -- they asked for another worker, and wait
    invited_on      TEXT NOT NULL,    -- the latest day, while they think about it; else empty
    PRIMARY KEY (participant_id, course_id)
);
CREATE INDEX visiting_worker ON visiting (organisation_id, worker_id, discharged_on, participant_id);
CREATE INDEX visiting_stage ON visiting (organisation_id, stage, discharged_on, participant_id);

-- What somebody waits for from the programme's staff; several things at once.
CREATE TABLE waiting (
    participant_id  TEXT NOT NULL REFERENCES participant (id),
    course_id       TEXT NOT NULL,
    need            TEXT NOT NULL,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    discharged_on   TEXT NOT NULL, -- lists are in this order
    from_on         TEXT NOT NULL, -- the first day of it; empty for at once
    PRIMARY KEY (participant_id, course_id, need)
);
CREATE INDEX waiting_order ON waiting (organisation_id, discharged_on, participant_id, need);

-- participant.stage, participant.worker_id and the table life held this before.
-- They stay for the digests of old rows; nothing writes or reads them.
DROP INDEX participant_stage;
DROP INDEX participant_worker;

-- A person as every list and every record reads them: the participant, with the
-- identity that holds now, the key it is sealed under, their team's name, and
-- what everybody may know of where they stand. Nobody has had a second course of
-- support yet: their first has their own id.
CREATE VIEW person AS
SELECT p.id, p.organisation_id, p.team_id, t.name AS team_name, p.definition_key, p.definition_version,
       s.stage, s.life, p.discharged_on, p.referred_at, p.referred_by, p.study,
       i.id AS identity_id, i.sealed, k.wrapped
FROM participant p
JOIN standing s ON s.participant_id = p.id AND s.course_id = p.id
JOIN identity i ON i.participant_id = p.id AND i.id = p.identity_id
JOIN person_key k ON k.id = p.id
JOIN team t ON t.id = p.team_id;
