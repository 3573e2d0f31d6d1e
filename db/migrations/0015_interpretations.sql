-- What people make of a figure (PM08-032): an interpretation speaks of one indicator, area and time, and was written on
-- one state of the data. Confirmed by somebody else it is a finding; written anew it must be confirmed anew.
create table interpretation (
  id integer generated always as identity primary key,
  indicator_id text not null,
  level_id text not null references area_level,
  area_code text not null,
  -- 2023, 2023-Q1, 2023-12
  period text not null,
  text text not null check (text <> ''),
  -- The state of the data that it was written on: version of the definition, the figure as it then left the protection,
  -- and the deliveries behind it.
  definition_version integer not null,
  figure double precision not null,
  deliveries integer[] not null,
  written_at timestamptz not null,
  written_by text not null,
  made_by text not null,
  confirmed_at timestamptz,
  confirmed_by text,
  withdrawn boolean not null default false,
  check (num_nonnulls(confirmed_at, confirmed_by) in (0, 2)),
  check (not (withdrawn and confirmed_at is not null))
);
create index interpretation_by_indicator on interpretation (indicator_id);
create index interpretation_by_area on interpretation (level_id, area_code);
create trigger interpretation_kept after insert or update or delete on interpretation
  for each row execute function keep_version('interpretation', 'id', 'made_by,written_by,confirmed_by');
