-- name: AddOrganisation :exec
INSERT INTO organisation (id, name, zone, programme, help, created_at) VALUES ($1, $2, $3, $4, $5, $6);

-- name: FindOrganisation :one
SELECT id, name, zone, programme, help, created_at FROM organisation WHERE id = $1;

-- name: ListOrganisations :many
SELECT id, name, zone, programme, help, created_at FROM organisation ORDER BY created_at, id;
