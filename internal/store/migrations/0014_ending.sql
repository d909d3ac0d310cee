-- Ending plans, and that somebody's visits are over. Nothing here is ever
-- edited: a later plan replaces the earlier, and a correction is another fact.
-- The kind stands in clear because a worker's room is counted by it. No query
-- of a masked role names this table.

-- +goose Up

CREATE TABLE ending_fact (
    participant_id TEXT NOT NULL REFERENCES participant (id),
    id             TEXT NOT NULL,
    kind           TEXT NOT NULL, -- plan, ended, goes_on
    at             TIMESTAMP NOT NULL,
    by_account     TEXT NOT NULL,
    step           BIGINT NOT NULL, -- counts a person's facts, in the server's order
    sealed         BYTEA NOT NULL,
    body           BYTEA NOT NULL,
    PRIMARY KEY (participant_id, id)
);
