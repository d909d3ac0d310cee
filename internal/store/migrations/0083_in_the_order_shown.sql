-- What somebody is shown of where they are signed in comes out of an index in the order in which
-- it is shown: to set up a sort costs SQLite more than to read so few rows.

-- +goose Up

DROP INDEX sign_in_account;
CREATE INDEX sign_in_account ON sign_in (account_id, created_at DESC, id);
DROP INDEX session_account;
CREATE INDEX session_account ON session (account_id, created_at DESC, id);
DROP INDEX own_number_account;
CREATE INDEX own_number_account ON own_number (account_id, created_at DESC, id);
DROP INDEX remembered_phone_account;
CREATE INDEX remembered_phone_account ON remembered_phone (account_id, created_at DESC, id);
DROP INDEX role_grant_account;
CREATE INDEX role_grant_account ON role_grant (account_id, granted_at, id);
