-- Who held visits of a course of support, from which day until which: nobody is in two at
-- once, whoever visits them now. It is projected, and the next migration fills it.

-- +goose Up

CREATE TABLE held_by (
    participant_id  TEXT NOT NULL REFERENCES participant (id),
    course_id       TEXT NOT NULL,
    worker_id       TEXT NOT NULL,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    first_on        TEXT NOT NULL,
    last_on         TEXT NOT NULL,
    PRIMARY KEY (participant_id, course_id, worker_id)
);
CREATE INDEX held_by_worker ON held_by (organisation_id, worker_id, last_on);
