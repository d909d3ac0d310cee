-- Pages of the workbook that somebody shared with whoever visits them, or took
-- back: one history, never edited. What is shared now is worked out from it.
-- With whom is a word for whoever visits when they look, and never a name.
--
-- It is sealed under the person's key and not the workbook's: when the words
-- are shredded, that they were shared once stays.

-- +goose Up

CREATE TABLE sharing (
    participant_id TEXT NOT NULL REFERENCES participant (id),
    id             TEXT NOT NULL,
    at             TIMESTAMP NOT NULL,
    by_account     TEXT NOT NULL,
    step           BIGINT NOT NULL, -- counts a person's sharings, in the server's order
    sealed         BYTEA NOT NULL,  -- which page, with whom, and whether it was shared or taken back
    body           BYTEA NOT NULL,
    PRIMARY KEY (participant_id, id)
);
