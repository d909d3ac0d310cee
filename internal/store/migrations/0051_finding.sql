-- Who looked at a person is found by the indexes that are there; what somebody looked
-- at, and on which days, by these.

-- +goose Up

CREATE INDEX entry_actor ON entry (organisation_id, chain, actor, seq);
CREATE INDEX entry_at ON entry (organisation_id, chain, at, seq);
