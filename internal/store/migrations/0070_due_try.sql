-- Due work is covered by the trail. When it is tried again isn't: that changes with every try,
-- and a try leaves no entry. What was tried before is due when it was to be tried again, and its
-- tries are counted from nought.

-- +goose Up

CREATE TABLE due_try (
    due_id          TEXT PRIMARY KEY REFERENCES due (id),
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    at              TIMESTAMP NOT NULL, -- when it is tried again
    attempts        BIGINT NOT NULL
);

ALTER TABLE due DROP COLUMN attempts;
