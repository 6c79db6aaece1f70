CREATE TABLE "case_links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"from_organisation_id" uuid NOT NULL,
	"from_id" uuid NOT NULL,
	"to_organisation_id" uuid NOT NULL,
	"to_id" uuid NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"made_by" uuid NOT NULL,
	CONSTRAINT "case_links_kind_check" CHECK (kind in ('related', 'duplicate_of', 'caused_by', 'split_from') and from_id <> to_id)
);
--> statement-breakpoint
CREATE TABLE "problem_cases" (
	"organisation_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"marked_at" timestamp (3) with time zone NOT NULL,
	"marked_by" uuid NOT NULL,
	CONSTRAINT "problem_cases_case_id_pk" PRIMARY KEY("case_id")
);
--> statement-breakpoint
ALTER TABLE "case_links" ADD CONSTRAINT "case_links_made_by_users_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_links" ADD CONSTRAINT "case_links_from_fk" FOREIGN KEY ("from_organisation_id","from_id") REFERENCES "public"."cases"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_links" ADD CONSTRAINT "case_links_to_fk" FOREIGN KEY ("to_organisation_id","to_id") REFERENCES "public"."cases"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "problem_cases" ADD CONSTRAINT "problem_cases_marked_by_users_id_fk" FOREIGN KEY ("marked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "problem_cases" ADD CONSTRAINT "problem_cases_case_fk" FOREIGN KEY ("organisation_id","case_id") REFERENCES "public"."cases"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "case_links_pair_key" ON "case_links" USING btree (least(from_id, to_id),greatest(from_id, to_id));--> statement-breakpoint
CREATE INDEX "case_links_from_idx" ON "case_links" USING btree ("from_id");--> statement-breakpoint
CREATE INDEX "case_links_to_idx" ON "case_links" USING btree ("to_id","kind");--> statement-breakpoint
CREATE INDEX "problem_cases_marked_idx" ON "problem_cases" USING btree ("marked_at");
--> statement-breakpoint

-- What drizzle cannot say. A link may join cases of two organisations: the customer's role has no right to either table at all.
alter table case_links enable row level security;
--> statement-breakpoint
alter table case_links force row level security;
--> statement-breakpoint
create policy owner_all on case_links to current_user using (true) with check (true);
--> statement-breakpoint
create policy staff_all on case_links to concord_staff using (true) with check (true);
--> statement-breakpoint
grant select, insert, delete on case_links to concord_staff;
--> statement-breakpoint
alter table problem_cases enable row level security;
--> statement-breakpoint
alter table problem_cases force row level security;
--> statement-breakpoint
create policy owner_all on problem_cases to current_user using (true) with check (true);
--> statement-breakpoint
create policy staff_all on problem_cases to concord_staff using (true) with check (true);
--> statement-breakpoint
grant select, insert, delete on problem_cases to concord_staff;
