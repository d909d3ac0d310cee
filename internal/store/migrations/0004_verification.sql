-- What verifying found, kept so that an administrator sees it later.

-- +goose Up

CREATE TABLE verification (
    id              TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    asked_at        TIMESTAMP NOT NULL,
    finished_at     TIMESTAMP, -- the rest is null until then
    entry_count     BIGINT,
    row_count       BIGINT,
    fault_count     BIGINT
);
CREATE INDEX verification_organisation ON verification (organisation_id, asked_at, id);
