-- Whether somebody has a person's name is asked by that person's own name, among all that
-- they are found by.

-- +goose Up

DROP INDEX lookup_owner;
CREATE INDEX lookup_owner ON lookup (owner_id, organisation_id, kind, digest);
