-- A case that goes on in another one of its organisation. It is closed, so that no list of open cases knows it.
CREATE TABLE "case_merges" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"target_id" uuid NOT NULL,
	"merged_by" uuid NOT NULL,
	"merged_at" timestamp (3) with time zone NOT NULL,
	"trace" jsonb NOT NULL,
	"undone_at" timestamp (3) with time zone,
	"undone_by" uuid,
	CONSTRAINT "case_merges_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "merged_into_id" uuid;--> statement-breakpoint
ALTER TABLE "case_merges" ADD CONSTRAINT "case_merges_merged_by_users_id_fk" FOREIGN KEY ("merged_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_merges" ADD CONSTRAINT "case_merges_undone_by_users_id_fk" FOREIGN KEY ("undone_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_merges" ADD CONSTRAINT "case_merges_source_fk" FOREIGN KEY ("organisation_id","source_id") REFERENCES "public"."cases"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_merges" ADD CONSTRAINT "case_merges_target_fk" FOREIGN KEY ("organisation_id","target_id") REFERENCES "public"."cases"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "case_merges_source_key" ON "case_merges" USING btree ("source_id") WHERE undone_at is null;--> statement-breakpoint
CREATE INDEX "case_merges_target_idx" ON "case_merges" USING btree ("target_id","merged_at") WHERE undone_at is null;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_merged_into_fk" FOREIGN KEY ("organisation_id","merged_into_id") REFERENCES "public"."cases"("organisation_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
alter table cases add constraint cases_merged_is_closed_check check (merged_into_id is null or (status = 'closed' and merged_into_id <> id));
--> statement-breakpoint
alter policy customer_insert on cases with check (
  organisation_id = (select app_organisation()) and requester_id = (select app_user()) and status in ('new', 'with_account_manager')
  and (assignee_id is null or status = 'with_account_manager') and resolved_at is null and last_public_staff_message_at is null
  and merged_into_id is null);
--> statement-breakpoint
alter table case_merges enable row level security;
--> statement-breakpoint
alter table case_merges force row level security;
--> statement-breakpoint
create policy owner_all on case_merges to current_user using (true) with check (true);
--> statement-breakpoint
create policy staff_all on case_merges to concord_staff using (true) with check (true);
--> statement-breakpoint
grant select, insert, update on case_merges to concord_staff;
--> statement-breakpoint
grant delete on case_followers to concord_staff;
