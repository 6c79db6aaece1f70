CREATE TABLE "help_deflections" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid,
	"line" text NOT NULL,
	"suggested_at" timestamp (3) with time zone NOT NULL,
	"suggested" uuid[] NOT NULL,
	"opened" uuid[] NOT NULL,
	"solved_by" uuid,
	"solved_at" timestamp (3) with time zone,
	"came_back_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "help_deflections" ADD CONSTRAINT "help_deflections_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "help_deflections" ADD CONSTRAINT "help_deflections_solved_by_articles_id_fk" FOREIGN KEY ("solved_by") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "help_deflections_at_idx" ON "help_deflections" USING btree ("suggested_at");--> statement-breakpoint
CREATE INDEX "help_deflections_user_idx" ON "help_deflections" USING btree ("user_id","solved_at") WHERE user_id is not null;--> statement-breakpoint
CREATE INDEX "help_postings_impact_idx" ON "help_postings" USING btree ("scope","term","impact" DESC NULLS LAST,"article_id");
--> statement-breakpoint

-- What drizzle cannot say. Who looked for an answer is nobody's to read but the job that forgets it and the report that counts.
alter table help_deflections
  enable row level security,
  force row level security,
  add constraint help_deflections_solved_check check ((solved_by is null) = (solved_at is null)),
  add constraint help_deflections_back_check check (came_back_at is null or solved_at is not null);
--> statement-breakpoint
create policy owner_all on help_deflections to current_user using (true) with check (true);
--> statement-breakpoint
create policy staff_all on help_deflections to concord_staff using (true) with check (true);
--> statement-breakpoint
grant select, insert, update, delete on help_deflections to concord_staff;
