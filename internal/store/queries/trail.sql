-- name: AddChain :exec
INSERT INTO chain (organisation_id, chain, seq, head, seal) VALUES ($1, $2, $3, $4, $5);

-- name: FindChain :one
SELECT seq, head, seal FROM chain WHERE organisation_id = $1 AND chain = $2;

-- name: ListChains :many
SELECT organisation_id, chain, seq, head, seal FROM chain ORDER BY organisation_id, chain;

-- name: SetChain :exec
UPDATE chain SET seq = $3, head = $4, seal = $5 WHERE organisation_id = $1 AND chain = $2;

-- name: AddEntry :exec
INSERT INTO entry (organisation_id, chain, seq, at, actor, action, subject_kind, subject, refused, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: ListEntries :many
SELECT seq, at, actor, action, subject_kind, subject, refused, hash FROM entry
WHERE organisation_id = $1 AND chain = $2 AND seq > $3 ORDER BY seq LIMIT $4;

-- name: ListEntryRows :many
SELECT seq, table_name, row_key, digest FROM entry_row
WHERE organisation_id = $1 AND chain = $2 AND seq > $3 AND seq <= $4 ORDER BY seq, n;

-- name: ListEntryPeople :many
SELECT seq, participant_id FROM entry_person
WHERE organisation_id = $1 AND chain = $2 AND seq > $3 AND seq <= $4 ORDER BY seq, n;

-- Between two numbers and two moments, each with how many people its list showed. That n is named
-- has SQLite find them by their key: it would go through everybody who was ever shown.
-- name: ListNewestEntries :many
SELECT e.seq, e.at, e.actor, e.action, e.subject_kind, e.subject, e.refused, (
    SELECT count(DISTINCT p.participant_id) FROM entry_person p WHERE p.organisation_id = e.organisation_id AND p.chain = e.chain AND p.seq = e.seq AND p.n >= 0) AS people
FROM entry e
WHERE e.organisation_id = $1 AND e.chain = $2 AND e.seq > $3 AND e.seq < $4 AND e.at >= $5 AND e.at < $6
ORDER BY e.seq DESC LIMIT $7;

-- name: ListNewestEntriesBy :many
SELECT e.seq, e.at, e.actor, e.action, e.subject_kind, e.subject, e.refused, (
    SELECT count(DISTINCT p.participant_id) FROM entry_person p WHERE p.organisation_id = e.organisation_id AND p.chain = e.chain AND p.seq = e.seq AND p.n >= 0) AS people
FROM entry e
WHERE e.organisation_id = $1 AND e.chain = $2 AND e.seq > $3 AND e.seq < $4 AND e.at >= $5 AND e.at < $6 AND e.actor = $7
ORDER BY e.seq DESC LIMIT $8;

-- Those about a person ($7), alone or in a list, by everybody but one actor ($8): the
-- person themselves. Either index finds few; an OR would go through the whole chain.
-- name: ListNewestEntriesAbout :many
WITH about AS MATERIALIZED (
  SELECT e.seq FROM entry e
  WHERE e.organisation_id = $1 AND e.chain = $2 AND e.subject = $7 AND e.seq > $3 AND e.seq < $4
  UNION
  SELECT p.seq FROM entry_person p
  WHERE p.organisation_id = $1 AND p.chain = $2 AND p.participant_id = $7 AND p.seq > $3 AND p.seq < $4
)
SELECT e.seq, e.at, e.actor, e.action, e.subject_kind, e.subject, e.refused, (
    SELECT count(DISTINCT p.participant_id) FROM entry_person p WHERE p.organisation_id = e.organisation_id AND p.chain = e.chain AND p.seq = e.seq AND p.n >= 0) AS people
FROM about a
CROSS JOIN entry e
WHERE e.organisation_id = $1 AND e.chain = $2 AND e.seq = a.seq AND e.at >= $5 AND e.at < $6 AND e.actor <> $8
ORDER BY e.seq DESC LIMIT $9;

-- The last number that was given before a moment.
-- name: FindEntryHash :one
SELECT hash FROM entry WHERE organisation_id = $1 AND chain = $2 AND seq = $3;

-- name: FindEntryBefore :one
SELECT seq FROM entry WHERE organisation_id = $1 AND chain = $2 AND at < $3 ORDER BY at DESC, seq DESC LIMIT 1;

-- The newest that staff did to how somebody signs in.
-- name: ListActsOnAccess :many
SELECT e.seq, e.at, e.actor, e.action FROM entry e
WHERE e.organisation_id = $1 AND e.chain = 'change' AND e.subject = $2 AND NOT e.refused
  AND e.action IN ('account.invite', 'card.give', 'card.stop', 'number.take_back', 'session.end_all')
ORDER BY e.seq DESC LIMIT 20;

-- What an actor changed, or was refused to, after a number.
-- name: CountEntriesBy :one
SELECT count(*) FROM entry WHERE organisation_id = $1 AND chain = 'change' AND actor = $2 AND seq > $3;

-- How often something was done to a subject after a number.
-- name: CountEntriesOf :one
SELECT count(*) FROM entry WHERE organisation_id = $1 AND chain = 'change' AND subject = $2 AND seq > $3 AND action = $4;
