-- Until when somebody waits to be told of their visits: once the last of the days has passed,
-- there is nothing to tell. Empty is: until they are told.

-- +goose Up

ALTER TABLE waiting ADD COLUMN until_on TEXT NOT NULL DEFAULT '';
ALTER TABLE visiting ADD COLUMN to_tell_until TEXT NOT NULL DEFAULT '';
