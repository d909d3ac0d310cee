-- Those who have been invited and have not answered, whoever has thought longest first;
-- nobody for whom life has everything wait, and nobody who has died. Nor is
-- anybody asked in a record in whose place another of theirs goes on, or who has answered under another.
-- name: ListInvited :many
WITH page AS MATERIALIZED (
  SELECT w.* FROM (
    SELECT s.participant_id, v.invited_on FROM standing s
    CROSS JOIN invitation v
    WHERE s.organisation_id = $1 AND s.stage = $2 AND v.participant_id = s.participant_id
      AND coalesce(v.course_id, v.participant_id) = s.course_id
      AND v.step = (SELECT max(w.step) FROM invitation w
                    WHERE w.participant_id = s.participant_id AND coalesce(w.course_id, w.participant_id) = s.course_id
                      AND NOT EXISTS (SELECT 1 FROM undoing u WHERE u.participant_id = w.participant_id
                                      AND u.kind = 'invitation' AND u.fact_id = w.id))
      AND CASE WHEN CAST($6 AS TEXT) = '' THEN s.life NOT IN ('paused', 'stopped') ELSE s.stands = CAST($6 AS TEXT) END
      AND (CAST($3 AS TEXT) = '' OR (SELECT x.team_id FROM participant x WHERE x.id = s.participant_id) = CAST($3 AS TEXT))
      AND (
        SELECT 1 FROM other_record o
        WHERE o.participant_id = s.participant_id AND o.other_until >= $7 AND (o.before OR o.goes_on_until < $7) LIMIT 1) IS NULL
      AND (SELECT 1 FROM answered_elsewhere y WHERE y.participant_id = s.participant_id LIMIT 1) IS NULL
    ORDER BY v.invited_on, s.participant_id LIMIT $4 OFFSET $5) w LIMIT 200
)
SELECT sqlc.embed(p), g.invited_on
FROM page g
CROSS JOIN person p
WHERE p.id = g.participant_id
ORDER BY g.invited_on, g.participant_id;
