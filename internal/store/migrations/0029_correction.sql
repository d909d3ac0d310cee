-- What was put right of what is known of somebody, each as a fact of its own:
-- what it was, what it is, and why. The tables that it was read from keep what
-- stood there first.

-- +goose Up

CREATE TABLE correction (
    participant_id TEXT NOT NULL REFERENCES participant (id),
    id             TEXT NOT NULL,
    at             TIMESTAMP NOT NULL,
    by_account     TEXT NOT NULL,
    step           BIGINT NOT NULL, -- counts a person's, in the server's order
    sealed         BYTEA NOT NULL,  -- all of it
    body           BYTEA NOT NULL,  -- keyed digest of the canonical body
    seq            BIGINT NOT NULL, -- the organisation's change that it came with
    PRIMARY KEY (participant_id, id)
);

-- What visitors to the home should know, as somebody wrote it since the referral.
CREATE TABLE home_note_since (
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

-- The same of a member of staff: their name, e-mail address and telephone.
CREATE TABLE account_correction (
    account_id TEXT NOT NULL REFERENCES account (id),
    id         TEXT NOT NULL,
    at         TIMESTAMP NOT NULL,
    by_account TEXT NOT NULL,
    step       BIGINT NOT NULL,
    sealed     BYTEA NOT NULL,
    body       BYTEA NOT NULL,
    seq        BIGINT NOT NULL,
    PRIMARY KEY (account_id, id)
);
