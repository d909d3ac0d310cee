-- name: AddAccount :exec
INSERT INTO account (id, organisation_id, participant_id, sealed, created_at) VALUES ($1, $2, $3, $4, $5);

-- name: EndAccount :exec
UPDATE account SET ended_at = $3 WHERE id = $1 AND organisation_id = $2;

-- name: AddAddress :exec
INSERT INTO address (id, account_id) VALUES ($1, $2);

-- name: EndAddress :exec
DELETE FROM address WHERE id = $1 AND account_id = $2;

-- Whose an address is: at most four people sign in by one, and one member of staff beside them.
-- name: ListByAddress :many
SELECT d.id AS place, a.id, a.organisation_id, a.participant_id, a.ended_at FROM address d JOIN account a ON a.id = d.account_id
WHERE d.id IN ($1, $2, $3, $4, $5)
ORDER BY a.created_at, a.id;

-- name: FindAccount :one
SELECT a.id, a.organisation_id, a.participant_id, a.sealed, a.created_at, a.ended_at, k.wrapped
FROM account a JOIN person_key k ON k.id = a.id
WHERE a.organisation_id = $1 AND a.id = $2;

-- name: FindAccountOfParticipant :one
SELECT id FROM account WHERE organisation_id = $1 AND participant_id = $2;

-- A role, a team and whether the account is open narrow it; empty, they don't.
-- name: ListStaff :many
SELECT a.id, a.organisation_id, a.participant_id, a.sealed, a.created_at, a.ended_at, k.wrapped
FROM account a JOIN person_key k ON k.id = a.id
WHERE a.organisation_id = $1 AND a.participant_id IS NULL
  AND (CAST($2 AS TEXT) = '' OR EXISTS (SELECT 1 FROM role_grant g WHERE g.account_id = a.id AND g.ended_at IS NULL AND g.role = CAST($2 AS TEXT)))
  AND (CAST($3 AS TEXT) = '' OR EXISTS (SELECT 1 FROM role_grant g WHERE g.account_id = a.id AND g.ended_at IS NULL AND g.team_id = CAST($3 AS TEXT)))
  AND (CAST($4 AS TEXT) = '' OR (CASE WHEN a.ended_at IS NULL THEN 'open' ELSE 'closed' END) = CAST($4 AS TEXT))
ORDER BY a.created_at, a.id LIMIT $5 OFFSET $6;

-- name: ListStaffNames :many
SELECT a.id, a.sealed, k.wrapped FROM account a JOIN person_key k ON k.id = a.id
WHERE a.organisation_id = $1 AND a.participant_id IS NULL;

-- name: CountStaff :one
SELECT count(*) FROM account a WHERE a.organisation_id = $1 AND a.participant_id IS NULL
  AND (CAST($2 AS TEXT) = '' OR EXISTS (SELECT 1 FROM role_grant g WHERE g.account_id = a.id AND g.ended_at IS NULL AND g.role = CAST($2 AS TEXT)))
  AND (CAST($3 AS TEXT) = '' OR EXISTS (SELECT 1 FROM role_grant g WHERE g.account_id = a.id AND g.ended_at IS NULL AND g.team_id = CAST($3 AS TEXT)))
  AND (CAST($4 AS TEXT) = '' OR (CASE WHEN a.ended_at IS NULL THEN 'open' ELSE 'closed' END) = CAST($4 AS TEXT));

-- name: AddKey :exec
INSERT INTO person_key (id, wrapped, master_key) VALUES ($1, $2, $3);

-- name: FindKey :one
SELECT wrapped FROM person_key WHERE id = $1;

-- name: SetAccount :exec
UPDATE account SET sealed = $3 WHERE id = $1 AND organisation_id = $2;

-- name: SetReaddressed :exec
UPDATE account SET readdressed_at = $3 WHERE id = $1 AND organisation_id = $2;
