-- What somebody typed into a form that could not be taken: sealed under their own
-- key with the page that it was on, for them alone, until they hand it to the lead.

-- +goose Up

CREATE TABLE draft (
    id              TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    account_id      TEXT NOT NULL REFERENCES account (id), -- the author
    at              TIMESTAMP NOT NULL,
    closed          BOOLEAN NOT NULL, -- the page is no longer theirs, or the form is over
    handed_at       TIMESTAMP,
    sealed          BYTEA NOT NULL
);
CREATE INDEX draft_author ON draft (account_id, handed_at, at);
CREATE INDEX draft_handed ON draft (organisation_id, handed_at);
