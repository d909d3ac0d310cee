-- Being invited, consenting, saying no and stopping: facts of a person that
-- are never edited. What was agreed to and why somebody stopped is theirs, and
-- so it is sealed. step counts a person's facts of these four kinds, in the
-- server's order: by it they are put in one history.

-- +goose Up

CREATE TABLE invitation (
    participant_id TEXT NOT NULL REFERENCES participant (id),
    id             TEXT NOT NULL,
    at             TIMESTAMP NOT NULL,
    by_account     TEXT NOT NULL,
    step           BIGINT NOT NULL,
    invited_on     TEXT NOT NULL, -- the list of who is thinking is sorted by it
    sealed         BYTEA NOT NULL, -- how, and which information sheet
    body           BYTEA NOT NULL,
    PRIMARY KEY (participant_id, id)
);

CREATE TABLE consent (
    participant_id TEXT NOT NULL REFERENCES participant (id),
    id             TEXT NOT NULL,
    at             TIMESTAMP NOT NULL,
    by_account     TEXT NOT NULL,
    step           BIGINT NOT NULL,
    sealed         BYTEA NOT NULL, -- the items, who took it, how, the witness, when
    body           BYTEA NOT NULL,
    PRIMARY KEY (participant_id, id)
);

CREATE TABLE declining (
    participant_id TEXT NOT NULL REFERENCES participant (id),
    id             TEXT NOT NULL,
    at             TIMESTAMP NOT NULL,
    by_account     TEXT NOT NULL,
    step           BIGINT NOT NULL,
    sealed         BYTEA NOT NULL, -- the day, and the reason where one was given
    body           BYTEA NOT NULL,
    PRIMARY KEY (participant_id, id)
);

CREATE TABLE withdrawal (
    participant_id TEXT NOT NULL REFERENCES participant (id),
    id             TEXT NOT NULL,
    at             TIMESTAMP NOT NULL,
    by_account     TEXT NOT NULL,
    step           BIGINT NOT NULL,
    sealed         BYTEA NOT NULL, -- how far, the day, and the reason where one was given
    body           BYTEA NOT NULL,
    PRIMARY KEY (participant_id, id)
);
