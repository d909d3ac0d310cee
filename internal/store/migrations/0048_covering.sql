-- Who makes a visit in place of the worker who visits somebody, or made one and wrote
-- about it. It is projected, and the next migration fills it: see projection.go.

-- +goose Up

CREATE TABLE covering (
    participant_id  TEXT NOT NULL REFERENCES participant (id),
    course_id       TEXT NOT NULL,
    worker_id       TEXT NOT NULL,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    awaited         BOOLEAN NOT NULL, -- a visit of theirs is not written up
    PRIMARY KEY (participant_id, course_id, worker_id)
);
CREATE INDEX covering_worker ON covering (organisation_id, worker_id, participant_id);
