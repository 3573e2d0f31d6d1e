-- What was changed, by whom, when and why: versions and the audit trail.

-- Versions ---------------------------------------------------------------------------------

-- Every version of every row that a person may change. The database writes it itself, so that no
-- way of changing something misses it. Facts and deliveries are not here: they are only added.
create table version (
  -- What it is in the words of the program, and its key columns joined by '/'.
  kind text not null,
  id text not null,
  number integer not null,
  -- The row as it was from then on; null when it was taken away.
  content jsonb,
  changed_at timestamptz not null,
  person_id text not null,
  person text not null,
  reason text not null default '',
  primary key (kind, id, number)
);
create index version_by_time on version (changed_at);

-- Names of old versions may be erased; everything else of a version stays.
create function version_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.person = '' and (to_jsonb(new) - 'person' - 'person_id') = (to_jsonb(old) - 'person' - 'person_id') then
    return new;
  end if;
  raise exception 'versions are only added: % % % stays as it is', old.kind, old.id, old.number;
end $$;
create trigger version_only_added before update or delete on version for each row execute function version_stays();

-- Arguments: kind, key columns (joined by ','), columns left out (too large, or of no interest).
create function keep_version() returns trigger language plpgsql as $$
declare
  left_out text[] := string_to_array(coalesce(tg_argv[2], ''), ',');
  before jsonb := case when tg_op = 'INSERT' then null else to_jsonb(old) - left_out end;
  after jsonb := case when tg_op = 'DELETE' then null else to_jsonb(new) - left_out end;
  of_key text := (
    select string_agg(coalesce(after, before) ->> key, '/' order by position)
    from unnest(string_to_array(tg_argv[1], ',')) with ordinality as keys (key, position));
  -- Who acts is told by the program for each operation; what is done by hand in the database says so.
  who_id text := coalesce(nullif(current_setting('kreislauf.person_id', true), ''), 'database');
  who text := coalesce(nullif(current_setting('kreislauf.person', true), ''), session_user);
  at_time timestamptz := coalesce(nullif(current_setting('kreislauf.now', true), '')::timestamptz, clock_timestamp());
  last integer;
begin
  if before is not distinct from after then
    return null;
  end if;
  select max(number) into last from version where kind = tg_argv[0] and id = of_key;
  -- What was there before the history began is its first version.
  if last is null and before is not null then
    insert into version (kind, id, number, content, changed_at, person_id, person)
    values (tg_argv[0], of_key, 1, before, at_time, 'before', '');
    last := 1;
  end if;
  insert into version (kind, id, number, content, changed_at, person_id, person, reason)
  values (tg_argv[0], of_key, coalesce(last, 0) + 1, after, at_time, who_id, who,
          coalesce(current_setting('kreislauf.reason', true), ''));
  return null;
end $$;

create trigger class_breaks_kept after insert or update or delete on class_breaks
  for each row execute function keep_version('classBreaks', 'indicator_id,level_id', 'changed_at,person');
create trigger learned_mapping_kept after insert or update or delete on learned_mapping
  for each row execute function keep_version('mapping', 'shape', 'learned_at,delivery_id');
create trigger setting_kept after insert or update or delete on setting
  for each row execute function keep_version('setting', 'key');
create trigger area_level_kept after insert or update or delete on area_level
  for each row execute function keep_version('level', 'id');
create trigger division_kept after insert or update or delete on division
  for each row execute function keep_version('division', 'id');
create trigger report_kept after insert or update or delete on report
  for each row execute function keep_version('report', 'id', 'snapshot,pdf');
create trigger release_key_kept after insert or update or delete on release_key
  for each row execute function keep_version('releaseKey', 'fingerprint', 'trusted_at,withdrawn_at,trusted_by,withdrawn_by');

-- Definitions keep their versions themselves; here both stand side by side.
create view change as
  select kind, id, number, content, changed_at, person_id, person, reason from version
  union all
  select kind, id, version, content, changed_at, '', person, reason from definition;

-- Audit trail ------------------------------------------------------------------------------

-- One line for each try to change something, refused ones too. Each carries the hash of the one
-- before, so that a changed or missing line shows.
create table audit_entry (
  number bigint primary key,
  happened_at timestamptz not null,
  operation text not null,
  action text not null,
  object text not null,
  -- Which thing: identifiers, no text that somebody wrote.
  subject jsonb not null,
  outcome text not null check (outcome in ('begun', 'done', 'refused', 'failed')),
  -- Who, as a salted hash: the name beside it can be erased, and the chain still holds.
  person_hash text not null,
  previous text not null,
  hash text not null
);

create table audit_person (
  number bigint primary key references audit_entry,
  salt text not null,
  person_id text not null,
  person text not null
);

-- The newest link; locked by whoever adds the next.
create table audit_head (
  only_one boolean primary key default true check (only_one),
  number bigint not null,
  hash text not null
);
insert into audit_head (number, hash) values (0, '');

create function audit_entry_stays() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is only added to';
end $$;
create trigger audit_only_added before update or delete on audit_entry for each row execute function audit_entry_stays();
create trigger audit_never_emptied before truncate on audit_entry execute function audit_entry_stays();
