-- Worries about people, and what became of them. What was said is never edited;
-- where a worry stands is kept beside it, as somebody's stage is, because a list
-- is ordered by it. No query of a masked role names these tables.

-- +goose Up

CREATE TABLE worry (
    participant_id  TEXT NOT NULL REFERENCES participant (id),
    id              TEXT NOT NULL,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    at              TIMESTAMP NOT NULL,
    by_account      TEXT NOT NULL,
    standing        BIGINT NOT NULL, -- 0 nobody has taken it on, 1 somebody has it, 2 closed
    sealed          BYTEA NOT NULL,  -- how urgent, about what, the words
    body            BYTEA NOT NULL,  -- keyed digest of the canonical body
    PRIMARY KEY (participant_id, id)
);
CREATE INDEX worry_order ON worry (organisation_id, standing, at, id);

-- Who was told, who has taken it on, that it was closed: one history a worry.
CREATE TABLE worry_fact (
    participant_id TEXT NOT NULL REFERENCES participant (id),
    id             TEXT NOT NULL,
    worry_id       TEXT NOT NULL,
    at             TIMESTAMP NOT NULL,
    by_account     TEXT NOT NULL,
    step           BIGINT NOT NULL, -- counts a worry's facts, in the server's order
    sealed         BYTEA NOT NULL,
    body           BYTEA NOT NULL,
    PRIMARY KEY (participant_id, id)
);
CREATE INDEX worry_fact_order ON worry_fact (participant_id, worry_id, step);
