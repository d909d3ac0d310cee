-- That a visit's note was copied into the organisation's clinical record. No
-- query of a masked role names this table: it tells of visits.

-- +goose Up

CREATE TABLE note_copy (
    participant_id TEXT NOT NULL REFERENCES participant (id),
    id             TEXT NOT NULL,
    at             TIMESTAMP NOT NULL,
    by_account     TEXT NOT NULL,
    sealed         BYTEA NOT NULL, -- which visit's, as it was written then
    body           BYTEA NOT NULL, -- keyed digest of the canonical body
    PRIMARY KEY (participant_id, id)
);
