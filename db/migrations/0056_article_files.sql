CREATE TABLE "article_files" (
	"id" uuid PRIMARY KEY NOT NULL,
	"article_id" uuid NOT NULL,
	"uploader_id" uuid NOT NULL,
	"storage_key" text NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"size" bigint NOT NULL,
	"sha256" text NOT NULL,
	"width" integer,
	"height" integer,
	"preview" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"is_missing" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
ALTER TABLE "article_files" ADD CONSTRAINT "article_files_uploader_id_users_id_fk" FOREIGN KEY ("uploader_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "article_files_article_idx" ON "article_files" USING btree ("article_id");--> statement-breakpoint
CREATE INDEX "article_files_storage_key_idx" ON "article_files" USING btree ("storage_key");--> statement-breakpoint
-- What drizzle cannot say. Our people have all files; a reader those that the published words of an article of theirs name. The
-- policy of articles says which those are.
alter table article_files add constraint article_files_article_fk foreign key (article_id) references articles (id);
--> statement-breakpoint
alter table article_files enable row level security;
--> statement-breakpoint
alter table article_files force row level security;
--> statement-breakpoint
create policy owner_all on article_files to current_user using (true) with check (true);
--> statement-breakpoint
create policy staff_all on article_files to concord_staff using (true) with check (true);
--> statement-breakpoint
grant select, insert, update, delete on article_files to concord_staff;
--> statement-breakpoint
grant select (id, article_id, storage_key, name, media_type, size, sha256, width, height, preview, created_at, is_missing)
  on article_files to concord_customer;
--> statement-breakpoint
create policy customer_read on article_files for select to concord_customer using (
  exists (select from articles a where a.id = article_id and strpos(a.body, article_files.id::text) > 0));
