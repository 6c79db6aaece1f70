CREATE TABLE "case_words" (
	"organisation_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"words" "tsvector" NOT NULL,
	CONSTRAINT "case_words_case_id_pk" PRIMARY KEY("case_id")
);
--> statement-breakpoint
CREATE TABLE "words_reader" (
	"id" integer PRIMARY KEY NOT NULL,
	"xid" "xid8" NOT NULL,
	"event_id" bigint NOT NULL,
	CONSTRAINT "words_reader_is_one_row" CHECK (id = 1)
);
--> statement-breakpoint
ALTER TABLE "case_words" ADD CONSTRAINT "case_words_case_fk" FOREIGN KEY ("organisation_id","case_id") REFERENCES "public"."cases"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint

-- A customer's database role cannot use an index of words: under row-level security PostgreSQL judges each row first. So one function
-- of the owner's finds, with the policies' own rules written out, and the customer's query reads what it names under its own role.
-- docs/decisions/2026-11-24-customers-find-words-by-an-index.md
alter table case_words enable row level security;
--> statement-breakpoint
alter table case_words force row level security;
--> statement-breakpoint
create policy owner_all on case_words to current_user using (true) with check (true);
--> statement-breakpoint
create policy staff_all on case_words to concord_staff using (true) with check (true);
--> statement-breakpoint
grant select, insert, update on case_words to concord_staff;
--> statement-breakpoint
alter table words_reader enable row level security;
--> statement-breakpoint
alter table words_reader force row level security;
--> statement-breakpoint
create policy owner_all on words_reader to current_user using (true) with check (true);
--> statement-breakpoint
create policy staff_all on words_reader to concord_staff using (true) with check (true);
--> statement-breakpoint
grant select, update on words_reader to concord_staff;
--> statement-breakpoint

-- Each word once, with the end of the organisation's id before it: whose words they are is compared again, so that two
-- organisations may share it. Signs part words. Chinese, Japanese and Korean have no spaces: a word there begins at each character.
create function words_within(of_organisation uuid, said text) returns tsvector language sql immutable parallel safe
as $$
  with words as (select to_tsvector('simple', translate(left(said, 150000), '-_./\:@#&+=~''"<>', repeat(' ', 17))) as found)
  select case when octet_length(said) = length(said) and length(said) < 2000
    then replace(' ' || strip(words.found)::text, ' ''', ' ''' || right(of_organisation::text, 4))::tsvector
    else array_to_tsvector(array(
      select right(of_organisation::text, 4) || substr(w, start, 40)
      from unnest(tsvector_to_array(words.found)) w
        cross join generate_series(1, case when w ~ '[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]' then least(length(w), 200) else 1 end) start
      limit 5000)) end
  from words
$$;
--> statement-breakpoint
create function words_of_case(c cases) returns tsvector language sql stable parallel safe
as $$ select words_within(c.organisation_id, concat_ws(' ', c.subject, (select string_agg(m.body, ' ') from case_messages m where m.case_id = c.id))) $$;
--> statement-breakpoint

-- The cases that the customer of this transaction may see and in whose subject or messages every word begins one, or whose number
-- the text ends in. What was written since the job last ran is read itself.
create function find_own_cases(sought text) returns setof uuid
language plpgsql stable security definer rows 200 set search_path = public, pg_temp
as $$
declare
  organisation uuid := app_organisation();
  wanted tsquery := (
    select string_agg('''' || w || case when w ~ '^....[a-z0-9]$' then '''' else ''':*' end, ' & ')
    from unnest(tsvector_to_array(words_within(organisation, sought))) w)::tsquery;
begin
  return query
    select f.id from (
      select w.case_id as id from case_words w where w.words @@ wanted and w.organisation_id = organisation
      union
      select c.id from (
          select distinct e.case_id from (
            select e.case_id from events e, words_reader r
            where (e.xid, e.id) > (r.xid, r.event_id) and e.organisation_id = organisation and e.case_id is not null
            order by e.xid desc, e.id desc limit 5000) e) changed
        -- Offset 0: only of these cases are the words read.
        cross join lateral (
          select c.id, words_of_case(c) as words from cases c where c.id = changed.case_id and c.organisation_id = organisation offset 0) c
      where c.words @@ wanted
      union
      select c.id from cases c where c.number = substring(sought from '([0-9]{1,15})$')::bigint and c.organisation_id = organisation) f
    where app_is_organisation_administrator() or exists (select from cases c where c.id = f.id and (c.requester_id = app_user()
      or exists (select from case_participants p where p.case_id = c.id and p.user_id = app_user())));
end $$;
--> statement-breakpoint
revoke all on function find_own_cases from public;
--> statement-breakpoint
grant execute on function find_own_cases to concord_customer;
--> statement-breakpoint
-- One row for each organisation: without the word, whoever joins it reads the table of people.
alter function account_manager_at rows 1;
--> statement-breakpoint
insert into words_reader (id, xid, event_id) values (1, pg_snapshot_xmin(pg_current_snapshot()), 0);
--> statement-breakpoint
insert into case_words (organisation_id, case_id, words) select c.organisation_id, c.id, words_of_case(c) from cases c;
--> statement-breakpoint
CREATE INDEX "case_words_idx" ON "case_words" USING gin ("words");
