-- What happens in people's lives that matters more than the programme, and what
-- became of telling it. What was said is never edited; where the news stands is
-- kept beside it, as a worry's standing is, because a list is ordered by it.

-- +goose Up

CREATE TABLE life_event (
    participant_id  TEXT NOT NULL REFERENCES participant (id),
    id              TEXT NOT NULL,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    at              TIMESTAMP NOT NULL,
    by_account      TEXT NOT NULL,
    step            BIGINT NOT NULL, -- counts a person's events, in the server's order
    standing        BIGINT NOT NULL, -- 0 nobody has read it, 1 the worker needs somebody, 2 settled
    worker_id       TEXT NOT NULL,   -- who visited them then; empty for nobody: no query of a masked role reads it
    sealed          BYTEA NOT NULL,  -- what happened, when, and the note
    body            BYTEA NOT NULL,  -- keyed digest of the canonical body
    PRIMARY KEY (participant_id, id)
);
CREATE INDEX life_event_order ON life_event (organisation_id, standing, at, id);
CREATE INDEX life_event_steps ON life_event (participant_id, step);

-- Who was told, who has read it, who was there for the worker: one history an event.
CREATE TABLE life_fact (
    participant_id TEXT NOT NULL REFERENCES participant (id),
    id             TEXT NOT NULL,
    event_id       TEXT NOT NULL,
    at             TIMESTAMP NOT NULL,
    by_account     TEXT NOT NULL,
    step           BIGINT NOT NULL, -- counts an event's facts, in the server's order
    sealed         BYTEA NOT NULL,
    body           BYTEA NOT NULL,
    PRIMARY KEY (participant_id, id)
);
CREATE INDEX life_fact_order ON life_fact (participant_id, event_id, step);

-- For whom everything waits, or has stopped: lists of what is to be done leave
-- them out. There is a row once something has happened.
CREATE TABLE life (
    participant_id TEXT NOT NULL REFERENCES participant (id),
    held           BOOLEAN NOT NULL,
    PRIMARY KEY (participant_id)
);
