-- NOTIFY inside a transaction makes all commits of the server wait for one another, because it holds a lock until the commit
-- is on disk (docs/decisions/2026-11-24-wake-after-commit.md). What is to be heard or done stands in its table when the
-- transaction commits; the hint follows in a transaction of its own (db/wake.ts), and whoever missed it looks every few seconds.
drop trigger events_announce on events;
--> statement-breakpoint
drop function announce_event();
--> statement-breakpoint
-- What graphile_worker.add_job does for one job of one key, without its NOTIFY. The same key again replaces a job that has
-- not begun, and leaves one that has to its end.
create or replace function enqueue_job(task text, payload json, job_key text default null, run_at timestamptz default null) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  wanted_task integer;
begin
  select t.id into wanted_task from graphile_worker._private_tasks t where t.identifier = enqueue_job.task;
  if wanted_task is null then
    insert into graphile_worker._private_tasks (identifier) values (enqueue_job.task) on conflict do nothing;
    select t.id into strict wanted_task from graphile_worker._private_tasks t where t.identifier = enqueue_job.task;
  end if;
  if enqueue_job.job_key is not null then
    update graphile_worker._private_jobs j set key = null, attempts = j.max_attempts, updated_at = now()
    where j.key = enqueue_job.job_key and j.is_available is not true;
  end if;
  insert into graphile_worker._private_jobs as j (task_id, payload, run_at, key)
  values (wanted_task, coalesce(enqueue_job.payload, '{}'::json), coalesce(enqueue_job.run_at, now()), enqueue_job.job_key)
  on conflict (key) do update set job_queue_id = null, task_id = excluded.task_id, payload = excluded.payload, run_at = excluded.run_at,
    max_attempts = excluded.max_attempts, priority = excluded.priority, flags = null, revision = j.revision + 1, attempts = 0, last_error = null, updated_at = now()
  where j.locked_at is null;
end $$;
