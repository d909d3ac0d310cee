-- What stands on an organisation's letters. Public: it goes out with each of them.
-- The newest is the one that is printed; what was printed before can be read back.

-- +goose Up

CREATE TABLE sender (
    id              TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    at              TIMESTAMP NOT NULL,
    by_account      TEXT NOT NULL,
    address_lines   TEXT NOT NULL, -- one under the other
    postcode        TEXT NOT NULL,
    phone           TEXT NOT NULL  -- as it is written
);
CREATE INDEX sender_organisation ON sender (organisation_id, at, id);
