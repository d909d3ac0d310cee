-- A fact that was entered by mistake is taken back by a fact of its own: who, when
-- and why. Nothing is edited; what is worked out of facts leaves it out.

-- +goose Up

-- Of what comes before an arm: a decision, a consent, a declining.
CREATE TABLE undoing (
    participant_id TEXT NOT NULL REFERENCES participant (id),
    id             TEXT NOT NULL,
    kind           TEXT NOT NULL, -- the table that the fact is in
    fact_id        TEXT NOT NULL,
    at             TIMESTAMP NOT NULL,
    by_account     TEXT NOT NULL,
    step           BIGINT NOT NULL,
    sealed         BYTEA NOT NULL,
    body           BYTEA NOT NULL,
    seq            BIGINT NOT NULL,
    PRIMARY KEY (participant_id, id)
);

-- Of what tells of visits: a withdrawal, a match, an ending, an event of life.
CREATE TABLE undoing_of_visits (
    participant_id TEXT NOT NULL REFERENCES participant (id),
    id             TEXT NOT NULL,
    kind           TEXT NOT NULL,
    fact_id        TEXT NOT NULL,
    at             TIMESTAMP NOT NULL,
    by_account     TEXT NOT NULL,
    step           BIGINT NOT NULL,
    sealed         BYTEA NOT NULL,
    body           BYTEA NOT NULL,
    seq            BIGINT NOT NULL,
    PRIMARY KEY (participant_id, id)
);
