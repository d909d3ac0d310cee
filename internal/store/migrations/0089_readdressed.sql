-- When somebody last came to sign in by another address, or by none: they read it beside their
-- phones and cards, without their name and address being opened for it.

-- +goose Up

ALTER TABLE account ADD COLUMN readdressed_at TIMESTAMP;
