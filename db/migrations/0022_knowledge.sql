CREATE TABLE "article_drafts" (
	"article_id" uuid PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"summary" text NOT NULL,
	"body" text NOT NULL,
	"version" integer NOT NULL,
	"writer_ids" uuid[] NOT NULL,
	"saved_at" timestamp (3) with time zone NOT NULL,
	"review_asked_at" timestamp (3) with time zone,
	"approved_by" uuid,
	"approved_version" integer
);
--> statement-breakpoint
CREATE TABLE "article_feedback" (
	"id" uuid PRIMARY KEY NOT NULL,
	"article_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"user_id" uuid,
	"is_helpful" boolean NOT NULL,
	"reason" text,
	"comment" text NOT NULL,
	"said_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "article_organisations" (
	"article_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	CONSTRAINT "article_organisations_article_id_organisation_id_pk" PRIMARY KEY("article_id","organisation_id")
);
--> statement-breakpoint
CREATE TABLE "article_sections" (
	"id" uuid PRIMARY KEY NOT NULL,
	"parent_id" uuid,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"description" text NOT NULL,
	"position" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "article_versions" (
	"article_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"title" text NOT NULL,
	"summary" text NOT NULL,
	"body" text NOT NULL,
	"reason" text NOT NULL,
	"published_by" uuid NOT NULL,
	"approved_by" uuid,
	"published_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "article_versions_article_id_number_pk" PRIMARY KEY("article_id","number")
);
--> statement-breakpoint
CREATE TABLE "articles" (
	"id" uuid PRIMARY KEY NOT NULL,
	"section_id" uuid NOT NULL,
	"top_section_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"language" text NOT NULL,
	"audience" text NOT NULL,
	"owner_id" uuid NOT NULL,
	"title" text NOT NULL,
	"summary" text NOT NULL,
	"body" text NOT NULL,
	"published_number" integer,
	"published_at" timestamp (3) with time zone,
	"checked_at" timestamp (3) with time zone,
	"check_by" date NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "help_addresses" (
	"slug" text PRIMARY KEY NOT NULL,
	"article_id" uuid,
	"section_id" uuid
);
--> statement-breakpoint
CREATE TABLE "knowledge_settings" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"needs_review" boolean NOT NULL
);
--> statement-breakpoint
ALTER TABLE "article_drafts" ADD CONSTRAINT "article_drafts_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_drafts" ADD CONSTRAINT "article_drafts_approved_by_users_id_fk" FOREIGN KEY ("approved_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_feedback" ADD CONSTRAINT "article_feedback_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_feedback" ADD CONSTRAINT "article_feedback_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_organisations" ADD CONSTRAINT "article_organisations_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_organisations" ADD CONSTRAINT "article_organisations_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_versions" ADD CONSTRAINT "article_versions_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_versions" ADD CONSTRAINT "article_versions_published_by_users_id_fk" FOREIGN KEY ("published_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_versions" ADD CONSTRAINT "article_versions_approved_by_users_id_fk" FOREIGN KEY ("approved_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "articles" ADD CONSTRAINT "articles_section_id_article_sections_id_fk" FOREIGN KEY ("section_id") REFERENCES "public"."article_sections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "articles" ADD CONSTRAINT "articles_top_section_id_article_sections_id_fk" FOREIGN KEY ("top_section_id") REFERENCES "public"."article_sections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "articles" ADD CONSTRAINT "articles_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "help_addresses" ADD CONSTRAINT "help_addresses_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "help_addresses" ADD CONSTRAINT "help_addresses_section_id_article_sections_id_fk" FOREIGN KEY ("section_id") REFERENCES "public"."article_sections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "article_feedback_person_key" ON "article_feedback" USING btree ("article_id","user_id") WHERE user_id is not null;--> statement-breakpoint
CREATE INDEX "article_feedback_article_idx" ON "article_feedback" USING btree ("article_id","said_at");--> statement-breakpoint
CREATE INDEX "article_organisations_organisation_idx" ON "article_organisations" USING btree ("organisation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "article_sections_name_key" ON "article_sections" USING btree (coalesce(parent_id, '00000000-0000-0000-0000-000000000000'),lower(name));--> statement-breakpoint
CREATE INDEX "articles_section_idx" ON "articles" USING btree ("section_id");--> statement-breakpoint
CREATE INDEX "articles_top_section_idx" ON "articles" USING btree ("top_section_id");--> statement-breakpoint
CREATE INDEX "articles_check_by_idx" ON "articles" USING btree ("check_by");
--> statement-breakpoint

-- What drizzle cannot say. Readers (concord_customer, signed in or not) have of articles the published words that are for them,
-- and nothing of drafts, versions and what other readers said. A section and an address are there for whoever may read what is behind.
alter table article_sections
  add constraint article_sections_parent_fk foreign key (parent_id) references article_sections (id),
  add constraint article_sections_parent_check check (parent_id <> id);
--> statement-breakpoint
alter table articles
  add constraint articles_audience_check check (audience in ('everyone', 'customers', 'organisations', 'staff')),
  add constraint articles_version_fk foreign key (id, published_number) references article_versions (article_id, number);
--> statement-breakpoint
alter table article_feedback
  add constraint article_feedback_reason_check check (reason in ('not_answered', 'wrong', 'unclear')),
  add constraint article_feedback_version_fk foreign key (article_id, number) references article_versions (article_id, number);
--> statement-breakpoint
alter table help_addresses add constraint help_addresses_one_check check (num_nonnulls(article_id, section_id) = 1);
--> statement-breakpoint
alter table knowledge_settings add constraint knowledge_settings_is_one_row check (id = 1);
--> statement-breakpoint
insert into knowledge_settings (id, needs_review) values (1, true);
--> statement-breakpoint
do $$
declare t text;
begin
  foreach t in array array['knowledge_settings','article_sections','articles','article_organisations','article_drafts','article_versions',
    'help_addresses','article_feedback']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', t);
    execute format('create policy staff_all on %I to concord_staff using (true) with check (true)', t);
    execute format('grant select, insert, update on %I to concord_staff', t);
  end loop;
end $$;
--> statement-breakpoint
revoke update on article_versions from concord_staff;
--> statement-breakpoint
grant delete on article_drafts, article_organisations to concord_staff;
--> statement-breakpoint
grant select on article_sections, article_organisations, help_addresses to concord_customer;
--> statement-breakpoint
grant select (id, section_id, top_section_id, slug, language, audience, title, summary, body, published_number, published_at, checked_at)
  on articles to concord_customer;
--> statement-breakpoint
grant select, insert, update on article_feedback to concord_customer;
--> statement-breakpoint
create policy customer_read on article_organisations for select to concord_customer using (organisation_id = (select app_organisation()));
--> statement-breakpoint
create policy customer_read on articles for select to concord_customer using (
  published_number is not null
  and (audience = 'everyone'
    or (audience = 'customers' and (select app_organisation()) is not null)
    or (audience = 'organisations' and exists (select from article_organisations o where o.article_id = articles.id))));
--> statement-breakpoint
create policy customer_read on article_sections for select to concord_customer using (
  exists (select from articles a where article_sections.id in (a.section_id, a.top_section_id)));
--> statement-breakpoint
create policy customer_read on help_addresses for select to concord_customer using (
  exists (select from articles a where a.id = help_addresses.article_id)
  or exists (select from article_sections s where s.id = help_addresses.section_id));
--> statement-breakpoint
create policy customer_own on article_feedback for select to concord_customer using (user_id = (select app_user()));
--> statement-breakpoint
create policy customer_insert on article_feedback for insert to concord_customer with check (
  user_id is not distinct from (select app_user()) and exists (select from articles a where a.id = article_id));
--> statement-breakpoint
create policy customer_update on article_feedback for update to concord_customer
  using (user_id = (select app_user()))
  with check (user_id = (select app_user()) and exists (select from articles a where a.id = article_id));
