-- name: AddSender :exec
INSERT INTO sender (id, organisation_id, at, by_account, address_lines, postcode, phone)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: FindSender :one
SELECT id, organisation_id, at, by_account, address_lines, postcode, phone FROM sender
WHERE organisation_id = $1 ORDER BY at DESC, id DESC LIMIT 1;
