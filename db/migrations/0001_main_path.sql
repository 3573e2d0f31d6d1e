-- The main path: spaces, deliveries, facts, definitions, reports.
-- Every county is a schema of its own; nothing here names one.

-- Spaces -----------------------------------------------------------------------------------

create table area_level (
  id text primary key,
  label_de text not null,
  label_en text,
  rank integer not null,
  purposes text[] not null default '{}'
);

create table division (
  id text primary key,
  level_id text not null references area_level,
  label_de text not null,
  label_en text,
  kind text not null check (kind in ('administrative', 'statistical', 'planning', 'action')),
  is_partition boolean not null,
  -- Every space is the result of drawing a line and says who drew it, what for and how (TR-002).
  author text not null,
  purpose text not null,
  criteria text not null,
  decided_on date,
  approval text not null default ''
);

create table area (
  id integer generated always as identity primary key,
  division_id text not null references division,
  level_id text not null references area_level,
  -- AGS, ARS or free; always text, since leading zeros count (X-040).
  code text not null,
  name text not null,
  valid_from date,
  valid_to date
);
create unique index area_once on area (level_id, code, coalesce(valid_from, '-infinity'::date));

create table area_part (
  part_id integer not null references area,
  whole_id integer not null references area,
  share double precision not null default 1 check (share > 0 and share <= 1),
  valid_from date,
  valid_to date
);
create index area_part_by_whole on area_part (whole_id);
create index area_part_by_part on area_part (part_id);

create table boundary_version (
  id text primary key,
  division_id text not null references division,
  valid_on date not null,
  source text not null,
  licence text not null
);

create table area_geometry (
  area_id integer not null references area,
  boundary_version_id text not null references boundary_version,
  -- GeoJSON geometry in EPSG:4326 as delivered (reprojected, else untouched), and simplified together with its neighbours for the screen.
  original jsonb not null,
  screen jsonb not null,
  -- Square metres, measured in a metric projection, never in degrees.
  ground_m2 double precision not null,
  primary key (area_id, boundary_version_id)
);

create table boundary_change (
  id integer generated always as identity primary key,
  level_id text not null references area_level,
  happened_on date not null,
  kind text not null check (kind in ('merge', 'split', 'transfer', 'rename', 'key')),
  from_code text not null,
  from_name text not null,
  to_code text not null,
  to_name text not null,
  share_population double precision,
  share_area double precision,
  source text not null
);

create table facility (
  id integer generated always as identity primary key,
  delivery_id integer,
  kind text not null,
  name text not null,
  provider text not null default '',
  address text not null default '',
  longitude double precision,
  latitude double precision,
  capacity double precision,
  valid_from date,
  valid_to date
);

-- Intake -----------------------------------------------------------------------------------

create table file (
  -- SHA-256 of the content; the content itself lies in the data folder under this name.
  hash text primary key,
  bytes bigint not null,
  first_name text not null,
  stored_at timestamptz not null
);

create table delivery (
  id integer generated always as identity primary key,
  file_hash text not null references file,
  file_name text not null,
  state text not null check (state in ('received', 'read', 'checked', 'accepted', 'rejected')),
  -- Which reader understood the file, and the mapping it was read with.
  reader text,
  mapping jsonb,
  -- Holder, title, licence, reference date, link: what stands under every figure.
  source jsonb not null default '{}',
  boundary_version_id text references boundary_version,
  -- Protection rule of the source; strictest rule of all accepted deliveries guards a figure.
  disclosure text not null default 'min3',
  supersedes_id integer references delivery,
  findings jsonb not null default '[]',
  -- Order of acceptance: the newest accepted delivery gives the value.
  accepted_order integer unique
);

create table delivery_step (
  delivery_id integer not null references delivery,
  state text not null,
  happened_at timestamptz not null,
  person text not null,
  note text not null default ''
);

create table learned_mapping (
  -- Hash of the shape of a file: sheets, header texts, column kinds.
  shape text primary key,
  mapping jsonb not null,
  delivery_id integer not null references delivery,
  learned_at timestamptz not null
);

-- Facts ------------------------------------------------------------------------------------

create table figure (
  id integer generated always as identity primary key,
  -- Base figure as formulas name it: BEV_INSG.
  key text not null unique,
  disclosure text not null default 'min3'
);

-- What was accepted, as it was accepted. Only added, never changed.
create table slice (
  id bigint generated always as identity primary key,
  delivery_id integer not null references delivery,
  figure_id integer not null references figure,
  breakdown text not null default '',
  frequency text not null check (frequency in ('year', 'halfYear', 'quarter', 'month', 'day')),
  ordinal integer not null,
  area_ids integer[] not null,
  -- NULL where absent; then the status says why (position in kernel/value absences). No statuses: all present.
  amounts double precision[] not null,
  statuses smallint[],
  -- Where in the file each value stood, from 1.
  sheet text not null default '',
  cell_rows integer[],
  cell_columns integer[],
  -- How values came over from other boundaries, where they did: method, share moved, from which codes.
  conversion jsonb
);
-- Numbers hardly shrink, but compressing them takes longer than everything else about storing them.
alter table slice
  alter column area_ids set storage external,
  alter column amounts set storage external,
  alter column cell_rows set storage external,
  alter column cell_columns set storage external;
create index slice_by_figure on slice (figure_id, frequency, ordinal);
create index slice_by_delivery on slice (delivery_id);

create function slice_is_a_fact() returns trigger language plpgsql as $$
begin
  raise exception 'facts are only added: slice % of delivery % stays as it is', old.id, old.delivery_id;
end $$;
create trigger slice_only_added before update or delete on slice for each row execute function slice_is_a_fact();

-- The queryable form: newest accepted value per figure, area, breakdown, packed over time.
-- Rebuilt whole per figure from its slices.
create table series (
  figure_id integer not null,
  breakdown text not null,
  frequency text not null,
  area_id integer not null,
  first_ordinal integer not null,
  amounts double precision[] not null,
  statuses smallint[],
  primary key (figure_id, breakdown, frequency, area_id)
);
create index series_by_area on series (area_id, figure_id, breakdown, frequency);

-- The same as rows, for questions asked by hand. A point without amount and without status is a gap
-- between two deliveries, not an observation.
create view observation as
  select s.figure_id, s.breakdown, s.frequency, s.area_id, s.first_ordinal + (p.position - 1)::integer as ordinal,
         p.amount, s.statuses[p.position] as status
  from series s, unnest(s.amounts) with ordinality as p(amount, position)
  where p.amount is not null or s.statuses[p.position] is not null;

-- Cells that must not leave, and why: pattern of the protection stage per figure and point in time.
create table withheld_cell (
  figure_id integer not null references figure,
  breakdown text not null,
  frequency text not null,
  ordinal integer not null,
  area_id integer not null references area,
  reason text not null check (reason in ('primary', 'secondary')),
  primary key (figure_id, breakdown, frequency, ordinal, area_id)
);

-- Definitions and views --------------------------------------------------------------------

-- What a county added to or changed in the shipped catalogue; the newest version counts, all are kept.
create table definition (
  kind text not null check (kind in ('baseFigure', 'indicator')),
  id text not null,
  version integer not null,
  content jsonb not null,
  changed_at timestamptz not null,
  person text not null,
  reason text not null default '',
  primary key (kind, id, version)
);

create table class_breaks (
  indicator_id text not null,
  level_id text not null,
  method text not null check (method in ('quantile', 'equal', 'jenks', 'deviation', 'manual')),
  class_count integer not null,
  limits double precision[],
  changed_at timestamptz not null,
  person text not null,
  primary key (indicator_id, level_id)
);

create table setting (
  key text primary key,
  content jsonb not null
);

-- Reports ----------------------------------------------------------------------------------

create table report (
  id integer generated always as identity primary key,
  template text not null,
  title text not null,
  parameters jsonb not null,
  state text not null check (state in ('draft', 'released')),
  -- The figures as they were, so that the report keeps them for good (X-074).
  snapshot jsonb not null,
  -- The last acceptance that the snapshot knew.
  data_state integer not null,
  pdf bytea,
  created_at timestamptz not null,
  created_by text not null,
  released_at timestamptz,
  released_by text
);
