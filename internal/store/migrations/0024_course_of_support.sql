-- Which course of support a fact belongs to, and with which of the
-- organisation's changes it was written. Both are null in rows from before, so
-- that their digests stay what they were: no course is the person's first, whose
-- id is the person's. What happens in somebody's life, and worries about them,
-- are theirs whatever course they are in, and have none.

-- +goose Up

ALTER TABLE referral ADD COLUMN course_id TEXT;
ALTER TABLE referral ADD COLUMN seq BIGINT;
ALTER TABLE screening ADD COLUMN course_id TEXT;
ALTER TABLE screening ADD COLUMN seq BIGINT;
ALTER TABLE invitation ADD COLUMN course_id TEXT;
ALTER TABLE invitation ADD COLUMN seq BIGINT;
ALTER TABLE consent ADD COLUMN course_id TEXT;
ALTER TABLE consent ADD COLUMN seq BIGINT;
ALTER TABLE declining ADD COLUMN course_id TEXT;
ALTER TABLE declining ADD COLUMN seq BIGINT;
ALTER TABLE withdrawal ADD COLUMN course_id TEXT;
ALTER TABLE withdrawal ADD COLUMN seq BIGINT;
ALTER TABLE taking_part ADD COLUMN course_id TEXT;
ALTER TABLE taking_part ADD COLUMN seq BIGINT;
ALTER TABLE allocation ADD COLUMN course_id TEXT;
ALTER TABLE allocation ADD COLUMN seq BIGINT;
ALTER TABLE match ADD COLUMN course_id TEXT;
ALTER TABLE match ADD COLUMN seq BIGINT;
ALTER TABLE match_end ADD COLUMN course_id TEXT;
ALTER TABLE match_end ADD COLUMN seq BIGINT;
ALTER TABLE match_fact ADD COLUMN course_id TEXT;
ALTER TABLE match_fact ADD COLUMN seq BIGINT;
ALTER TABLE course_fact ADD COLUMN course_id TEXT;
ALTER TABLE course_fact ADD COLUMN seq BIGINT;
ALTER TABLE ending_fact ADD COLUMN course_id TEXT;
ALTER TABLE ending_fact ADD COLUMN seq BIGINT;
ALTER TABLE letter ADD COLUMN course_id TEXT;
ALTER TABLE letter ADD COLUMN seq BIGINT;
ALTER TABLE note_copy ADD COLUMN course_id TEXT;
ALTER TABLE note_copy ADD COLUMN seq BIGINT;
ALTER TABLE episode ADD COLUMN course_id TEXT;
ALTER TABLE episode ADD COLUMN seq BIGINT;
ALTER TABLE follow_up ADD COLUMN course_id TEXT;
ALTER TABLE follow_up ADD COLUMN seq BIGINT;
ALTER TABLE follow_up_call ADD COLUMN course_id TEXT;
ALTER TABLE follow_up_call ADD COLUMN seq BIGINT;
ALTER TABLE feedback ADD COLUMN course_id TEXT;
ALTER TABLE feedback ADD COLUMN seq BIGINT;
ALTER TABLE sharing ADD COLUMN course_id TEXT;
ALTER TABLE sharing ADD COLUMN seq BIGINT;
ALTER TABLE workbook_answer ADD COLUMN course_id TEXT;
ALTER TABLE workbook_answer ADD COLUMN seq BIGINT;
ALTER TABLE workbook_choice ADD COLUMN course_id TEXT;
ALTER TABLE workbook_choice ADD COLUMN seq BIGINT;

ALTER TABLE home_note ADD COLUMN seq BIGINT;
ALTER TABLE identity ADD COLUMN seq BIGINT;
ALTER TABLE life_event ADD COLUMN seq BIGINT;
ALTER TABLE life_fact ADD COLUMN seq BIGINT;
ALTER TABLE worry ADD COLUMN seq BIGINT;
ALTER TABLE worry_fact ADD COLUMN seq BIGINT;
ALTER TABLE worker_fact ADD COLUMN seq BIGINT;

-- A write names its organisation as well: without this SQLite would go through
-- everybody's lookups to remove one person's.
DROP INDEX lookup_owner;
CREATE INDEX lookup_owner ON lookup (owner_id, organisation_id);
