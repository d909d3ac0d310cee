-- Studies, who is in them, and acute care.
--
-- What both arms share (taking_part, episode) stands apart from the arm
-- (allocation): no query of a masked role names the table allocation.

-- +goose Up

CREATE TABLE study (
    id                 TEXT PRIMARY KEY,
    organisation_id    TEXT NOT NULL REFERENCES organisation (id),
    name               TEXT NOT NULL,
    definition_key     TEXT NOT NULL,
    definition_version BIGINT NOT NULL,
    primary_outcome    TEXT NOT NULL,
    caveat             TEXT NOT NULL,
    opened_on          TEXT NOT NULL,
    closed_on          TEXT,
    created_at         TIMESTAMP NOT NULL
);
CREATE INDEX study_organisation ON study (organisation_id, opened_on, id);

-- Who is in a study, and the day from which their clock runs.
CREATE TABLE taking_part (
    participant_id TEXT NOT NULL REFERENCES participant (id),
    id             TEXT NOT NULL, -- the allocation's
    study_id       TEXT NOT NULL REFERENCES study (id),
    allocated_on   TEXT NOT NULL,
    at             TIMESTAMP NOT NULL,
    by_account     TEXT NOT NULL,
    PRIMARY KEY (participant_id, id)
);
CREATE UNIQUE INDEX taking_part_study ON taking_part (study_id, participant_id);

CREATE TABLE allocation (
    participant_id TEXT NOT NULL REFERENCES participant (id),
    id             TEXT NOT NULL,
    study_id       TEXT NOT NULL REFERENCES study (id),
    at             TIMESTAMP NOT NULL,
    by_account     TEXT NOT NULL,
    sealed         BYTEA NOT NULL, -- the arm, under the study's key
    body           BYTEA NOT NULL,
    PRIMARY KEY (participant_id, id)
);
CREATE INDEX allocation_study ON allocation (study_id, participant_id);

CREATE TABLE episode (
    participant_id TEXT NOT NULL REFERENCES participant (id),
    id             TEXT NOT NULL,
    at             TIMESTAMP NOT NULL,
    by_account     TEXT NOT NULL,
    kind           TEXT NOT NULL,
    started_on     TEXT NOT NULL,
    ended_on       TEXT, -- null while it goes on
    certainty      TEXT NOT NULL,
    replaces       TEXT, -- the entry that this one corrects
    in_error       BOOLEAN NOT NULL,
    sealed         BYTEA NOT NULL, -- where it is known from: who told us can tell the arm
    body           BYTEA NOT NULL,
    PRIMARY KEY (participant_id, id)
);
