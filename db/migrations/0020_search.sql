-- Trusted: whoever may create in the database may create it.
create extension if not exists pg_trgm;
--> statement-breakpoint
CREATE TABLE "search_documents" (
	"case_number" bigint PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"words" "tsvector" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "search_reader" (
	"id" integer PRIMARY KEY NOT NULL,
	"xid" "xid8" NOT NULL,
	"event_id" bigint NOT NULL,
	"unread_below" bigint NOT NULL,
	CONSTRAINT "search_reader_is_one_row" CHECK (id = 1)
);
--> statement-breakpoint
CREATE TABLE "search_words" (
	"word" text PRIMARY KEY NOT NULL,
	"cases" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "search_documents" ADD CONSTRAINT "search_documents_case_fk" FOREIGN KEY ("organisation_id","case_id") REFERENCES "public"."cases"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "search_documents_words_idx" ON "search_documents" USING gin ("words") WITH (gin_pending_list_limit=256);--> statement-breakpoint
CREATE INDEX "search_words_beginning_idx" ON "search_words" USING btree ("word" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "search_words_alike_idx" ON "search_words" USING gin ("word" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "organisations_search_idx" ON "organisations" USING gin (lower(name) gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "users_search_idx" ON "users" USING gin (lower(name) gin_trgm_ops,lower(email) gin_trgm_ops);
--> statement-breakpoint

-- What drizzle cannot say. Words of all organisations, and of internal notes, are for the staff alone.
do $$
declare t text;
begin
  foreach t in array array['search_documents','search_words','search_reader']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', t);
    execute format('create policy staff_all on %I to concord_staff using (true) with check (true)', t);
    execute format('grant select, insert, update on %I to concord_staff', t);
  end loop;
end $$;
--> statement-breakpoint
-- Cases from before the search are read from the newest down.
insert into search_reader (id, xid, event_id, unread_below) values (1, '0', 0, 9007199254740991);
