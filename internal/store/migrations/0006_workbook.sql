-- The workbook: what somebody wrote, field by field. Each saving is a row of
-- its own and is never edited. The words are sealed under a key that is the
-- workbook's alone, so that they can be shredded and the rest of the record
-- stays.

-- +goose Up

CREATE TABLE workbook_answer (
    participant_id TEXT NOT NULL REFERENCES participant (id),
    id             TEXT NOT NULL, -- the operation's, and the field's after a dot
    at             TIMESTAMP NOT NULL,
    by_account     TEXT NOT NULL,
    operation      TEXT NOT NULL,
    field          TEXT NOT NULL,
    revision       BIGINT NOT NULL, -- counted from 1 in each field; 0 met a newer answer and stands beside it
    sealed         BYTEA NOT NULL,  -- the answer, and the version of the workbook that asked for it
    body           BYTEA NOT NULL,
    PRIMARY KEY (participant_id, id)
);
CREATE INDEX workbook_answer_field ON workbook_answer (participant_id, field, revision);

-- An answer that stood beside another one, and no longer waits: somebody has chosen.
CREATE TABLE workbook_choice (
    participant_id TEXT NOT NULL REFERENCES participant (id),
    id             TEXT NOT NULL, -- the answer's
    at             TIMESTAMP NOT NULL,
    by_account     TEXT NOT NULL,
    operation      TEXT NOT NULL, -- what settled it
    PRIMARY KEY (participant_id, id)
);
