-- A case that is merged takes along what people have begun to write on it, and gets it back when that is undone. A draft is its author's
-- alone, so the database moves it for whoever merges, who reads none of it. Its author's own draft in the target has both texts then.
create function take_case_drafts(source uuid, target uuid, at timestamptz) returns uuid[]
language plpgsql security definer set search_path = public, pg_temp
as $$
declare moved uuid[];
begin
  update case_drafts t set body = t.body || E'\n\n' || s.body, version = t.version + 1, saved_at = at
  from case_drafts s
  where s.case_id = source and t.case_id = target and s.author_id = t.author_id and s.kind = t.kind
    and s.offered_to is null and s.sends_at is null and t.offered_to is null and t.sends_at is null;
  with gone as (
    update case_drafts d set case_id = target
    where d.case_id = source and (d.offered_to is not null or d.sends_at is not null or not exists (
      select from case_drafts t where t.case_id = target and t.author_id = d.author_id and t.kind = d.kind and t.offered_to is null and t.sends_at is null))
    returning d.id)
  select coalesce(array_agg(id), '{}') into moved from gone;
  return moved;
end $$;
--> statement-breakpoint
-- What was sent, handed on or taken since is not there any more; what stayed behind while both texts stood in the target is the source's again.
create function return_case_drafts(source uuid, target uuid, moved uuid[], at timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update case_drafts t set body = left(t.body, -length(s.body) - 2), version = t.version + 1, saved_at = at
  from case_drafts s
  where s.case_id = source and t.case_id = target and s.author_id = t.author_id and s.kind = t.kind
    and s.offered_to is null and s.sends_at is null and t.offered_to is null and t.sends_at is null
    and length(t.body) > length(s.body) + 2 and right(t.body, length(s.body) + 2) = E'\n\n' || s.body;
  update case_drafts d set case_id = source where d.case_id = target and d.id = any (moved);
end $$;
--> statement-breakpoint
revoke all on function take_case_drafts, return_case_drafts from public;
--> statement-breakpoint
grant execute on function take_case_drafts, return_case_drafts to concord_staff;
