-- Which letters went out about somebody, to whom and when. The letter itself is
-- drawn from the record; this is the fact that it went. No query of a masked
-- role names this table: that an ending summary went tells the arm.

-- +goose Up

CREATE TABLE letter (
    participant_id TEXT NOT NULL REFERENCES participant (id),
    id             TEXT NOT NULL,
    at             TIMESTAMP NOT NULL,
    by_account     TEXT NOT NULL,
    step           BIGINT NOT NULL, -- counts a person's letters, in the server's order
    sealed         BYTEA NOT NULL,  -- which, to whom, on which day
    body           BYTEA NOT NULL,  -- keyed digest of the canonical body
    PRIMARY KEY (participant_id, id)
);
