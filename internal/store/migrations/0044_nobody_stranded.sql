-- What is projected of visits says besides: the first day of a visit that nobody has
-- written up and whose worker visits this person no longer, and from when on staff
-- have to tell the person of visits themselves.

-- +goose Up

ALTER TABLE visiting ADD COLUMN unwritten_on TEXT NOT NULL DEFAULT '';
ALTER TABLE visiting ADD COLUMN to_tell_on TEXT NOT NULL DEFAULT '';

-- What staff have to tell somebody of their visits, where no e-mail can, and that they
-- have. No query of a masked role names this table: it tells of visits.
CREATE TABLE telling (
    participant_id TEXT NOT NULL REFERENCES participant (id),
    id             TEXT NOT NULL,
    course_id      TEXT,
    at             TIMESTAMP NOT NULL,
    by_account     TEXT NOT NULL,
    step           BIGINT NOT NULL,
    sealed         BYTEA NOT NULL,
    body           BYTEA NOT NULL,
    seq            BIGINT NOT NULL,
    PRIMARY KEY (participant_id, id)
);
