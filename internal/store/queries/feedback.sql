-- Of everybody, what holds, the newest first: whose it is only so far as the
-- policy asks, and the newest consent, which says whether words may be repeated.
-- name: ListFeedbackOfAll :many
WITH page AS MATERIALIZED (
  SELECT w.* FROM (
    SELECT f.participant_id, f.id, f.at, f.course_id, f.sealed FROM feedback f
    WHERE f.organisation_id = $1 AND NOT f.in_error AND (
      SELECT 1 FROM feedback later WHERE later.participant_id = f.participant_id AND later.replaces = f.id LIMIT 1) IS NULL
    ORDER BY f.at DESC, f.participant_id, f.id LIMIT $2 OFFSET $3) w LIMIT 200
)
SELECT p.id, p.organisation_id, p.team_id, p.definition_key, p.definition_version, p.stage, p.study, p.wrapped, f.id AS feedback_id, f.sealed, c.id AS consent_id, c.sealed AS consent_sealed
FROM page f
JOIN person p ON p.id = f.participant_id
LEFT JOIN consent c ON c.participant_id = p.id AND c.id = (SELECT newest.id FROM consent newest WHERE newest.participant_id = p.id
                AND coalesce(newest.course_id, newest.participant_id) = coalesce(f.course_id, f.participant_id)
                AND NOT EXISTS (
    SELECT 1 FROM undoing u WHERE u.participant_id = newest.participant_id AND u.kind = 'consent' AND u.fact_id = newest.id)
                ORDER BY newest.step DESC, newest.id LIMIT 1)
ORDER BY f.at DESC, f.participant_id, f.id;

-- name: CountFeedback :one
SELECT count(*) FROM feedback f
WHERE f.organisation_id = $1 AND NOT f.in_error
  AND NOT EXISTS (SELECT 1 FROM feedback later WHERE later.participant_id = f.participant_id AND later.replaces = f.id);
