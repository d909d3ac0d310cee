-- Since when nothing of somebody's visits is to be done, told or new any more: a worker's day is
-- looked up without them, and they have a list of their own. It is projected, and the next
-- migration fills it: see projection.go.

-- +goose Up

ALTER TABLE visiting ADD COLUMN rests_after TEXT NOT NULL DEFAULT ''; -- the last day that it is not so; empty where it goes on

CREATE INDEX visiting_going_on ON visiting (organisation_id, worker_id, participant_id) WHERE rests_after = '';
CREATE INDEX visiting_resting ON visiting (organisation_id, worker_id, rests_after DESC, participant_id) WHERE rests_after <> '';
