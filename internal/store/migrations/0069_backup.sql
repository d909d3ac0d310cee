-- What became of each backup of the installation, kept so that an administrator sees how
-- old the newest is. The files themselves lie elsewhere.

-- +goose Up

CREATE TABLE backup (
    id              TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    at              TIMESTAMP NOT NULL, -- it holds what was saved by then
    ended_at        TIMESTAMP NOT NULL,
    size            BIGINT NOT NULL,    -- of its file, in bytes; 0 when there is none
    entry_count     BIGINT NOT NULL,    -- what verifying found in what was restored from it
    row_count       BIGINT NOT NULL,
    fault_count     BIGINT NOT NULL,
    failed          TEXT                -- why there is none, as a message's key
);
CREATE INDEX backup_organisation ON backup (organisation_id, at, id);
