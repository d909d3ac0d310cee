-- That somebody is visited by a worker no more. A match is never edited: it
-- ends, and another begins. No query of a masked role names this table.

-- +goose Up

CREATE TABLE match_end (
    participant_id TEXT NOT NULL REFERENCES participant (id),
    id             TEXT NOT NULL,
    at             TIMESTAMP NOT NULL,
    by_account     TEXT NOT NULL,
    sealed         BYTEA NOT NULL, -- which match, the day, and the reason where one was given
    body           BYTEA NOT NULL, -- keyed digest of the canonical body
    PRIMARY KEY (participant_id, id)
);
