-- name: AddHelpLine :exec
INSERT INTO help_line (id, organisation_id, at, by_account, number, hours, when_closed, review_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: FindHelpLine :one
SELECT id, organisation_id, at, by_account, number, hours, when_closed, review_by FROM help_line
WHERE organisation_id = $1 ORDER BY at DESC, id DESC LIMIT 1;

-- The newest line of each organisation that has set one.
-- name: ListHelpLines :many
SELECT h.id, h.organisation_id, h.number, h.hours, h.when_closed, h.review_by, o.name
FROM help_line h JOIN organisation o ON o.id = h.organisation_id
WHERE NOT EXISTS (
    SELECT 1 FROM help_line later
    WHERE later.organisation_id = h.organisation_id AND (later.at > h.at OR later.at = h.at AND later.id > h.id))
ORDER BY o.created_at, o.id LIMIT 50;
