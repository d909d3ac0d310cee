-- Follow-ups as they fall due, and the calls that were tried. How one stands
-- beside its calls is kept in its row, because a list is ordered by it; nothing
-- here comes from visits.

-- +goose Up

CREATE TABLE follow_up (
    participant_id  TEXT NOT NULL REFERENCES participant (id),
    id              TEXT NOT NULL,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    study_id        TEXT REFERENCES study (id), -- null in a service
    outcome         TEXT NOT NULL,   -- of the definition
    from_on         TEXT NOT NULL,   -- the days that are asked about, both in it
    until_on        TEXT NOT NULL,
    standing        BIGINT NOT NULL, -- 0 somebody is to call, 1 not due yet, 2 over
    next_on         TEXT NOT NULL,   -- when to call, or when it falls due; once it is over, when that was
    at              TIMESTAMP NOT NULL,
    by_account      TEXT NOT NULL,
    sealed          BYTEA NOT NULL,  -- the state, and the tries
    PRIMARY KEY (participant_id, id)
);
CREATE INDEX follow_up_order ON follow_up (organisation_id, standing, next_on, participant_id, id);

CREATE TABLE follow_up_call (
    participant_id TEXT NOT NULL REFERENCES participant (id),
    id             TEXT NOT NULL,
    follow_up_id   TEXT NOT NULL,
    at             TIMESTAMP NOT NULL,
    by_account     TEXT NOT NULL,
    step           BIGINT NOT NULL, -- counts a person's calls, in the server's order
    sealed         BYTEA NOT NULL,  -- when, what came of it, and the note
    body           BYTEA NOT NULL,  -- keyed digest of the canonical body
    PRIMARY KEY (participant_id, id)
);
CREATE INDEX follow_up_call_order ON follow_up_call (participant_id, step);

-- For whom everything has stopped for good: lists of calls leave them out,
-- where those for whom it waits are shown as waiting. Null is: not for good.
ALTER TABLE life ADD COLUMN stopped BOOLEAN;
