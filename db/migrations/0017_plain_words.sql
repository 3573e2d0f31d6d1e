-- What is said in plain words, and what readers say to the county.

-- The report in plain words; stands before everything else in it (X-031).
alter table report add column summary text not null default '';

-- What an indicator is about, in plain words (X-031).
create table plain_summary (
  indicator_id text primary key,
  text text not null check (text <> '')
);
create trigger plain_summary_kept after insert or update or delete on plain_summary
  for each row execute function keep_version('plainSummary', 'indicator_id');

-- A barrier, a mistake or an idea, told from any page and without an account (X-030).
create table reader_message (
  id integer generated always as identity primary key,
  kind text not null check (kind in ('barrier', 'mistake', 'idea', 'other')),
  -- Address of the page that it is about, without what was chosen there.
  page text not null,
  message text not null check (message <> ''),
  -- Where an answer is wanted; voluntary, and erased with the answer.
  answer_to text,
  received_at timestamptz not null,
  answered_by text,
  answered_at timestamptz,
  -- What came of it, for those who look after the platform.
  note text not null default '',
  check (num_nonnulls(answered_by, answered_at) in (0, 2)),
  check (answered_at is null or answer_to is null)
);
create index reader_message_open on reader_message (id) where answered_at is null;
