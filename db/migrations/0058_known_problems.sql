ALTER TABLE "problem_cases" ADD COLUMN "told_title" text;--> statement-breakpoint
ALTER TABLE "problem_cases" ADD COLUMN "told_body" text;--> statement-breakpoint
ALTER TABLE "problem_cases" ADD COLUMN "told_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "problem_cases" ADD COLUMN "told_by" uuid;--> statement-breakpoint
ALTER TABLE "problem_cases" ADD CONSTRAINT "problem_cases_told_by_users_id_fk" FOREIGN KEY ("told_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- Told whole or not at all. Customers have no right to the table: the words for them are read past it, and nothing else.
alter table problem_cases add constraint problem_cases_told_check
  check (num_nonnulls(told_title, told_body, told_at, told_by) in (0, 4));
--> statement-breakpoint
grant update on problem_cases to concord_staff;
