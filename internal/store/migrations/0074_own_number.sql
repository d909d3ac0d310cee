-- The number of their own that somebody chose who signs in by a card, and the phones that are
-- remembered as theirs: on one of these the number opens a new session. A token is kept as a
-- digest, a number as one that is slow to guess.
--
-- A session says which card or code it began by, the phone that it is on, and since when it
-- has shown more than a card: that came by e-mail, or that they knew the number.

-- +goose Up

CREATE TABLE own_number (
    id              TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    account_id      TEXT NOT NULL REFERENCES account (id),
    digest          TEXT NOT NULL,
    device          TEXT NOT NULL, -- it was chosen on
    created_at      TIMESTAMP NOT NULL,
    ended_at        TIMESTAMP,
    taken_by        TEXT           -- of one that staff took back: as the trail names them
);
CREATE INDEX own_number_account ON own_number (account_id, created_at);

CREATE TABLE remembered_phone (
    id              TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    account_id      TEXT NOT NULL REFERENCES account (id),
    token           TEXT NOT NULL, -- digest
    device          TEXT NOT NULL,
    tries           BIGINT NOT NULL, -- wrong numbers in a row
    created_at      TIMESTAMP NOT NULL,
    used_at         TIMESTAMP NOT NULL,
    ended_at        TIMESTAMP
);
CREATE UNIQUE INDEX remembered_phone_token ON remembered_phone (token);
CREATE INDEX remembered_phone_account ON remembered_phone (account_id, created_at);

ALTER TABLE session ADD COLUMN sign_in_id TEXT;
ALTER TABLE session ADD COLUMN phone_id TEXT;
ALTER TABLE session ADD COLUMN proven_at TIMESTAMP;
ALTER TABLE session ADD COLUMN tries BIGINT;
