-- One text for both engines. Times are UTC; dates without a time are ISO text.
-- Tables that the trail covers have their key first: id, or participant_id and
-- id. New columns on a covered table must be nullable: the digest of a row
-- leaves out what is null, so that rows written earlier keep theirs.

-- +goose Up

CREATE TABLE organisation (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    zone       TEXT NOT NULL,
    programme  TEXT NOT NULL,
    help       TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);

-- The trail --------------------------------------------------------------

CREATE TABLE chain (
    organisation_id TEXT NOT NULL,
    chain           TEXT NOT NULL,
    seq             BIGINT NOT NULL,
    head            BYTEA NOT NULL,
    seal            BYTEA NOT NULL,
    PRIMARY KEY (organisation_id, chain)
);

CREATE TABLE entry (
    organisation_id TEXT NOT NULL,
    chain           TEXT NOT NULL,
    seq             BIGINT NOT NULL,
    at              TIMESTAMP NOT NULL,
    actor           TEXT NOT NULL,
    action          TEXT NOT NULL,
    subject_kind    TEXT NOT NULL,
    subject         TEXT NOT NULL,
    refused         BOOLEAN NOT NULL,
    hash            BYTEA NOT NULL,
    PRIMARY KEY (organisation_id, chain, seq)
);
CREATE INDEX entry_subject ON entry (organisation_id, chain, subject, seq);

CREATE TABLE entry_row (
    organisation_id TEXT NOT NULL,
    chain           TEXT NOT NULL,
    seq             BIGINT NOT NULL,
    n               BIGINT NOT NULL,
    table_name      TEXT NOT NULL,
    row_key         TEXT NOT NULL,
    digest          BYTEA NOT NULL,
    PRIMARY KEY (organisation_id, chain, seq, n)
);

CREATE TABLE entry_person (
    organisation_id TEXT NOT NULL,
    chain           TEXT NOT NULL,
    seq             BIGINT NOT NULL,
    n               BIGINT NOT NULL,
    participant_id  TEXT NOT NULL,
    PRIMARY KEY (organisation_id, chain, seq, n)
);
CREATE INDEX entry_person_who ON entry_person (organisation_id, chain, participant_id, seq);

-- Due work: the truth about what is still to be done -----------------------

CREATE TABLE due (
    id              TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    at              TIMESTAMP NOT NULL,
    kind            TEXT NOT NULL,
    subject         TEXT NOT NULL,
    item            TEXT NOT NULL,
    attempts        BIGINT NOT NULL,
    done_at         TIMESTAMP
);
CREATE INDEX due_at ON due (done_at, at);

-- Keys and finding ---------------------------------------------------------

CREATE TABLE person_key (
    id      TEXT PRIMARY KEY,
    wrapped BYTEA NOT NULL
);

-- Derived from identities by a keyed digest; verify recomputes it.
CREATE TABLE lookup (
    organisation_id TEXT NOT NULL,
    kind            TEXT NOT NULL,
    digest          TEXT NOT NULL,
    owner_id        TEXT NOT NULL,
    PRIMARY KEY (organisation_id, kind, digest, owner_id)
);
CREATE INDEX lookup_owner ON lookup (owner_id);

-- People who sign in ---------------------------------------------------------

CREATE TABLE team (
    id              TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    name            TEXT NOT NULL,
    created_at      TIMESTAMP NOT NULL
);
CREATE INDEX team_organisation ON team (organisation_id, name);

CREATE TABLE account (
    id              TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    participant_id  TEXT,
    sealed          BYTEA NOT NULL, -- name and e-mail address
    created_at      TIMESTAMP NOT NULL,
    ended_at        TIMESTAMP
);
CREATE INDEX account_organisation ON account (organisation_id, created_at, id);
CREATE UNIQUE INDEX account_participant ON account (participant_id);

-- An address signs in to one account of the whole installation.
CREATE TABLE address (
    id         TEXT PRIMARY KEY, -- the address's digest
    account_id TEXT NOT NULL REFERENCES account (id)
);

CREATE TABLE role_grant (
    id              TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    account_id      TEXT NOT NULL REFERENCES account (id),
    role            TEXT NOT NULL,
    team_id         TEXT REFERENCES team (id),
    granted_at      TIMESTAMP NOT NULL,
    granted_by      TEXT NOT NULL,
    ended_at        TIMESTAMP
);
CREATE INDEX role_grant_account ON role_grant (account_id);

-- A code sent by e-mail, or a card given by hand. Digests only; the secret
-- waits sealed until it has been sent, and is then cleared.
CREATE TABLE sign_in (
    id              TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    account_id      TEXT NOT NULL REFERENCES account (id),
    kind            TEXT NOT NULL, -- code, card
    link            TEXT NOT NULL, -- digest of the link's token
    code            TEXT NOT NULL, -- digest of the code, bound to this row
    browser         TEXT NOT NULL, -- digest of the asking browser's mark; empty for a card
    sealed          BYTEA,
    tries           BIGINT NOT NULL,
    created_at      TIMESTAMP NOT NULL,
    expires_at      TIMESTAMP NOT NULL,
    used_at         TIMESTAMP
);
CREATE UNIQUE INDEX sign_in_link ON sign_in (link);
CREATE INDEX sign_in_browser ON sign_in (browser);
CREATE INDEX sign_in_account ON sign_in (account_id, created_at);

CREATE TABLE session (
    id              TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    account_id      TEXT NOT NULL REFERENCES account (id),
    token           TEXT NOT NULL, -- digest
    device          TEXT NOT NULL,
    created_at      TIMESTAMP NOT NULL,
    expires_at      TIMESTAMP NOT NULL,
    ended_at        TIMESTAMP
);
CREATE UNIQUE INDEX session_token ON session (token);
CREATE INDEX session_account ON session (account_id, created_at);

-- The person ----------------------------------------------------------------

CREATE TABLE participant (
    id                 TEXT PRIMARY KEY,
    organisation_id    TEXT NOT NULL REFERENCES organisation (id),
    team_id            TEXT NOT NULL REFERENCES team (id),
    definition_key     TEXT NOT NULL,
    definition_version BIGINT NOT NULL,
    stage              TEXT NOT NULL,
    identity_id        TEXT NOT NULL, -- the newest
    discharged_on      TEXT NOT NULL,
    referred_at        TIMESTAMP NOT NULL,
    referred_by        TEXT NOT NULL,
    study              BOOLEAN NOT NULL
);
CREATE INDEX participant_stage ON participant (organisation_id, stage, discharged_on, id);
CREATE INDEX participant_team ON participant (organisation_id, team_id, referred_at, id);

CREATE TABLE identity (
    participant_id TEXT NOT NULL REFERENCES participant (id),
    id             TEXT NOT NULL,
    at             TIMESTAMP NOT NULL,
    by_account     TEXT NOT NULL,
    sealed         BYTEA NOT NULL, -- names, birth date, number, how to reach them
    PRIMARY KEY (participant_id, id)
);

CREATE TABLE referral (
    participant_id TEXT NOT NULL REFERENCES participant (id),
    id             TEXT NOT NULL,
    team_id        TEXT NOT NULL REFERENCES team (id),
    at             TIMESTAMP NOT NULL,
    by_account     TEXT NOT NULL,
    discharged_on  TEXT NOT NULL,
    sealed         BYTEA NOT NULL, -- who is responsible now, GP, care coordinator, eligibility
    body           BYTEA NOT NULL, -- keyed digest of the canonical body
    PRIMARY KEY (participant_id, id)
);

CREATE TABLE home_note (
    participant_id TEXT NOT NULL REFERENCES participant (id),
    id             TEXT NOT NULL,
    at             TIMESTAMP NOT NULL,
    by_account     TEXT NOT NULL,
    review_by      TEXT NOT NULL,
    sealed         BYTEA NOT NULL, -- the note and where it comes from
    PRIMARY KEY (participant_id, id)
);

CREATE TABLE screening (
    participant_id TEXT NOT NULL REFERENCES participant (id),
    id             TEXT NOT NULL,
    at             TIMESTAMP NOT NULL,
    by_account     TEXT NOT NULL,
    accepted       BOOLEAN NOT NULL,
    reason         TEXT NOT NULL, -- a key of the programme's definition
    sealed         BYTEA NOT NULL,
    body           BYTEA NOT NULL,
    PRIMARY KEY (participant_id, id)
);
