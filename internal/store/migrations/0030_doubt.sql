-- Somebody found that what is known of how to reach a person is wrong, and says so
-- to those who can put it right.

-- +goose Up

CREATE TABLE doubt (
    participant_id  TEXT NOT NULL REFERENCES participant (id),
    id              TEXT NOT NULL,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    settled         BOOLEAN NOT NULL, -- it was put right, or was right all along
    at              TIMESTAMP NOT NULL,
    by_account      TEXT NOT NULL,
    sealed          BYTEA NOT NULL,  -- what is wrong, and what they know of it
    body            BYTEA NOT NULL,
    seq             BIGINT NOT NULL,
    PRIMARY KEY (participant_id, id)
);
CREATE INDEX doubt_open ON doubt (organisation_id, settled, at, id);

CREATE TABLE doubt_answer (
    participant_id TEXT NOT NULL REFERENCES participant (id),
    id             TEXT NOT NULL,
    at             TIMESTAMP NOT NULL,
    by_account     TEXT NOT NULL,
    step           BIGINT NOT NULL,
    sealed         BYTEA NOT NULL,
    body           BYTEA NOT NULL,
    seq            BIGINT NOT NULL,
    PRIMARY KEY (participant_id, id)
);
