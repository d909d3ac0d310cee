-- name: SetLifeStanding :exec
UPDATE life_event SET standing = $4 WHERE participant_id = $1 AND id = $2 AND organisation_id = $3;

-- Everybody's, or a team's, between two standings, those that nobody has read first, and among them the newest.
-- name: ListLifeNews :many
WITH page AS MATERIALIZED (
  SELECT w.* FROM (
    SELECT e.participant_id, e.id, e.at, e.by_account, e.standing, e.sealed FROM life_event e
    WHERE e.organisation_id = $1 AND e.standing BETWEEN $5 AND $6 AND (
        SELECT 1 FROM undoing_of_visits u WHERE u.participant_id = e.participant_id AND u.kind = 'life_event' AND u.fact_id = e.id LIMIT 1) IS NULL
      AND (CAST($4 AS TEXT) = '' OR (SELECT x.team_id FROM participant x WHERE x.id = e.participant_id) = CAST($4 AS TEXT))
    ORDER BY e.standing, e.at DESC, e.id LIMIT $2 OFFSET $3) w LIMIT 200
)
SELECT sqlc.embed(p), e.id AS event_id, e.at, e.by_account, e.standing, e.sealed AS event_sealed,
       EXISTS (SELECT 1 FROM life_fact f WHERE f.participant_id = e.participant_id AND f.event_id = e.id) AS told
FROM page e
CROSS JOIN person p
WHERE p.id = e.participant_id
ORDER BY e.standing, e.at DESC, e.id;

-- name: CountLifeNews :one
SELECT count(*) FROM life_event e WHERE e.organisation_id = $1 AND e.standing BETWEEN $3 AND $4 AND NOT EXISTS (
    SELECT 1 FROM undoing_of_visits u WHERE u.participant_id = e.participant_id AND u.kind = 'life_event' AND u.fact_id = e.id)
  AND (CAST($2 AS TEXT) = '' OR (SELECT x.team_id FROM participant x WHERE x.id = e.participant_id) = CAST($2 AS TEXT));

-- name: CountOpenLifeNews :one
SELECT count(*) FROM life_event e WHERE e.organisation_id = $1 AND e.standing < 2 AND NOT EXISTS (
    SELECT 1 FROM undoing_of_visits u WHERE u.participant_id = e.participant_id AND u.kind = 'life_event' AND u.fact_id = e.id)
  AND (CAST($2 AS TEXT) = '' OR (SELECT x.team_id FROM participant x WHERE x.id = e.participant_id) = CAST($2 AS TEXT));
