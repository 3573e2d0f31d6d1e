-- What people make of a figure, what the public tells the county about its pages, and what a report says in plain words.

-- An interpretation of one indicator in one area; approved, it is a finding (PM08-032). A corrected text is unconfirmed again.
create table interpretation (
  id integer generated always as identity primary key,
  indicator_id text not null,
  level_id text not null references area_level,
  area_code text not null,
  -- The time that it speaks of: 2023, 2023-Q1, 2023-12.
  period text not null,
  text text not null check (text <> ''),
  written_by text not null,
  written_at timestamptz not null,
  confirmed_by text,
  confirmed_at timestamptz,
  withdrawn boolean not null default false,
  made_by text,
  check (num_nonnulls(confirmed_by, confirmed_at) in (0, 2))
);
create index interpretation_by_figure on interpretation (indicator_id, level_id, area_code);
create trigger interpretation_kept after insert or update or delete on interpretation
  for each row execute function keep_version('interpretation', 'id', 'made_by');

-- A barrier, a mistake or an idea, told without an account (X-030).
create table feedback (
  id integer generated always as identity primary key,
  kind text not null check (kind in ('barrier', 'content', 'other')),
  -- Address of the page that it is about, without what was chosen there.
  page text not null,
  message text not null check (message <> ''),
  -- Voluntary, and erased when the message is done.
  answer_to text,
  received_at timestamptz not null,
  done_by text,
  done_at timestamptz,
  note text not null default '',
  check (num_nonnulls(done_by, done_at) in (0, 2)),
  check (done_at is null or answer_to is null)
);

-- The report in plain words (X-031).
alter table report add column summary text not null default '';
