CREATE TABLE "engagement_ratings" (
	"organisation_id" uuid NOT NULL,
	"engagement_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"answer" text NOT NULL,
	"comment" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "engagement_ratings_organisation_id_engagement_id_user_id_pk" PRIMARY KEY("organisation_id","engagement_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "milestone_notices" (
	"organisation_id" uuid NOT NULL,
	"milestone_id" uuid NOT NULL,
	"delivered_at" timestamp (3) with time zone NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "milestone_notices_organisation_id_milestone_id_delivered_at_pk" PRIMARY KEY("organisation_id","milestone_id","delivered_at")
);
--> statement-breakpoint
CREATE TABLE "timers" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"engagement_id" uuid NOT NULL,
	"role" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "engagement_ratings" ADD CONSTRAINT "engagement_ratings_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagement_ratings" ADD CONSTRAINT "engagement_ratings_engagement_fk" FOREIGN KEY ("organisation_id","engagement_id") REFERENCES "public"."engagements"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "milestone_notices" ADD CONSTRAINT "milestone_notices_milestone_fk" FOREIGN KEY ("organisation_id","milestone_id") REFERENCES "public"."milestones"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "timers" ADD CONSTRAINT "timers_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "timers" ADD CONSTRAINT "timers_engagement_fk" FOREIGN KEY ("organisation_id","engagement_id") REFERENCES "public"."engagements"("organisation_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint

-- What drizzle cannot say: who sees what, and the terms that say what silence means (services.md §1.6).
alter table engagement_ratings add constraint engagement_ratings_check check (answer in ('great', 'okay', 'not_good'));
--> statement-breakpoint
create function keep_engagement_rating() returns trigger language plpgsql as $$
begin
  if not exists (select from engagements e where e.organisation_id = new.organisation_id and e.id = new.engagement_id and e.state in ('delivered', 'closed')) then
    raise exception 'only what is delivered is judged' using errcode = '23514';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger engagement_ratings_keep before insert or update on engagement_ratings for each row execute function keep_engagement_rating();
--> statement-breakpoint
create trigger milestone_notices_append_only before update or delete on milestone_notices for each row execute function refuse_change();
--> statement-breakpoint
do $$
declare t text;
begin
  foreach t in array array['milestone_notices', 'timers', 'engagement_ratings']
  loop
    execute format('create trigger %I before truncate on %I for each statement execute function refuse_change()', t || '_no_truncate', t);
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', t);
    execute format('create policy staff_all on %I to concord_staff using (true) with check (true)', t);
    execute format('grant select, insert on %I to concord_staff', t);
  end loop;
end $$;
--> statement-breakpoint
grant delete on timers to concord_staff;
--> statement-breakpoint
grant update on engagement_ratings to concord_staff;
--> statement-breakpoint
grant select on engagement_ratings to concord_customer;
--> statement-breakpoint
create policy customer_read on engagement_ratings for select to concord_customer using (
  organisation_id = (select app_organisation()) and exists (select from engagements e where e.id = engagement_id));
--> statement-breakpoint
insert into quote_terms (version, words, sha256, since)
select 2, words, encode(sha256(convert_to(words, 'UTF8')), 'hex'), '2026-11-29T00:00:00Z' from (
  select words || E'\n\n6. A part of the work that we deliver waits for your acceptance. We tell you when it is delivered, and again at least three business days before: without a word of yours it counts as accepted after ten business days.' as words
  from quote_terms where version = 1) as terms;
