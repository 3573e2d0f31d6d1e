-- Generated from db/migrations by `npx tsx tools/writeSchema.ts`; change it there.

CREATE TABLE area (
  id integer generated always as identity not null,
  division_id text not null,
  level_id text not null,
  code text not null,
  name text not null,
  valid_from date,
  valid_to date,
  PRIMARY KEY (id),
  FOREIGN KEY (division_id) REFERENCES division(id),
  FOREIGN KEY (level_id) REFERENCES area_level(id)
);

CREATE TABLE area_geometry (
  area_id integer not null,
  boundary_version_id text not null,
  original jsonb not null,
  screen jsonb not null,
  ground_m2 double precision not null,
  PRIMARY KEY (area_id, boundary_version_id),
  FOREIGN KEY (area_id) REFERENCES area(id),
  FOREIGN KEY (boundary_version_id) REFERENCES boundary_version(id)
);

CREATE TABLE area_level (
  id text not null,
  label_de text not null,
  label_en text,
  rank integer not null,
  purposes text[] not null default '{}'::text[],
  PRIMARY KEY (id)
);

CREATE TABLE area_part (
  part_id integer not null,
  whole_id integer not null,
  share double precision not null default 1,
  valid_from date,
  valid_to date,
  FOREIGN KEY (part_id) REFERENCES area(id),
  FOREIGN KEY (whole_id) REFERENCES area(id),
  CHECK (((share > (0)::double precision) AND (share <= (1)::double precision)))
);

CREATE TABLE boundary_change (
  id integer generated always as identity not null,
  level_id text not null,
  happened_on date not null,
  kind text not null,
  from_code text not null,
  from_name text not null,
  to_code text not null,
  to_name text not null,
  share_population double precision,
  share_area double precision,
  source text not null,
  PRIMARY KEY (id),
  FOREIGN KEY (level_id) REFERENCES area_level(id),
  CHECK ((kind = ANY (ARRAY['merge'::text, 'split'::text, 'transfer'::text, 'rename'::text, 'key'::text])))
);

CREATE TABLE boundary_version (
  id text not null,
  division_id text not null,
  valid_on date not null,
  source text not null,
  licence text not null,
  PRIMARY KEY (id),
  FOREIGN KEY (division_id) REFERENCES division(id)
);

CREATE TABLE class_breaks (
  indicator_id text not null,
  level_id text not null,
  method text not null,
  class_count integer not null,
  limits double precision[],
  changed_at timestamp with time zone not null,
  person text not null,
  PRIMARY KEY (indicator_id, level_id),
  CHECK ((method = ANY (ARRAY['quantile'::text, 'equal'::text, 'jenks'::text, 'deviation'::text, 'manual'::text])))
);

CREATE TABLE conversion_key (
  level_id text not null,
  from_day date not null,
  to_day date not null,
  from_codes text[] not null,
  to_codes text[] not null,
  share_population double precision[] not null,
  share_area double precision[] not null,
  source text not null,
  PRIMARY KEY (level_id, from_day, to_day),
  FOREIGN KEY (level_id) REFERENCES area_level(id)
);

CREATE TABLE definition (
  kind text not null,
  id text not null,
  version integer not null,
  content jsonb not null,
  changed_at timestamp with time zone not null,
  person text not null,
  reason text not null default ''::text,
  PRIMARY KEY (kind, id, version),
  CHECK ((kind = ANY (ARRAY['baseFigure'::text, 'indicator'::text])))
);

CREATE TABLE delivery (
  id integer generated always as identity not null,
  file_hash text not null,
  file_name text not null,
  state text not null,
  reader text,
  mapping jsonb,
  source jsonb not null default '{}'::jsonb,
  boundary_version_id text,
  disclosure text not null default 'min3'::text,
  supersedes_id integer,
  findings jsonb not null default '[]'::jsonb,
  accepted_order integer,
  UNIQUE (accepted_order),
  PRIMARY KEY (id),
  FOREIGN KEY (boundary_version_id) REFERENCES boundary_version(id),
  FOREIGN KEY (file_hash) REFERENCES file(hash),
  FOREIGN KEY (supersedes_id) REFERENCES delivery(id),
  CHECK ((state = ANY (ARRAY['received'::text, 'read'::text, 'checked'::text, 'accepted'::text, 'rejected'::text])))
);

CREATE TABLE delivery_step (
  delivery_id integer not null,
  state text not null,
  happened_at timestamp with time zone not null,
  person text not null,
  note text not null default ''::text,
  FOREIGN KEY (delivery_id) REFERENCES delivery(id)
);

CREATE TABLE division (
  id text not null,
  level_id text not null,
  label_de text not null,
  label_en text,
  kind text not null,
  is_partition boolean not null,
  author text not null,
  purpose text not null,
  criteria text not null,
  decided_on date,
  approval text not null default ''::text,
  PRIMARY KEY (id),
  FOREIGN KEY (level_id) REFERENCES area_level(id),
  CHECK ((kind = ANY (ARRAY['administrative'::text, 'statistical'::text, 'planning'::text, 'action'::text])))
);

CREATE TABLE facility (
  id integer generated always as identity not null,
  delivery_id integer,
  kind text not null,
  name text not null,
  provider text not null default ''::text,
  address text not null default ''::text,
  longitude double precision,
  latitude double precision,
  capacity double precision,
  valid_from date,
  valid_to date,
  PRIMARY KEY (id)
);

CREATE TABLE figure (
  id integer generated always as identity not null,
  key text not null,
  disclosure text not null default 'min3'::text,
  UNIQUE (key),
  PRIMARY KEY (id)
);

CREATE TABLE file (
  hash text not null,
  bytes bigint not null,
  first_name text not null,
  stored_at timestamp with time zone not null,
  PRIMARY KEY (hash)
);

CREATE TABLE learned_mapping (
  shape text not null,
  mapping jsonb not null,
  delivery_id integer not null,
  learned_at timestamp with time zone not null,
  PRIMARY KEY (shape),
  FOREIGN KEY (delivery_id) REFERENCES delivery(id)
);

CREATE TABLE release_key (
  fingerprint text not null,
  public_key text not null,
  name text not null,
  trusted_at timestamp with time zone not null,
  trusted_by text not null,
  withdrawn_at timestamp with time zone,
  withdrawn_by text,
  PRIMARY KEY (fingerprint)
);

CREATE TABLE report (
  id integer generated always as identity not null,
  template text not null,
  title text not null,
  parameters jsonb not null,
  state text not null,
  snapshot jsonb not null,
  data_state integer not null,
  pdf bytea,
  created_at timestamp with time zone not null,
  created_by text not null,
  released_at timestamp with time zone,
  released_by text,
  PRIMARY KEY (id),
  CHECK ((state = ANY (ARRAY['draft'::text, 'released'::text])))
);

CREATE TABLE series (
  figure_id integer not null,
  breakdown text not null,
  frequency text not null,
  area_id integer not null,
  first_ordinal integer not null,
  amounts double precision[] not null,
  statuses smallint[],
  PRIMARY KEY (figure_id, breakdown, frequency, area_id)
);

CREATE TABLE setting (
  key text not null,
  content jsonb not null,
  PRIMARY KEY (key)
);

CREATE TABLE slice (
  id bigint generated always as identity not null,
  delivery_id integer not null,
  figure_id integer not null,
  breakdown text not null default ''::text,
  frequency text not null,
  ordinal integer not null,
  area_ids integer[] not null,
  amounts double precision[] not null,
  statuses smallint[],
  sheet text not null default ''::text,
  cell_rows integer[],
  cell_columns integer[],
  conversion jsonb,
  PRIMARY KEY (id),
  FOREIGN KEY (delivery_id) REFERENCES delivery(id),
  FOREIGN KEY (figure_id) REFERENCES figure(id),
  CHECK ((frequency = ANY (ARRAY['year'::text, 'halfYear'::text, 'quarter'::text, 'month'::text, 'day'::text])))
);

CREATE TABLE transfer (
  id integer generated always as identity not null,
  package_hash text not null,
  content text not null,
  figure_key text not null,
  period text not null,
  recipient text not null,
  released_on date not null,
  purpose text not null,
  rules jsonb not null,
  person text not null,
  cells integer not null,
  withheld integer not null,
  key_fingerprint text not null,
  manifest text not null,
  signature text not null,
  delivery_id integer not null,
  received_at timestamp with time zone not null,
  received_by text not null,
  UNIQUE (package_hash),
  PRIMARY KEY (id),
  FOREIGN KEY (delivery_id) REFERENCES delivery(id),
  FOREIGN KEY (key_fingerprint) REFERENCES release_key(fingerprint)
);

CREATE TABLE withheld_cell (
  figure_id integer not null,
  breakdown text not null,
  frequency text not null,
  ordinal integer not null,
  area_id integer not null,
  reason text not null,
  PRIMARY KEY (figure_id, breakdown, frequency, ordinal, area_id),
  FOREIGN KEY (area_id) REFERENCES area(id),
  FOREIGN KEY (figure_id) REFERENCES figure(id),
  CHECK ((reason = ANY (ARRAY['primary'::text, 'secondary'::text])))
);

CREATE INDEX area_part_by_part ON area_part USING btree (part_id);

CREATE INDEX area_part_by_whole ON area_part USING btree (whole_id);

CREATE INDEX series_by_area ON series USING btree (area_id, figure_id, breakdown, frequency);

CREATE INDEX slice_by_delivery ON slice USING btree (delivery_id);

CREATE INDEX slice_by_figure ON slice USING btree (figure_id, frequency, ordinal);

CREATE UNIQUE INDEX area_once ON area USING btree (level_id, code, COALESCE(valid_from, '-infinity'::date));

CREATE OR REPLACE FUNCTION slice_is_a_fact()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'facts are only added: slice % of delivery % stays as it is', old.id, old.delivery_id;
end $function$;

CREATE OR REPLACE FUNCTION transfer_is_a_record()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'transfers are only added: the log stays as it is';
end $function$;

CREATE TRIGGER slice_only_added BEFORE DELETE OR UPDATE ON slice FOR EACH ROW EXECUTE FUNCTION slice_is_a_fact();

CREATE TRIGGER transfer_never_emptied BEFORE TRUNCATE ON transfer FOR EACH STATEMENT EXECUTE FUNCTION transfer_is_a_record();

CREATE TRIGGER transfer_only_added BEFORE DELETE OR UPDATE ON transfer FOR EACH ROW EXECUTE FUNCTION transfer_is_a_record();

CREATE VIEW observation AS
 SELECT s.figure_id,
    s.breakdown,
    s.frequency,
    s.area_id,
    s.first_ordinal + (p."position" - 1)::integer AS ordinal,
    p.amount,
    s.statuses[p."position"] AS status
   FROM series s,
    LATERAL unnest(s.amounts) WITH ORDINALITY p(amount, "position")
  WHERE p.amount IS NOT NULL OR s.statuses[p."position"] IS NOT NULL;
