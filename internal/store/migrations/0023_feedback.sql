-- What people say of the service in their own words. Nothing is edited: who
-- changes their mind, or takes it back, adds another that replaces it.

-- +goose Up

CREATE TABLE feedback (
    participant_id  TEXT NOT NULL REFERENCES participant (id),
    id              TEXT NOT NULL,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    at              TIMESTAMP NOT NULL,
    by_account      TEXT NOT NULL,
    step            BIGINT NOT NULL, -- counts a person's, in the server's order
    replaces        TEXT,            -- the one that this stands in place of
    in_error        BOOLEAN NOT NULL, -- it only takes the other back
    sealed          BYTEA NOT NULL,  -- the words, the day, and whether they may be repeated
    body            BYTEA NOT NULL,  -- keyed digest of the canonical body
    PRIMARY KEY (participant_id, id)
);
CREATE INDEX feedback_order ON feedback (organisation_id, at, participant_id, id);
CREATE UNIQUE INDEX feedback_replaces ON feedback (participant_id, replaces);
