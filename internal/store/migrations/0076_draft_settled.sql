-- What was handed to the lead and taken off the list stays for its author to read of, without its
-- words, until the days are over for which any draft is kept.

-- +goose Up

ALTER TABLE draft ADD COLUMN settled_at TIMESTAMP;
