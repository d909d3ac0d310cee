-- name: RemoveLookups :exec
DELETE FROM lookup WHERE owner_id = $1 AND organisation_id = $2;
