CREATE TABLE "case_ratings" (
	"organisation_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"resolved_at" timestamp (3) with time zone NOT NULL,
	"rater_id" uuid NOT NULL,
	"answer" text NOT NULL,
	"comment" text,
	"rated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "case_ratings_case_id_resolved_at_pk" PRIMARY KEY("case_id","resolved_at")
);
--> statement-breakpoint
ALTER TABLE "case_ratings" ADD CONSTRAINT "case_ratings_case_fk" FOREIGN KEY ("organisation_id","case_id") REFERENCES "public"."cases"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "case_ratings_organisation_idx" ON "case_ratings" USING btree ("organisation_id","rated_at","answer");--> statement-breakpoint
-- The word of one person, the case's requester, about one resolution; colleagues do not read it, staff do.
alter table case_ratings
  add constraint case_ratings_answer_check check (answer in ('great', 'okay', 'not_good')),
  add constraint case_ratings_rater_fk foreign key (organisation_id, rater_id) references memberships (organisation_id, user_id);
--> statement-breakpoint
alter table case_ratings enable row level security;
--> statement-breakpoint
alter table case_ratings force row level security;
--> statement-breakpoint
create policy owner_all on case_ratings to current_user using (true) with check (true);
--> statement-breakpoint
create policy staff_all on case_ratings to concord_staff using (true) with check (true);
--> statement-breakpoint
create policy customer_own on case_ratings to concord_customer
  using (organisation_id = (select app_organisation()) and rater_id = (select app_user()))
  with check (organisation_id = (select app_organisation()) and rater_id = (select app_user())
    and exists (select from cases c where c.id = case_id and c.requester_id = (select app_user())));
--> statement-breakpoint
grant select, insert, update on case_ratings to concord_customer, concord_staff;
