-- A version that was reviewed is a draft again when its author finds a mistake in it: the table of lib/engagements/quote.ts says so, and now this does.
create or replace function keep_quote_version() returns trigger language plpgsql as $$
declare sums record;
begin
  if tg_op = 'DELETE' then raise exception 'a quote is never deleted' using errcode = '55000'; end if;
  if tg_op = 'INSERT' then
    if new.state <> 'draft' or new.currency <> (select currency from quotes q where q.organisation_id = new.organisation_id and q.id = new.quote_id) then
      raise exception 'a version begins as a draft in the currency of its quote' using errcode = '23514';
    end if;
    return new;
  end if;
  if new.state <> old.state and (old.state, new.state) not in (('draft', 'internal_review'), ('internal_review', 'ready'), ('internal_review', 'draft'), ('ready', 'draft'),
      ('draft', 'sent'), ('ready', 'sent'), ('sent', 'partly_approved'), ('sent', 'accepted'), ('partly_approved', 'accepted'), ('sent', 'declined'),
      ('partly_approved', 'declined'), ('sent', 'expired'), ('partly_approved', 'expired'), ('sent', 'withdrawn'), ('partly_approved', 'withdrawn'),
      ('accepted', 'withdrawn'), ('draft', 'superseded'), ('internal_review', 'superseded'), ('ready', 'superseded'), ('sent', 'superseded'),
      ('partly_approved', 'superseded'), ('declined', 'superseded'), ('expired', 'superseded')) then
    raise exception 'a quote does not go from % to %', old.state, new.state using errcode = '23514';
  end if;
  if (old.sent_at is not null or (old.state <> 'draft' and new.state <> 'sent'))
      and to_jsonb(new) - array['state', 'changed_at', 'accepted_at'] <> to_jsonb(old) - array['state', 'changed_at', 'accepted_at'] then
    raise exception 'what was sent is never changed' using errcode = '55000';
  end if;
  if (new.organisation_id, new.id, new.quote_id, new.request_id, new.version, new.author_id, new.currency)
      is distinct from (old.organisation_id, old.id, old.quote_id, old.request_id, old.version, old.author_id, old.currency) then
    raise exception 'a version stays the same one' using errcode = '55000';
  end if;
  if new.state = 'sent' and old.state <> 'sent' then
    select count(*) as lines, coalesce(sum(amount_minor) filter (where kind <> 'expense' and not is_optional), 0) as fees,
        coalesce(sum(amount_minor) filter (where kind = 'expense' and not is_optional), 0) as expenses into sums
      from quote_lines l where l.organisation_id = new.organisation_id and l.version_id = new.id;
    if sums.lines = 0 or sums.fees <> new.fees_minor or sums.expenses <> new.expenses_minor then
      raise exception 'the lines of a quote are its sum' using errcode = '23514';
    end if;
  end if;
  if new.state in ('partly_approved', 'accepted') and new.state <> old.state
      and not exists (select from quote_signatures s where s.organisation_id = new.organisation_id and s.version_id = new.id) then
    raise exception 'nothing is accepted without a signature' using errcode = '23514';
  end if;
  return new;
end $$;
