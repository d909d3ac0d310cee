-- name: RemoveLookups :exec
DELETE FROM lookup WHERE owner_id = $1;

-- name: ListLookups :many
SELECT kind, digest FROM lookup WHERE owner_id = $1 ORDER BY kind, digest;
