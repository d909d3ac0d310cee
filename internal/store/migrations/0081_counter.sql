-- What the service report counts, kept with each fact, so that the report reads what it shows
-- and not everybody. It is projected, sealed, and filled by the next migration: see
-- projection.go and docs/adr/0032-the-report-reads-counters.md.

-- +goose Up

-- What is counted of somebody, so that it can be taken off again when it changes. Nobody in a
-- study has a row.
CREATE TABLE reported (
    participant_id  TEXT PRIMARY KEY REFERENCES participant (id),
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    sealed          BYTEA NOT NULL
);

CREATE TABLE counter (
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    kind            TEXT NOT NULL, -- 'basis' is what was counted by
    name            TEXT NOT NULL, -- of a day, a keyed digest
    sealed          BYTEA NOT NULL,
    PRIMARY KEY (organisation_id, kind, name)
);
