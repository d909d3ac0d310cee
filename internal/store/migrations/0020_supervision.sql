-- Group supervision that was held, and who came. There is no room for what was
-- said. Ids and a day stand in clear: names stay with the accounts.

-- +goose Up

CREATE TABLE supervision (
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    id              TEXT NOT NULL,
    at              TIMESTAMP NOT NULL,
    by_account      TEXT NOT NULL,
    held_on         TEXT NOT NULL, -- empty where an entry is only taken back
    led_by          TEXT NOT NULL,
    replaces        TEXT,          -- the entry that this one corrects
    in_error        BOOLEAN NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
CREATE INDEX supervision_order ON supervision (organisation_id, held_on, at, id);
CREATE UNIQUE INDEX supervision_replaces ON supervision (organisation_id, replaces);

CREATE TABLE supervision_came (
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    supervision_id  TEXT NOT NULL,
    account_id      TEXT NOT NULL REFERENCES account (id),
    PRIMARY KEY (organisation_id, supervision_id, account_id)
);
CREATE INDEX supervision_came_account ON supervision_came (account_id);

-- Whether somebody was told of a thing already is asked before they are told.
CREATE INDEX due_about ON due (kind, subject, item);
