-- What a service has its workers do before, during and after a visit on their own,
-- in its own words. The newest is the one that is shown; earlier ones can be read back.

-- +goose Up

CREATE TABLE lone_working (
    id              TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    at              TIMESTAMP NOT NULL,
    by_account      TEXT NOT NULL,
    step            BIGINT NOT NULL, -- counts an organisation's, in the server's order
    steps           TEXT NOT NULL    -- one under the other
);
CREATE INDEX lone_working_organisation ON lone_working (organisation_id, step);
