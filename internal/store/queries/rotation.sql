-- name: FindFindingKey :one
SELECT wrapped, master_key FROM finding_key WHERE id = $1;

-- name: ListFindingKeys :many
SELECT id, wrapped, master_key FROM finding_key ORDER BY id;

-- name: AddFindingKey :exec
INSERT INTO finding_key (id, wrapped, master_key) VALUES ($1, $2, $3);

-- name: SetFindingKey :exec
UPDATE finding_key SET wrapped = $2, master_key = $3 WHERE id = $1;

-- name: SetKey :exec
UPDATE person_key SET wrapped = $2, master_key = $3 WHERE id = $1;

-- name: AddRotation :exec
INSERT INTO rotation (id, organisation_id, at, from_key, to_key, key_count, done_count) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: MoveRotation :exec
UPDATE rotation SET done_count = $3, ended_at = $4 WHERE id = $1 AND organisation_id = $2;

-- name: FindRotation :one
SELECT id, at, from_key, to_key, key_count, done_count, ended_at FROM rotation
WHERE organisation_id = $1 ORDER BY at DESC, id LIMIT 1;

-- name: ListOpenRotations :many
SELECT from_key, to_key FROM rotation WHERE ended_at IS NULL ORDER BY id;

-- name: ListRotations :many
SELECT to_key, done_count, ended_at FROM rotation ORDER BY at DESC, id;

-- Whose key is not wrapped by that master key yet. Somebody's workbook has a key of its own,
-- whose id begins with theirs. It walks along the keys, a batch at a time.
-- name: ListKeysToRewrap :many
SELECT k.id, k.wrapped FROM person_key k
WHERE k.id > $2 AND (k.master_key IS NULL OR k.master_key <> $3) AND (
    EXISTS (SELECT 1 FROM participant p WHERE p.id = substr(k.id, 1, 26) AND p.organisation_id = $1)
    OR EXISTS (SELECT 1 FROM account a WHERE a.id = substr(k.id, 1, 26) AND a.organisation_id = $1)
    OR EXISTS (SELECT 1 FROM study s WHERE s.id = substr(k.id, 1, 26) AND s.organisation_id = $1))
ORDER BY k.id LIMIT $4;

-- name: CountKeysToRewrap :one
SELECT count(*) FROM person_key k
WHERE (k.master_key IS NULL OR k.master_key <> $2) AND (
    EXISTS (SELECT 1 FROM participant p WHERE p.id = substr(k.id, 1, 26) AND p.organisation_id = $1)
    OR EXISTS (SELECT 1 FROM account a WHERE a.id = substr(k.id, 1, 26) AND a.organisation_id = $1)
    OR EXISTS (SELECT 1 FROM study s WHERE s.id = substr(k.id, 1, 26) AND s.organisation_id = $1));

-- name: CountKeysNotUnder :one
SELECT count(*) FROM person_key k WHERE k.master_key IS NULL OR k.master_key <> $1;
