-- What becomes of a match besides its end: that the person asked for another
-- worker and what came of it, and who was told of its beginning and its end.
-- Nothing here is ever edited, and no query of a masked role names it.

-- +goose Up

CREATE TABLE match_fact (
    participant_id TEXT NOT NULL REFERENCES participant (id),
    id             TEXT NOT NULL,
    match_id       TEXT NOT NULL,
    kind           TEXT NOT NULL, -- asked, kept, or told with of what and whom: told.begin.person
    at             TIMESTAMP NOT NULL,
    by_account     TEXT NOT NULL,
    step           BIGINT NOT NULL, -- counts a person's facts, in the server's order
    sealed         BYTEA NOT NULL,  -- when and how
    body           BYTEA NOT NULL,
    PRIMARY KEY (participant_id, id)
);
CREATE INDEX match_fact_of ON match_fact (participant_id, match_id, kind);
