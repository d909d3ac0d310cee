-- name: AddHomeNote :exec
INSERT INTO home_note (participant_id, id, at, by_account, review_by, sealed) VALUES ($1, $2, $3, $4, $5, $6);

-- name: FindHomeNote :one
SELECT participant_id, id, at, by_account, review_by, sealed FROM home_note
WHERE participant_id = $1 ORDER BY at DESC, id LIMIT 1;
