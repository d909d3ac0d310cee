-- A worker asks for support, before or after a visit, and the supervisor answers.
-- Whether one is answered is kept beside it, as a worry's standing is, because
-- the list is ordered by it. What they wrote is sealed under the worker's key: it
-- is about the worker, and not about the person who was visited.

-- +goose Up

CREATE TABLE support_request (
    account_id      TEXT NOT NULL REFERENCES account (id),
    id              TEXT NOT NULL,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    standing        BIGINT NOT NULL, -- 0 open, 1 answered
    at              TIMESTAMP NOT NULL,
    by_account      TEXT NOT NULL,
    sealed          BYTEA NOT NULL,
    body            BYTEA NOT NULL,
    seq             BIGINT NOT NULL,
    PRIMARY KEY (account_id, id)
);
CREATE INDEX support_request_order ON support_request (organisation_id, standing, at, id);

CREATE TABLE support_answer (
    account_id TEXT NOT NULL REFERENCES account (id), -- of the worker who asked
    id         TEXT NOT NULL,
    request_id TEXT NOT NULL,
    at         TIMESTAMP NOT NULL,
    by_account TEXT NOT NULL,
    step       BIGINT NOT NULL,
    sealed     BYTEA NOT NULL,
    body       BYTEA NOT NULL,
    seq        BIGINT NOT NULL,
    PRIMARY KEY (account_id, id)
);
CREATE INDEX support_answer_order ON support_answer (account_id, request_id, step);
