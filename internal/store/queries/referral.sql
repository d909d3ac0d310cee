-- name: AddReferral :exec
INSERT INTO referral (participant_id, id, team_id, at, by_account, discharged_on, sealed, body)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: FindReferral :one
SELECT participant_id, id, team_id, at, by_account, discharged_on, sealed, body
FROM referral WHERE participant_id = $1 AND id = $2;

-- name: FindReferralOfParticipant :one
SELECT participant_id, id, team_id, at, by_account, discharged_on, sealed, body
FROM referral WHERE participant_id = $1 ORDER BY at DESC, id LIMIT 1;

-- name: AddHomeNote :exec
INSERT INTO home_note (participant_id, id, at, by_account, review_by, sealed) VALUES ($1, $2, $3, $4, $5, $6);

-- name: FindHomeNote :one
SELECT participant_id, id, at, by_account, review_by, sealed FROM home_note
WHERE participant_id = $1 ORDER BY at DESC, id LIMIT 1;
