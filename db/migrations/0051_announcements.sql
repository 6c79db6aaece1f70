CREATE TABLE "announcement_organisations" (
	"announcement_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	CONSTRAINT "announcement_organisations_announcement_id_organisation_id_pk" PRIMARY KEY("announcement_id","organisation_id")
);
--> statement-breakpoint
CREATE TABLE "announcements" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"audience" text NOT NULL,
	"region_codes" text[] NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone,
	"saving" integer NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_by" uuid
);
--> statement-breakpoint
CREATE TABLE "announcements_hidden" (
	"announcement_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"saving" integer NOT NULL,
	CONSTRAINT "announcements_hidden_announcement_id_user_id_pk" PRIMARY KEY("announcement_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "announcement_organisations" ADD CONSTRAINT "announcement_organisations_announcement_id_announcements_id_fk" FOREIGN KEY ("announcement_id") REFERENCES "public"."announcements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "announcement_organisations" ADD CONSTRAINT "announcement_organisations_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "announcements" ADD CONSTRAINT "announcements_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "announcements" ADD CONSTRAINT "announcements_ended_by_users_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "announcements_hidden" ADD CONSTRAINT "announcements_hidden_announcement_id_announcements_id_fk" FOREIGN KEY ("announcement_id") REFERENCES "public"."announcements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "announcements_hidden" ADD CONSTRAINT "announcements_hidden_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "announcements_ends_idx" ON "announcements" USING btree ("ends_at");--> statement-breakpoint
CREATE INDEX "announcements_starts_idx" ON "announcements" USING btree ("starts_at");
--> statement-breakpoint

-- What drizzle cannot say. Readers have what is for them; who hid what is theirs.
alter table announcements
  add constraint announcements_kind_check check (kind in ('maintenance', 'incident')),
  add constraint announcements_audience_check check (audience in ('everyone', 'regions', 'organisations')),
  add constraint announcements_regions_check check ((audience = 'regions') = (cardinality(region_codes) > 0)),
  add constraint announcements_times_check check (ends_at > starts_at),
  add constraint announcements_ended_check check ((ended_at is null) = (ended_by is null));
--> statement-breakpoint
do $$
declare t text;
begin
  foreach t in array array['announcements','announcement_organisations','announcements_hidden'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', t);
    execute format('create policy staff_all on %I to concord_staff using (true) with check (true)', t);
    execute format('grant select, insert, update on %I to concord_staff', t);
  end loop;
end $$;
--> statement-breakpoint
grant delete on announcement_organisations to concord_staff;
--> statement-breakpoint
grant select (id, kind, audience, region_codes, title, body, starts_at, ends_at, ended_at, saving) on announcements to concord_customer;
--> statement-breakpoint
grant select on announcement_organisations to concord_customer;
--> statement-breakpoint
grant select, insert, update on announcements_hidden to concord_customer;
--> statement-breakpoint
create policy customer_read on announcement_organisations for select to concord_customer using (organisation_id = (select app_organisation()));
--> statement-breakpoint
create policy customer_read on announcements for select to concord_customer using (
  audience = 'everyone'
  or (audience = 'regions' and exists (
    select from organisations o where o.id = (select app_organisation()) and o.region_code = any (announcements.region_codes)))
  or (audience = 'organisations' and exists (select from announcement_organisations o where o.announcement_id = announcements.id)));
--> statement-breakpoint
create policy customer_own on announcements_hidden to concord_customer
  using (user_id = (select app_user()))
  with check (user_id = (select app_user()) and exists (select from announcements a where a.id = announcement_id));
