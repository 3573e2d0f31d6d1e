-- Whose a delivery, facility or report is, and for which audience: what rights over one's own and over published things ask for.

-- Organisation -----------------------------------------------------------------------------

-- A unit keeps its number for good; names and places in the chart are dated (PM08-052).
create table unit (
  id integer generated always as identity primary key,
  -- 'office' of the administration, or a provider outside it whose people have rights of their own.
  kind text not null default 'office' check (kind in ('office', 'provider', 'municipality'))
);

create table unit_state (
  unit_id integer not null references unit,
  name text not null,
  short text not null default '',
  parent_id integer references unit check (parent_id <> unit_id),
  valid_from date not null,
  -- First day on which it holds no more.
  valid_to date,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (unit_id, valid_from),
  check (valid_to > valid_from)
);

-- Belonging --------------------------------------------------------------------------------

-- Account of who made it, and the scope it belongs to: 'unit 12', 'topic kita', 'area GEM:01056039'.
alter table delivery add column made_by text, add column owner text;
alter table definition add column made_by text, add column owner text;
alter table division add column made_by text, add column owner text;
alter table facility add column published boolean not null default true;
alter table report
  add column made_by text,
  add column owner text,
  -- Whom a released report is for; inside the administration until somebody says more (PM08-019).
  add column audiences text[] not null default '{leadership,services}',
  -- Parts of it that only the administration sees, by their marks.
  add column internal_blocks text[] not null default '{}';
create index delivery_by_owner on delivery (owner);

-- What a county defines, its municipalities may use: each version also goes where they can see it.
create function share_definition() returns trigger language plpgsql as $$
begin
  insert into kreislauf.shared_definition (tenant, kind, id, version, content)
  select t.slug, new.kind, new.id, new.version, new.content
  from kreislauf.tenant t where t.schema_name = tg_table_schema and t.kind = 'county'
  on conflict do nothing;
  return null;
end $$;
create trigger definition_shared after insert on definition for each row execute function share_definition();

-- Resolutions ------------------------------------------------------------------------------

-- What a body decided about a released report. Recorded by the committee office, never changed; a correction is a newer record.
create table resolution (
  id integer generated always as identity primary key,
  report_id integer not null references report,
  body text not null,
  decided_on date not null,
  outcome text not null check (outcome in ('adopted', 'amended', 'rejected', 'postponed', 'withdrawn')),
  votes_for integer check (votes_for >= 0),
  votes_against integer check (votes_against >= 0),
  abstentions integer check (abstentions >= 0),
  -- Number of the paper, wording of what was amended.
  reference text not null default '',
  note text not null default '',
  recorded_by text not null,
  recorded_by_name text not null,
  recorded_at timestamptz not null
);
create index resolution_by_report on resolution (report_id);

create function resolution_stays() returns trigger language plpgsql as $$
begin
  raise exception 'resolutions are only added: % stays as it was recorded', old.id;
end $$;
create trigger resolution_only_added before update or delete on resolution for each row execute function resolution_stays();
