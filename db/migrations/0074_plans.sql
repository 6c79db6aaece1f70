CREATE TABLE "plans" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "article_plans" (
	"article_id" uuid NOT NULL,
	"plan_id" uuid NOT NULL,
	CONSTRAINT "article_plans_article_id_plan_id_pk" PRIMARY KEY("article_id","plan_id")
);
--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "plan_id" uuid;--> statement-breakpoint
ALTER TABLE "article_plans" ADD CONSTRAINT "article_plans_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_plans" ADD CONSTRAINT "article_plans_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "plans_name_key" ON "plans" USING btree (lower(name));--> statement-breakpoint
CREATE INDEX "article_plans_plan_idx" ON "article_plans" USING btree ("plan_id");--> statement-breakpoint
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "organisations_plan_idx" ON "organisations" USING btree ("plan_id");
--> statement-breakpoint

-- What drizzle cannot say. A plan is what an organisation has bought of ours, as our administrators say; an article for plans is read by
-- whoever belongs to an organisation on one of them, and found by nobody else (AB-081).
do $$
declare t text;
begin
  foreach t in array array['plans','article_plans']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', t);
    execute format('create policy staff_all on %I to concord_staff using (true) with check (true)', t);
  end loop;
end $$;
--> statement-breakpoint
grant select, insert, update (name) on plans to concord_staff;
--> statement-breakpoint
grant select, insert, delete on article_plans to concord_staff;
--> statement-breakpoint
grant select on article_plans to concord_customer;
--> statement-breakpoint
create function app_plan() returns uuid language sql stable as $$ select plan_id from organisations where id = app_organisation() $$;
--> statement-breakpoint
create policy customer_read on article_plans for select to concord_customer using (plan_id = (select app_plan()));
--> statement-breakpoint
alter table articles drop constraint articles_audience_check;
--> statement-breakpoint
alter table articles add constraint articles_audience_check check (audience in ('everyone', 'customers', 'plans', 'organisations', 'staff'));
--> statement-breakpoint
drop policy customer_read on articles;
--> statement-breakpoint
create policy customer_read on articles for select to concord_customer using (
  published_number is not null
  and (audience = 'everyone'
    or (audience = 'customers' and (select app_organisation()) is not null)
    or (audience = 'plans' and exists (select from article_plans p where p.article_id = articles.id))
    or (audience = 'organisations' and exists (select from article_organisations o where o.article_id = articles.id))));
--> statement-breakpoint
create or replace function app_help_scopes() returns text[] language sql stable as $$
  select case when app_organisation() is null then array['everyone']
    else array_remove(array['everyone', 'customers', app_organisation()::text, app_plan()::text], null) end $$;
