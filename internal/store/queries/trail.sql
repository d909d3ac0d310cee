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

-- name: ListNewestEntries :many
SELECT seq, at, actor, action, subject_kind, subject, refused FROM entry
WHERE organisation_id = $1 AND chain = $2 AND seq < $3 ORDER BY seq DESC LIMIT $4;

-- Everybody's looks but one actor's: a person's own.
-- name: ListLooks :many
SELECT e.seq, e.at, e.actor, e.action FROM entry e
WHERE e.organisation_id = $1 AND e.chain = 'read' AND e.refused = FALSE AND e.seq < $3 AND e.actor <> $5
  AND (e.subject = $2 OR EXISTS (
    SELECT 1 FROM entry_person p
    WHERE p.organisation_id = e.organisation_id AND p.chain = e.chain AND p.seq = e.seq AND p.participant_id = $2))
ORDER BY e.seq DESC LIMIT $4;
