CREATE TABLE "article_imports" (
	"source" text NOT NULL,
	"path" text NOT NULL,
	"article_id" uuid NOT NULL,
	"digest" text NOT NULL,
	"number" integer NOT NULL,
	CONSTRAINT "article_imports_source_path_pk" PRIMARY KEY("source","path")
);
--> statement-breakpoint
CREATE TABLE "help_postings" (
	"scope" text NOT NULL,
	"term" text COLLATE "C" NOT NULL,
	"article_id" uuid NOT NULL,
	"words" text[] NOT NULL,
	"impact" real NOT NULL,
	"in_title" boolean NOT NULL,
	"title_terms" integer NOT NULL,
	"positions" integer[] NOT NULL,
	CONSTRAINT "help_postings_scope_term_article_id_pk" PRIMARY KEY("scope","term","article_id")
);
--> statement-breakpoint
CREATE TABLE "help_rests" (
	"rest" text COLLATE "C" NOT NULL,
	"scope" text NOT NULL,
	"word" text COLLATE "C" NOT NULL,
	CONSTRAINT "help_rests_rest_scope_word_pk" PRIMARY KEY("rest","scope","word")
);
--> statement-breakpoint
CREATE TABLE "help_scopes" (
	"scope" text NOT NULL,
	"dictionary" text NOT NULL,
	"articles" integer NOT NULL,
	CONSTRAINT "help_scopes_scope_dictionary_pk" PRIMARY KEY("scope","dictionary")
);
--> statement-breakpoint
CREATE TABLE "help_searches" (
	"id" uuid PRIMARY KEY NOT NULL,
	"line" text NOT NULL,
	"side" text NOT NULL,
	"found" integer NOT NULL,
	"before_id" uuid,
	"opened_article_id" uuid,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "help_synonyms" (
	"id" uuid PRIMARY KEY NOT NULL,
	"lines" text[] NOT NULL,
	"is_kept" boolean NOT NULL,
	"decided_by" uuid NOT NULL,
	"decided_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "help_terms" (
	"scope" text NOT NULL,
	"term" text COLLATE "C" NOT NULL,
	"articles" integer NOT NULL,
	CONSTRAINT "help_terms_term_scope_pk" PRIMARY KEY("term","scope")
);
--> statement-breakpoint
CREATE TABLE "help_texts" (
	"article_id" uuid PRIMARY KEY NOT NULL,
	"scopes" text[] NOT NULL,
	"dictionary" text NOT NULL,
	"text" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "help_words" (
	"scope" text NOT NULL,
	"word" text COLLATE "C" NOT NULL,
	"term" text COLLATE "C" NOT NULL,
	"articles" integer NOT NULL,
	CONSTRAINT "help_words_word_scope_term_pk" PRIMARY KEY("word","scope","term")
);
--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "reading" integer;--> statement-breakpoint
ALTER TABLE "article_imports" ADD CONSTRAINT "article_imports_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "help_postings" ADD CONSTRAINT "help_postings_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "help_searches" ADD CONSTRAINT "help_searches_opened_article_id_articles_id_fk" FOREIGN KEY ("opened_article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "help_synonyms" ADD CONSTRAINT "help_synonyms_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "help_texts" ADD CONSTRAINT "help_texts_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "help_postings_article_idx" ON "help_postings" USING btree ("article_id","term");--> statement-breakpoint
CREATE INDEX "help_rests_word_idx" ON "help_rests" USING btree ("word");--> statement-breakpoint
CREATE INDEX "help_searches_at_idx" ON "help_searches" USING btree ("at");--> statement-breakpoint
CREATE INDEX "help_searches_before_idx" ON "help_searches" USING btree ("before_id") WHERE before_id is not null;--> statement-breakpoint
CREATE INDEX "help_terms_gone_idx" ON "help_terms" USING btree ("term") WHERE articles = 0;--> statement-breakpoint
CREATE INDEX "help_words_gone_idx" ON "help_words" USING btree ("word") WHERE articles = 0;--> statement-breakpoint
CREATE INDEX "articles_reading_idx" ON "articles" USING btree ("reading");
--> statement-breakpoint

-- What drizzle cannot say. Words, counts and rests are read by whoever reads the articles that they stand in, and by nobody else:
-- the scopes of a reader say which those are (AB-081).
create function app_help_scopes() returns text[] language sql stable as $$
  select case when app_organisation() is null then array['everyone'] else array['everyone', 'customers', app_organisation()::text] end $$;
--> statement-breakpoint
do $$
declare t text;
begin
  foreach t in array array['help_postings','help_texts','help_terms','help_words','help_rests','help_scopes','help_synonyms','help_searches',
    'article_imports']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', t);
    execute format('create policy staff_all on %I to concord_staff using (true) with check (true)', t);
    execute format('grant select, insert, update on %I to concord_staff', t);
  end loop;
  foreach t in array array['help_postings','help_terms','help_words','help_rests','help_scopes']
  loop
    execute format('create policy customer_read on %I for select to concord_customer using (scope = any ((select app_help_scopes())::text[]))', t);
  end loop;
  foreach t in array array['help_postings','help_texts','help_terms','help_words','help_rests','help_scopes','help_synonyms']
  loop
    execute format('grant select on %I to concord_customer', t);
  end loop;
end $$;
--> statement-breakpoint
grant delete on help_postings, help_texts, help_terms, help_words, help_rests, help_scopes, help_synonyms, help_searches to concord_staff;
--> statement-breakpoint
create policy customer_read on help_texts for select to concord_customer using (scopes && (select app_help_scopes()));
--> statement-breakpoint
create policy customer_read on help_synonyms for select to concord_customer using (is_kept);
--> statement-breakpoint
alter table help_searches
  add constraint help_searches_side_check check (side in ('visitor', 'customer', 'staff')),
  add constraint help_searches_before_check check (before_id <> id);
