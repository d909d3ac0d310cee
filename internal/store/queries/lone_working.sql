-- name: AddLoneWorking :exec
INSERT INTO lone_working (id, organisation_id, at, by_account, step, steps) VALUES ($1, $2, $3, $4, $5, $6);

-- name: FindLoneWorking :one
SELECT id, step, steps FROM lone_working WHERE organisation_id = $1 ORDER BY step DESC LIMIT 1;

-- name: CountLoneWorkingSent :one
SELECT count(*) FROM lone_working WHERE id = $1;
