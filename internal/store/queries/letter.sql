-- name: AddLetter :exec
INSERT INTO letter (participant_id, id, at, by_account, step, sealed, body) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: FindLetterBody :one
SELECT body FROM letter WHERE participant_id = $1 AND id = $2;

-- name: CountLetters :one
SELECT count(*) FROM letter WHERE participant_id = $1;

-- name: ListLetters :many
SELECT participant_id, id, at, by_account, step, sealed FROM letter WHERE participant_id = $1 ORDER BY step;
