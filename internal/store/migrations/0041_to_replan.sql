-- That what was called off is to be planned anew, and nothing is to come: so that
-- somebody whose visits ended with a worker is on the board again.

-- +goose Up

ALTER TABLE visiting ADD COLUMN to_replan BOOLEAN NOT NULL DEFAULT FALSE;
