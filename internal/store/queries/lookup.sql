-- name: RemoveLookups :exec
DELETE FROM lookup WHERE owner_id = $1 AND organisation_id = $2;

-- name: ListLookups :many
SELECT kind, digest FROM lookup WHERE owner_id = $1 ORDER BY kind, digest;
