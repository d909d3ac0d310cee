-- The source is sealed and only ever written here: a masked role's queries do
-- not select it.

-- name: AddEpisode :exec
INSERT INTO episode (participant_id, id, at, by_account, kind, started_on, ended_on, certainty, replaces, in_error, sealed, body)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- name: FindEpisodeBody :one
SELECT body FROM episode WHERE participant_id = $1 AND id = $2;

-- name: ListEpisodes :many
SELECT participant_id, id, at, kind, started_on, ended_on, certainty, replaces, in_error
FROM episode WHERE participant_id = $1 ORDER BY at, id;

-- name: ListEpisodesOfStudy :many
SELECT e.participant_id, e.id, e.at, e.kind, e.started_on, e.ended_on, e.certainty, e.replaces, e.in_error
FROM episode e JOIN taking_part t ON t.participant_id = e.participant_id
WHERE t.study_id = $1 ORDER BY e.participant_id, e.at, e.id;
