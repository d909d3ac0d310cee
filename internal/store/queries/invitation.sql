-- name: AddInvitation :exec
INSERT INTO invitation (participant_id, id, at, by_account, step, invited_on, sealed, body)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: FindInvitationBody :one
SELECT body FROM invitation WHERE participant_id = $1 AND id = $2;

-- name: ListInvitations :many
SELECT participant_id, id, at, by_account, step, invited_on, sealed FROM invitation WHERE participant_id = $1 ORDER BY step;

-- Those who have been invited and have not answered, whoever has thought longest first.
-- name: ListInvited :many
SELECT sqlc.embed(p), v.invited_on
FROM person p
JOIN invitation v ON v.participant_id = p.id
  AND v.step = (SELECT max(w.step) FROM invitation w WHERE w.participant_id = p.id)
WHERE p.organisation_id = $1 AND p.stage = $2
ORDER BY v.invited_on, p.id LIMIT $3 OFFSET $4;
