CREATE TABLE "article_sources" (
	"article_id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"made_by" uuid NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_articles" (
	"organisation_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"article_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"linked_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "case_articles_case_id_article_id_pk" PRIMARY KEY("case_id","article_id")
);
--> statement-breakpoint
ALTER TABLE "article_sources" ADD CONSTRAINT "article_sources_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_sources" ADD CONSTRAINT "article_sources_made_by_users_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_sources" ADD CONSTRAINT "article_sources_case_fk" FOREIGN KEY ("organisation_id","case_id") REFERENCES "public"."cases"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_articles" ADD CONSTRAINT "case_articles_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_articles" ADD CONSTRAINT "case_articles_case_fk" FOREIGN KEY ("organisation_id","case_id") REFERENCES "public"."cases"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "article_sources_case_idx" ON "article_sources" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "case_articles_article_idx" ON "case_articles" USING btree ("article_id","linked_at");
--> statement-breakpoint

-- What drizzle cannot say. Which case an article came from, and which it helped to close, is for staff alone.
do $$
declare t text;
begin
  foreach t in array array['case_articles','article_sources'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', t);
    execute format('create policy staff_all on %I to concord_staff using (true) with check (true)', t);
    execute format('grant select, insert on %I to concord_staff', t);
  end loop;
end $$;
