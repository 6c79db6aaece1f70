CREATE TABLE "case_followers" (
	"organisation_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"left_at" timestamp (3) with time zone,
	CONSTRAINT "case_followers_case_id_user_id_pk" PRIMARY KEY("case_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "case_warnings" (
	"organisation_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"metric" text NOT NULL,
	"stage" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"raised_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "case_warnings_case_id_metric_stage_due_at_pk" PRIMARY KEY("case_id","metric","stage","due_at")
);
--> statement-breakpoint
CREATE TABLE "digest_days" (
	"person_id" uuid NOT NULL,
	"day" date NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "digest_days_person_id_day_pk" PRIMARY KEY("person_id","day")
);
--> statement-breakpoint
CREATE TABLE "news_reader" (
	"id" integer PRIMARY KEY NOT NULL,
	"xid" "xid8" NOT NULL,
	"event_id" bigint NOT NULL,
	CONSTRAINT "news_reader_is_one_row" CHECK (id = 1)
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"side" text NOT NULL,
	"organisation_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"facts" jsonb NOT NULL,
	"dedupe_key" text NOT NULL,
	"on_page" boolean NOT NULL,
	"by_mail" boolean NOT NULL,
	"happened_at" timestamp (3) with time zone NOT NULL,
	"tell_at" timestamp (3) with time zone NOT NULL,
	"told_at" timestamp (3) with time zone,
	"read_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "notifications" SET DEFAULT '{}'::jsonb;--> statement-breakpoint
ALTER TABLE "case_followers" ADD CONSTRAINT "case_followers_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_followers" ADD CONSTRAINT "case_followers_case_fk" FOREIGN KEY ("organisation_id","case_id") REFERENCES "public"."cases"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_warnings" ADD CONSTRAINT "case_warnings_case_fk" FOREIGN KEY ("organisation_id","case_id") REFERENCES "public"."cases"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "digest_days" ADD CONSTRAINT "digest_days_person_id_users_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_person_id_users_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_case_fk" FOREIGN KEY ("organisation_id","case_id") REFERENCES "public"."cases"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "case_warnings_running_idx" ON "case_warnings" USING btree ("case_id") WHERE ended_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_dedupe_key" ON "notifications" USING btree ("dedupe_key");--> statement-breakpoint
CREATE INDEX "notifications_of_person_idx" ON "notifications" USING btree ("person_id","side","told_at","id") WHERE told_at is not null and on_page;--> statement-breakpoint
CREATE INDEX "notifications_unread_idx" ON "notifications" USING btree ("person_id","side","told_at","id") WHERE told_at is not null and on_page and read_at is null and ended_at is null;--> statement-breakpoint
CREATE INDEX "notifications_untold_idx" ON "notifications" USING btree ("tell_at") WHERE told_at is null and ended_at is null;--> statement-breakpoint
CREATE INDEX "notifications_running_idx" ON "notifications" USING btree ("case_id") WHERE ended_at is null and kind in ('at_risk', 'breached');--> statement-breakpoint
CREATE INDEX "cases_at_risk_idx" ON "cases" USING btree ("next_at_risk_at","id","next_metric","next_due_at") WHERE status in ('new','open','waiting','with_account_manager') and next_at_risk_at is not null;--> statement-breakpoint
CREATE INDEX "outbox_sent_to_idx" ON "outbox" USING btree ("recipient_id","sent_at") WHERE sent_at is not null;--> statement-breakpoint
CREATE INDEX "outbox_folded_idx" ON "outbox" USING btree ("recipient_id") WHERE status = 'folded';
--> statement-breakpoint

-- What drizzle cannot say. Somebody's news are theirs alone, on our side too; the system, which has no person, tells everybody.
alter table notifications add constraint notifications_side_check check (side in ('customer', 'staff'));
--> statement-breakpoint
alter table case_warnings add constraint case_warnings_stage_check check (stage in ('at_risk', 'breached'));
--> statement-breakpoint
do $$
declare t text;
begin
  foreach t in array array['case_warnings','case_followers','digest_days','news_reader']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', t);
    execute format('create policy staff_all on %I to concord_staff using (true) with check (true)', t);
    execute format('grant select, insert, update on %I to concord_staff', t);
  end loop;
end $$;
--> statement-breakpoint
alter table notifications enable row level security;
--> statement-breakpoint
alter table notifications force row level security;
--> statement-breakpoint
create policy owner_all on notifications to current_user using (true) with check (true);
--> statement-breakpoint
create policy staff_own on notifications to concord_staff
  using ((select app_user()) is null or person_id = (select app_user()))
  with check ((select app_user()) is null or person_id = (select app_user()));
--> statement-breakpoint
create policy customer_read on notifications for select to concord_customer using (
  person_id = (select app_user()) and side = 'customer' and organisation_id = (select app_organisation())
  and exists (select from cases c where c.id = case_id));
--> statement-breakpoint
create policy customer_mark on notifications for update to concord_customer
  using (person_id = (select app_user()) and side = 'customer' and organisation_id = (select app_organisation()))
  with check (person_id = (select app_user()) and side = 'customer' and organisation_id = (select app_organisation()));
--> statement-breakpoint
grant select, insert, update, delete on notifications to concord_staff;
--> statement-breakpoint
grant select, update (read_at) on notifications to concord_customer;
--> statement-breakpoint
insert into news_reader (id, xid, event_id) values (1, '0', 0);
--> statement-breakpoint

-- Where somebody hears of what is now said topic by topic (lib/identity/choices.ts).
update users set notifications = case when (notifications ->> 'caseMail')::boolean is false
  then '{"topics":{"answer":{"page":true,"mail":false},"change":{"page":true,"mail":false}}}'::jsonb else '{}'::jsonb end;
