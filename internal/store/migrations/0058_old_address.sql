-- Of a message that goes to another address than the account's own: that address, sealed
-- under the account's key until the message is done.

-- +goose Up

ALTER TABLE due ADD COLUMN sealed BYTEA;
