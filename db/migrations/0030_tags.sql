CREATE TABLE "case_tags" (
	"organisation_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"tag_id" uuid NOT NULL,
	"closed" boolean NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL,
	"added_by" uuid,
	CONSTRAINT "case_tags_case_id_tag_id_pk" PRIMARY KEY("case_id","tag_id")
);
--> statement-breakpoint
CREATE TABLE "tags" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" uuid,
	"merged_into_id" uuid,
	"removed_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "case_tags" ADD CONSTRAINT "case_tags_tag_id_tags_id_fk" FOREIGN KEY ("tag_id") REFERENCES "public"."tags"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_tags" ADD CONSTRAINT "case_tags_added_by_users_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_tags" ADD CONSTRAINT "case_tags_case_fk" FOREIGN KEY ("organisation_id","case_id") REFERENCES "public"."cases"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tags" ADD CONSTRAINT "tags_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tags" ADD CONSTRAINT "tags_merged_into_id_tags_id_fk" FOREIGN KEY ("merged_into_id") REFERENCES "public"."tags"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "case_tags_live_idx" ON "case_tags" USING btree ("tag_id","case_id") WHERE not closed;--> statement-breakpoint
CREATE INDEX "case_tags_tag_idx" ON "case_tags" USING btree ("tag_id");--> statement-breakpoint
CREATE UNIQUE INDEX "tags_name_key" ON "tags" USING btree (lower(name)) WHERE removed_at is null and merged_into_id is null;--> statement-breakpoint
CREATE INDEX "tags_merged_into_idx" ON "tags" USING btree ("merged_into_id") WHERE merged_into_id is not null;
--> statement-breakpoint

-- What drizzle cannot say. Tags are staff's alone: the customer's role has no right to them at all.
alter table tags add constraint tags_name_check check (length(name) between 1 and 40);
--> statement-breakpoint
alter table tags add constraint tags_merged_check check (merged_into_id <> id);
--> statement-breakpoint
alter table tags enable row level security;
--> statement-breakpoint
alter table tags force row level security;
--> statement-breakpoint
create policy owner_all on tags to current_user using (true) with check (true);
--> statement-breakpoint
create policy staff_all on tags to concord_staff using (true) with check (true);
--> statement-breakpoint
grant select, insert, update on tags to concord_staff;
--> statement-breakpoint
alter table case_tags enable row level security;
--> statement-breakpoint
alter table case_tags force row level security;
--> statement-breakpoint
create policy owner_all on case_tags to current_user using (true) with check (true);
--> statement-breakpoint
create policy staff_all on case_tags to concord_staff using (true) with check (true);
--> statement-breakpoint
grant select, insert, update, delete on case_tags to concord_staff;
--> statement-breakpoint

-- A tag finds in its own index what a queue can show: whoever closes or reopens a case moves its tags in or out of it.
create function repeat_closed_on_tags() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  update public.case_tags set closed = (new.status = 'closed') where case_id = new.id;
  return null;
end
$$;
--> statement-breakpoint
revoke all on function repeat_closed_on_tags from public;
--> statement-breakpoint
create trigger cases_repeat_closed_on_tags after update of status on cases
  for each row when ((old.status = 'closed') is distinct from (new.status = 'closed')) execute function repeat_closed_on_tags();
