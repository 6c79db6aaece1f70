CREATE TABLE "case_drafts" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"author_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"body" text NOT NULL,
	"version" integer NOT NULL,
	"saved_at" timestamp (3) with time zone NOT NULL,
	"offered_to" uuid,
	"offered_at" timestamp (3) with time zone,
	CONSTRAINT "case_drafts_organisation_id_id_pk" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "case_presence" (
	"organisation_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"page_id" uuid NOT NULL,
	"doing" text NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "case_presence_page_id_case_id_user_id_pk" PRIMARY KEY("page_id","case_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "case_drafts" ADD CONSTRAINT "case_drafts_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_drafts" ADD CONSTRAINT "case_drafts_offered_to_users_id_fk" FOREIGN KEY ("offered_to") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_drafts" ADD CONSTRAINT "case_drafts_case_fk" FOREIGN KEY ("organisation_id","case_id") REFERENCES "public"."cases"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_presence" ADD CONSTRAINT "case_presence_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_presence" ADD CONSTRAINT "case_presence_case_fk" FOREIGN KEY ("organisation_id","case_id") REFERENCES "public"."cases"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "case_drafts_own_key" ON "case_drafts" USING btree ("case_id","author_id","kind") WHERE offered_to is null;--> statement-breakpoint
CREATE INDEX "case_drafts_offered_idx" ON "case_drafts" USING btree ("offered_to","case_id") WHERE offered_to is not null;--> statement-breakpoint
CREATE INDEX "case_presence_seen_idx" ON "case_presence" USING btree ("seen_at");
--> statement-breakpoint

-- What drizzle cannot say. Presence is lost with a crash and made anew by the pages that are open; nobody outside learns of it.
alter table case_presence set unlogged;
--> statement-breakpoint
alter table case_presence add constraint case_presence_doing_check check (doing in ('reading', 'writing'));
--> statement-breakpoint
alter table case_drafts
  add constraint case_drafts_kind_check check (kind in ('reply', 'note')),
  add constraint case_drafts_offered_check check ((offered_to is null) = (offered_at is null) and offered_to <> author_id);
--> statement-breakpoint
do $$
declare t text;
begin
  foreach t in array array['case_presence', 'case_drafts']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', t);
  end loop;
end $$;
--> statement-breakpoint
create policy staff_all on case_presence to concord_staff using (true) with check (true);
--> statement-breakpoint
grant select, insert, update, delete on case_presence, case_drafts to concord_staff;
--> statement-breakpoint

-- A draft is its author’s, and of the colleague it is offered to; a customer’s only on a case they see, and never a note.
create policy staff_own on case_drafts to concord_staff
  using ((select app_user()) is null or author_id = (select app_user()) or offered_to = (select app_user()))
  with check ((select app_user()) is null or author_id = (select app_user()) or offered_to = (select app_user()));
--> statement-breakpoint
grant select, insert, update, delete on case_drafts to concord_customer;
--> statement-breakpoint
create policy customer_own on case_drafts to concord_customer
  using (author_id = (select app_user()) and organisation_id = (select app_organisation()))
  with check (author_id = (select app_user()) and organisation_id = (select app_organisation()) and kind = 'reply' and offered_to is null
    and exists (select from cases c where c.id = case_id));
