-- What is recorded of the people who visit: what they say of themselves, their
-- clearances and their days of training. Nothing here is ever edited.

-- +goose Up

CREATE TABLE worker_fact (
    account_id TEXT NOT NULL REFERENCES account (id),
    id         TEXT NOT NULL,
    kind       TEXT NOT NULL, -- details, clearance, training
    at         TIMESTAMP NOT NULL,
    by_account TEXT NOT NULL,
    step       BIGINT NOT NULL, -- counts a worker's facts, in the server's order
    sealed     BYTEA NOT NULL,
    body       BYTEA NOT NULL,
    PRIMARY KEY (account_id, id)
);
