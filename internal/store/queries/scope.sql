-- What the policy needs to know of a thing, and nothing more.

-- name: ScopeOfTeam :one
SELECT organisation_id FROM team WHERE id = $1;

-- name: ScopeOfParticipant :one
SELECT organisation_id, team_id, study, definition_key, definition_version, worker_id FROM participant WHERE id = $1;

-- name: ScopeOfAccount :one
SELECT organisation_id, participant_id FROM account WHERE id = $1;

-- name: ScopeOfStudy :one
SELECT organisation_id, definition_key, definition_version, closed_on FROM study WHERE id = $1;
