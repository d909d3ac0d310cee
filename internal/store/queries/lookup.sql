-- name: AddLookup :exec
INSERT INTO lookup (organisation_id, kind, digest, owner_id) VALUES ($1, $2, $3, $4)
ON CONFLICT DO NOTHING;

-- name: RemoveLookups :exec
DELETE FROM lookup WHERE owner_id = $1;

-- name: ListLookups :many
SELECT kind, digest FROM lookup WHERE owner_id = $1 ORDER BY kind, digest;
