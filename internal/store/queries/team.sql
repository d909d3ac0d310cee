-- name: AddTeam :exec
INSERT INTO team (id, organisation_id, name, created_at) VALUES ($1, $2, $3, $4);

-- name: FindTeam :one
SELECT id, name FROM team WHERE organisation_id = $1 AND id = $2;

-- name: ListTeams :many
SELECT id, name FROM team WHERE organisation_id = $1 ORDER BY created_at, id;
