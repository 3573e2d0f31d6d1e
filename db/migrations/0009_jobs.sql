-- Long work that is done in the background: what was asked for, by whom, how far it is, what came of it.
-- The row is the truth; the queue that carries it (graphile_worker) can be rebuilt from it at any time.
create table job (
  id integer generated always as identity primary key,
  kind text not null,
  -- What people call it, in German and English.
  label jsonb not null,
  input jsonb not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  -- Id, name and grants as they were when the work was asked for: it may do what the person might.
  person jsonb not null,
  asked_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  -- How often it was begun; more than once after a crash or a lost connection.
  attempts integer not null default 0,
  -- What came of it: a few numbers and words, perhaps a file.
  result jsonb,
  -- Why it failed: code, parameters and place of a refusal.
  trouble jsonb,
  file_name text,
  media_type text,
  file bytea
);
create index job_not_ended on job (id) where state in ('queued', 'running');

-- Written while the work goes on, apart from the job, whose row the work may hold.
create table job_progress (
  job_id integer primary key references job on delete cascade,
  doing text not null,
  done double precision not null,
  total double precision,
  told_at timestamptz not null
);
