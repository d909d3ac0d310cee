-- Who visits whom, and what becomes of the visits. Nothing here is ever edited.
--
-- No query of a masked role names match or course_fact. The worker stands on
-- the participant too, as their stage does, because the policy asks for it and
-- a worker's own list is found by it.

-- +goose Up

CREATE TABLE match (
    participant_id TEXT NOT NULL REFERENCES participant (id),
    id             TEXT NOT NULL,
    at             TIMESTAMP NOT NULL,
    by_account     TEXT NOT NULL,
    step           BIGINT NOT NULL, -- counts a person's matches, in the server's order
    sealed         BYTEA NOT NULL, -- with whom, from when, and why this one
    body           BYTEA NOT NULL,
    PRIMARY KEY (participant_id, id)
);

ALTER TABLE participant ADD COLUMN worker_id TEXT;
CREATE INDEX participant_worker ON participant (organisation_id, worker_id, discharged_on, id);

-- Appointments, and that they were moved, cancelled or held: one history.
CREATE TABLE course_fact (
    participant_id TEXT NOT NULL REFERENCES participant (id),
    id             TEXT NOT NULL,
    kind           TEXT NOT NULL, -- series, planned, moved, cancelled, visited
    at             TIMESTAMP NOT NULL,
    by_account     TEXT NOT NULL,
    step           BIGINT NOT NULL, -- counts a person's facts, in the server's order
    sealed         BYTEA NOT NULL,
    body           BYTEA NOT NULL,
    PRIMARY KEY (participant_id, id)
);
