-- The master key can be changed for another. Each key says which master key wraps it; null is
-- of before, when there was one. Which is in use is what the seal at the end of an
-- organisation's trail says, so that nobody says so without having it.

-- +goose Up

ALTER TABLE person_key ADD COLUMN master_key TEXT;

-- The key that people and sign-ins are found by. It stays when the master key changes. Where
-- there is none, it is derived from the first master key.
CREATE TABLE finding_key (
    id         TEXT PRIMARY KEY, -- finding: there is one
    wrapped    BYTEA NOT NULL,
    master_key TEXT NOT NULL
);

CREATE TABLE rotation (
    id              TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    at              TIMESTAMP NOT NULL,
    from_key        TEXT NOT NULL,
    to_key          TEXT NOT NULL,
    key_count       BIGINT NOT NULL, -- to be wrapped anew
    done_count      BIGINT NOT NULL, -- of them
    ended_at        TIMESTAMP
);
CREATE INDEX rotation_organisation ON rotation (organisation_id, at, id);
