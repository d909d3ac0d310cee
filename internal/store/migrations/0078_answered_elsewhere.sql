-- Who says no, or stops everything, has answered what was asked of them by then under each of
-- their records: where they were referred, and invited last, before it, nobody asks them again.
-- Of stopping the day counts, as everybody may know it: one who stops on the day on which they
-- were asked is asked.

-- +goose Up

CREATE VIEW answered_elsewhere AS
SELECT a.participant_id, b.participant_id AS other_id
FROM joined_record a
CROSS JOIN joined_record b
CROSS JOIN standing s
CROSS JOIN participant x
WHERE b.first_id = a.first_id AND b.participant_id <> a.participant_id AND s.participant_id = b.participant_id
  AND x.id = a.participant_id
  AND CASE s.stage
    WHEN 'not_consented' THEN (SELECT CAST(max(d.at) AS TEXT) FROM declining d WHERE d.participant_id = b.participant_id
      AND NOT EXISTS (
        SELECT 1 FROM undoing u WHERE u.participant_id = d.participant_id AND u.kind = 'declining' AND u.fact_id = d.id))
    WHEN 'withdrawn' THEN s.since
  END > CAST(coalesce((
    SELECT max(i.at) FROM invitation i
    WHERE i.participant_id = x.id AND coalesce(i.course_id, i.participant_id) = coalesce(x.course_id, x.id) AND NOT EXISTS (
      SELECT 1 FROM undoing u WHERE u.participant_id = i.participant_id AND u.kind = 'invitation' AND u.fact_id = i.id)),
    x.referred_at) AS TEXT);
