DROP INDEX "cases_unassigned_idx";--> statement-breakpoint
DROP INDEX "cases_breached_idx";--> statement-breakpoint
DROP INDEX "cases_running_idx";--> statement-breakpoint
DROP INDEX "cases_without_promise_idx";--> statement-breakpoint
DROP INDEX "cases_assignee_idx";--> statement-breakpoint
DROP INDEX "cases_waiting_idx";--> statement-breakpoint
DROP INDEX "cases_open_by_age_idx";--> statement-breakpoint
DROP INDEX "cases_open_by_activity_idx";--> statement-breakpoint
DROP INDEX "cases_resolved_idx";--> statement-breakpoint
CREATE INDEX "cases_subject_idx" ON "cases" USING gin (to_tsvector('simple', subject)) WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "cases_breached_idx" ON "cases" USING btree ("severity","next_due_at","opened_at","id","region_code","category","status","assignee_id","organisation_id") WHERE status in ('new','open','waiting','with_account_manager') and next_due_at is not null;--> statement-breakpoint
CREATE INDEX "cases_running_idx" ON "cases" USING btree ("region_code","calendar_id","next_calendar_id","next_due_at","severity","opened_at","id","next_at_risk_at","category","status","assignee_id","organisation_id") WHERE status in ('new','open','waiting','with_account_manager') and next_due_at is not null;--> statement-breakpoint
CREATE INDEX "cases_without_promise_idx" ON "cases" USING btree ((status = 'waiting'),"customer_waiting_since","opened_at","id","region_code","severity","category","status","assignee_id","organisation_id") WHERE status in ('new','open','waiting','with_account_manager') and next_due_at is null;--> statement-breakpoint
CREATE INDEX "cases_assignee_idx" ON "cases" USING btree ("assignee_id","region_code","calendar_id","next_calendar_id","next_due_at","severity","opened_at","id","next_at_risk_at","category","status") WHERE status in ('new','open','waiting','with_account_manager');--> statement-breakpoint
CREATE INDEX "cases_waiting_idx" ON "cases" USING btree ("last_activity_at","id") WHERE status = 'waiting';--> statement-breakpoint
CREATE INDEX "cases_open_by_age_idx" ON "cases" USING btree ("opened_at","id","region_code","severity","category","status","assignee_id","organisation_id") WHERE status in ('new','open','waiting','with_account_manager');--> statement-breakpoint
CREATE INDEX "cases_open_by_activity_idx" ON "cases" USING btree ("last_activity_at","id","region_code","severity","category","status","assignee_id","organisation_id") WHERE status in ('new','open','waiting','with_account_manager');--> statement-breakpoint
CREATE INDEX "cases_resolved_idx" ON "cases" USING btree ("resolved_at","id","region_code","severity","category","assignee_id","organisation_id") WHERE status = 'resolved';