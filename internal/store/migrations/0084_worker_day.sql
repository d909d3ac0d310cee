-- What a worker's day and a clash are looked up by, so that both cost what they show, however
-- many people a worker visited before. It is projected, and the next migration fills it: see
-- projection.go.

-- +goose Up

ALTER TABLE visiting ADD COLUMN held BIGINT NOT NULL DEFAULT 0;        -- visits that were held
ALTER TABLE visiting ADD COLUMN settled_on TEXT NOT NULL DEFAULT '';   -- the day of the last visit, once none is to be made, written up or copied

-- The days on which a worker has a visit that is not written up yet.
CREATE TABLE visit_day (
    participant_id  TEXT NOT NULL REFERENCES participant (id),
    course_id       TEXT NOT NULL,
    worker_id       TEXT NOT NULL,
    planned_on      TEXT NOT NULL,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    PRIMARY KEY (participant_id, course_id, worker_id, planned_on)
);
CREATE INDEX visit_day_worker ON visit_day (organisation_id, worker_id, planned_on, participant_id, course_id);
