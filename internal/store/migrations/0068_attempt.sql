-- What is attempted at the door, whether or not the address that was typed belongs to anybody:
-- a code that was asked for, with the wrong ones that were typed for it, a card that nobody
-- has, and a limit that was spent. Everything that could say who it was is a digest.
--
-- A sign-in by a code is of such an attempt. A card says who gave it, and may be revoked.

-- +goose Up

CREATE TABLE attempt (
    id              TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    seq             BIGINT NOT NULL,
    kind            TEXT NOT NULL, -- code, card, spent
    asker           TEXT NOT NULL, -- by what limits count: digest
    stranger        BOOLEAN NOT NULL, -- nobody has signed in by that address in that browser before
    address         TEXT NOT NULL, -- the places of what was typed: digests
    browser         TEXT NOT NULL, -- digest of its mark
    device          TEXT NOT NULL,
    tries           BIGINT NOT NULL,
    created_at      TIMESTAMP NOT NULL
);
CREATE INDEX attempt_created ON attempt (created_at);
CREATE INDEX attempt_browser ON attempt (browser, seq);

ALTER TABLE sign_in ADD COLUMN attempt_id TEXT;
ALTER TABLE sign_in ADD COLUMN given_by TEXT;
ALTER TABLE sign_in ADD COLUMN revoked_at TIMESTAMP;
CREATE INDEX sign_in_attempt ON sign_in (attempt_id);
