-- Who visited somebody in an earlier course of support, and whether that has left them
-- something: a visit to write up, or a note to copy. It is projected, and the next
-- migration fills it: see projection.go.

-- +goose Up

CREATE TABLE visited_before (
    participant_id  TEXT NOT NULL REFERENCES participant (id),
    course_id       TEXT NOT NULL,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    worker_id       TEXT NOT NULL,
    unfinished      BOOLEAN NOT NULL,
    PRIMARY KEY (participant_id, course_id)
);
CREATE INDEX visited_before_worker ON visited_before (organisation_id, worker_id, participant_id);

-- Who they were in it; null of rows from before, where the identity's time says it.
ALTER TABLE earlier_course ADD COLUMN identity_id TEXT;

-- The teams that referred somebody before keep them in their lists.
CREATE INDEX earlier_course_team ON earlier_course (organisation_id, team_id, participant_id);
