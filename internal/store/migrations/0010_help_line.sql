-- An organisation's own line of urgent help. Public: it stands on /help. The
-- newest is the one that is shown; what was shown before can be read back.

-- +goose Up

CREATE TABLE help_line (
    id              TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    at              TIMESTAMP NOT NULL,
    by_account      TEXT NOT NULL,
    number          TEXT NOT NULL, -- as it is written
    hours           TEXT NOT NULL,
    when_closed     TEXT NOT NULL,
    review_by       TEXT NOT NULL
);
CREATE INDEX help_line_organisation ON help_line (organisation_id, at, id);
