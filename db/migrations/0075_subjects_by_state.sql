-- The queue searches the subjects of cases that are not closed, a tenth of all: they get an index of words of their own.
DROP INDEX "cases_subject_idx";--> statement-breakpoint
CREATE INDEX "cases_closed_subject_idx" ON "cases" USING gin (to_tsvector('simple', subject)) WITH (gin_pending_list_limit=256) WHERE status = 'closed';--> statement-breakpoint
CREATE INDEX "cases_subject_idx" ON "cases" USING gin (to_tsvector('simple', subject)) WITH (gin_pending_list_limit=256) WHERE status in ('new','open','waiting','with_account_manager','resolved');