-- name: AddWorry :exec
INSERT INTO worry (participant_id, id, organisation_id, at, by_account, standing, sealed, body) VALUES ($1, $2, $3, $4, $5, 0, $6, $7);

-- name: SetWorryStanding :exec
UPDATE worry SET standing = $4 WHERE participant_id = $1 AND id = $2 AND organisation_id = $3;

-- name: FindWorry :one
SELECT participant_id, id, at, by_account, standing, sealed, body FROM worry WHERE participant_id = $1 AND id = $2;

-- Everybody's, those that nobody has taken on first, and among them the newest.
-- name: ListWorries :many
SELECT p.id, p.organisation_id, p.team_id, p.definition_key, p.definition_version, p.stage, p.discharged_on, p.referred_at, p.referred_by, p.study,
       i.id AS identity_id, i.sealed, k.wrapped, t.name AS team_name,
       w.id AS worry_id, w.at, w.by_account, w.standing, w.sealed AS worry_sealed
FROM worry w
JOIN participant p ON p.id = w.participant_id
JOIN identity i ON i.participant_id = p.id AND i.id = p.identity_id
JOIN person_key k ON k.id = p.id
JOIN team t ON t.id = p.team_id
WHERE w.organisation_id = $1
ORDER BY w.standing, w.at DESC, w.id LIMIT $2 OFFSET $3;

-- name: CountWorries :one
SELECT count(*) FROM worry WHERE organisation_id = $1;

-- name: CountOpenWorries :one
SELECT count(*) FROM worry WHERE organisation_id = $1 AND standing = 0;
