-- Generated from db/migrations by `npx tsx tools/writeSchema.ts`; change it there.

CREATE TABLE address (
  list_id integer not null,
  line integer not null,
  place text not null default ''::text,
  street text not null,
  number_from integer,
  number_to integer,
  letter text not null default ''::text,
  side text not null default 'all'::text,
  area_id integer not null,
  PRIMARY KEY (list_id, line),
  FOREIGN KEY (area_id) REFERENCES area(id),
  FOREIGN KEY (list_id) REFERENCES address_list(id),
  CHECK ((side = ANY (ARRAY['all'::text, 'odd'::text, 'even'::text])))
);

CREATE TABLE address_list (
  id integer generated always as identity not null,
  division_id text not null,
  valid_on date not null,
  file_hash text not null,
  file_name text not null,
  source text not null,
  licence text not null default ''::text,
  imported_at timestamp with time zone not null,
  person text not null,
  UNIQUE (division_id, valid_on, file_hash),
  PRIMARY KEY (id),
  FOREIGN KEY (division_id) REFERENCES division(id)
);

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

CREATE TABLE audience_cell (
  audience text not null,
  figure_id integer not null,
  breakdown text not null,
  frequency text not null,
  ordinal integer not null,
  area_id integer not null,
  reason text not null,
  PRIMARY KEY (audience, figure_id, breakdown, frequency, ordinal, area_id),
  FOREIGN KEY (area_id) REFERENCES area(id),
  FOREIGN KEY (figure_id) REFERENCES figure(id),
  CHECK ((reason = ANY (ARRAY['primary'::text, 'secondary'::text])))
);

CREATE TABLE audience_level (
  id integer generated always as identity not null,
  audience text not null,
  level text,
  reason text not null,
  set_at timestamp with time zone not null,
  set_by text not null,
  PRIMARY KEY (id)
);

CREATE TABLE audit_entry (
  number bigint not null,
  happened_at timestamp with time zone not null,
  operation text not null,
  action text not null,
  object text not null,
  subject jsonb not null,
  outcome text not null,
  person_hash text not null,
  previous text not null,
  hash text not null,
  PRIMARY KEY (number),
  CHECK ((outcome = ANY (ARRAY['begun'::text, 'done'::text, 'refused'::text, 'failed'::text])))
);

CREATE TABLE audit_head (
  only_one boolean not null default true,
  number bigint not null,
  hash text not null,
  PRIMARY KEY (only_one),
  CHECK (only_one)
);

CREATE TABLE audit_person (
  number bigint not null,
  salt text not null,
  person_id text not null,
  person text not null,
  PRIMARY KEY (number),
  FOREIGN KEY (number) REFERENCES audit_entry(number)
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
  made_by text,
  owner text,
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
  made_by text,
  owner text,
  UNIQUE (accepted_order),
  PRIMARY KEY (id),
  FOREIGN KEY (boundary_version_id) REFERENCES boundary_version(id),
  FOREIGN KEY (file_hash) REFERENCES file(hash),
  FOREIGN KEY (supersedes_id) REFERENCES delivery(id),
  CHECK ((state = ANY (ARRAY['received'::text, 'read'::text, 'checked'::text, 'accepted'::text, 'rejected'::text])))
);

CREATE TABLE delivery_agreement (
  id integer generated always as identity not null,
  holder text not null,
  title text not null,
  figures text[] not null,
  legal_basis text not null default ''::text,
  purpose text not null default ''::text,
  retention text not null default ''::text,
  approval text not null default ''::text,
  approved_until date,
  active boolean not null default false,
  PRIMARY KEY (id)
);

CREATE TABLE delivery_step (
  delivery_id integer not null,
  state text not null,
  happened_at timestamp with time zone not null,
  person text not null,
  note text not null default ''::text,
  FOREIGN KEY (delivery_id) REFERENCES delivery(id)
);

CREATE TABLE disclosure_rule (
  id integer generated always as identity not null,
  figure_key text,
  audience text,
  rule text,
  reason text not null,
  set_at timestamp with time zone not null,
  set_by text not null,
  PRIMARY KEY (id)
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
  made_by text,
  owner text,
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
  published boolean not null default true,
  PRIMARY KEY (id)
);

CREATE TABLE figure (
  id integer generated always as identity not null,
  key text not null,
  disclosure text not null default 'min3'::text,
  edition integer not null default 0,
  guarded_by text not null default ''::text,
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

CREATE TABLE fine_data_consent (
  person_id text not null,
  person_name text not null,
  wording integer not null,
  agreed_at timestamp with time zone not null,
  PRIMARY KEY (person_id, wording)
);

CREATE TABLE goal (
  id integer generated always as identity not null,
  level text not null,
  parent_id integer,
  title text not null,
  description text not null default ''::text,
  indicator_id text,
  level_id text,
  area_code text,
  baseline jsonb,
  target_value double precision,
  target_date date,
  unit_id integer,
  responsible text not null default ''::text,
  set_aside boolean not null default false,
  shared boolean not null default false,
  original_tenant text,
  original_goal integer,
  original_edition integer,
  made_by text,
  owner text,
  PRIMARY KEY (id),
  FOREIGN KEY (parent_id) REFERENCES goal(id),
  FOREIGN KEY (unit_id) REFERENCES unit(id),
  CHECK ((parent_id <> id)),
  CHECK ((num_nonnulls(original_tenant, original_goal, original_edition) = ANY (ARRAY[0, 3]))),
  CHECK (((level = 'operational'::text) OR ((num_nonnulls(indicator_id, level_id, area_code, baseline, target_value, target_date, unit_id) = 0) AND (responsible = ''::text)))),
  CHECK ((level = ANY (ARRAY['guiding'::text, 'intermediate'::text, 'operational'::text])))
);

CREATE TABLE goal_edition (
  goal_id integer not null,
  number integer not null,
  content jsonb not null,
  released_by text not null,
  released_at timestamp with time zone not null,
  PRIMARY KEY (goal_id, number),
  FOREIGN KEY (goal_id) REFERENCES goal(id),
  CHECK ((number > 0))
);

CREATE TABLE index_version (
  index_id text not null,
  version integer not null,
  definition jsonb not null,
  made_at timestamp with time zone not null,
  made_by text not null,
  reason text not null,
  round_id integer,
  frozen_at timestamp with time zone,
  sheet jsonb,
  result jsonb,
  PRIMARY KEY (index_id, version),
  FOREIGN KEY (round_id) REFERENCES weighting_round(id)
);

CREATE TABLE interpretation (
  id integer generated always as identity not null,
  indicator_id text not null,
  level_id text not null,
  area_code text not null,
  period text not null,
  text text not null,
  definition_version integer not null,
  figure double precision not null,
  deliveries integer[] not null,
  written_at timestamp with time zone not null,
  written_by text not null,
  made_by text not null,
  confirmed_at timestamp with time zone,
  confirmed_by text,
  withdrawn boolean not null default false,
  PRIMARY KEY (id),
  FOREIGN KEY (level_id) REFERENCES area_level(id),
  CHECK ((num_nonnulls(confirmed_at, confirmed_by) = ANY (ARRAY[0, 2]))),
  CHECK ((NOT (withdrawn AND (confirmed_at IS NOT NULL)))),
  CHECK ((text <> ''::text))
);

CREATE TABLE job (
  id integer generated always as identity not null,
  kind text not null,
  label jsonb not null,
  input jsonb not null,
  state text not null default 'queued'::text,
  person jsonb not null,
  asked_at timestamp with time zone not null,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  attempts integer not null default 0,
  result jsonb,
  trouble jsonb,
  file_name text,
  media_type text,
  file bytea,
  PRIMARY KEY (id),
  CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
);

CREATE TABLE job_progress (
  job_id integer not null,
  doing text not null,
  done double precision not null,
  total double precision,
  told_at timestamp with time zone not null,
  PRIMARY KEY (job_id),
  FOREIGN KEY (job_id) REFERENCES job(id) ON DELETE CASCADE
);

CREATE TABLE learned_mapping (
  shape text not null,
  mapping jsonb not null,
  delivery_id integer not null,
  learned_at timestamp with time zone not null,
  PRIMARY KEY (shape),
  FOREIGN KEY (delivery_id) REFERENCES delivery(id)
);

CREATE TABLE plain_summary (
  indicator_id text not null,
  text text not null,
  PRIMARY KEY (indicator_id),
  CHECK ((text <> ''::text))
);

CREATE TABLE reader_message (
  id integer generated always as identity not null,
  kind text not null,
  page text not null,
  message text not null,
  answer_to text,
  received_at timestamp with time zone not null,
  answered_by text,
  answered_at timestamp with time zone,
  note text not null default ''::text,
  PRIMARY KEY (id),
  CHECK ((num_nonnulls(answered_by, answered_at) = ANY (ARRAY[0, 2]))),
  CHECK (((answered_at IS NULL) OR (answer_to IS NULL))),
  CHECK ((kind = ANY (ARRAY['barrier'::text, 'mistake'::text, 'idea'::text, 'other'::text]))),
  CHECK ((message <> ''::text))
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
  made_by text,
  owner text,
  audiences text[] not null default '{leadership,services}'::text[],
  internal_blocks text[] not null default '{}'::text[],
  summary text not null default ''::text,
  circle text not null default 'inside'::text,
  PRIMARY KEY (id),
  CHECK ((circle = ANY (ARRAY['inside'::text, 'municipalities'::text, 'partners'::text, 'public'::text]))),
  CHECK ((state = ANY (ARRAY['draft'::text, 'released'::text])))
);

CREATE TABLE resolution (
  id integer generated always as identity not null,
  report_id integer,
  body text not null,
  decided_on date not null,
  outcome text not null,
  votes_for integer,
  votes_against integer,
  abstentions integer,
  reference text not null default ''::text,
  note text not null default ''::text,
  recorded_by text not null,
  recorded_by_name text not null,
  recorded_at timestamp with time zone not null,
  goal_id integer,
  goal_edition integer,
  PRIMARY KEY (id),
  FOREIGN KEY (goal_id, goal_edition) REFERENCES goal_edition(goal_id, number),
  FOREIGN KEY (report_id) REFERENCES report(id),
  CHECK ((abstentions >= 0)),
  CHECK ((num_nonnulls(report_id, goal_id) = 1)),
  CHECK (((goal_id IS NULL) = (goal_edition IS NULL))),
  CHECK ((outcome = ANY (ARRAY['adopted'::text, 'amended'::text, 'rejected'::text, 'postponed'::text, 'withdrawn'::text]))),
  CHECK ((votes_against >= 0)),
  CHECK ((votes_for >= 0))
);

CREATE TABLE round_answered (
  round_id integer not null,
  asking integer not null,
  participants integer[] not null,
  PRIMARY KEY (round_id, asking),
  FOREIGN KEY (round_id) REFERENCES weighting_round(id)
);

CREATE TABLE round_ballot_box (
  round_id integer not null,
  asking integer not null,
  ballots jsonb not null,
  PRIMARY KEY (round_id, asking),
  FOREIGN KEY (round_id) REFERENCES weighting_round(id)
);

CREATE TABLE round_event (
  round_id integer not null,
  number integer not null,
  content jsonb not null,
  PRIMARY KEY (round_id, number),
  FOREIGN KEY (round_id) REFERENCES weighting_round(id)
);

CREATE TABLE round_participant (
  id integer generated always as identity not null,
  round_id integer not null,
  group_id text not null,
  name text not null,
  email text not null,
  token_hash text not null,
  withdrawn boolean not null default false,
  UNIQUE (token_hash),
  PRIMARY KEY (id),
  FOREIGN KEY (round_id) REFERENCES weighting_round(id)
);

CREATE TABLE series (
  figure_id integer not null,
  breakdown text not null,
  frequency text not null,
  area_id integer not null,
  first_ordinal integer not null,
  amounts double precision[] not null,
  statuses smallint[],
  marks smallint[],
  PRIMARY KEY (figure_id, breakdown, area_id, frequency)
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
  marks smallint[],
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

CREATE TABLE transfer_report (
  transfer_id integer not null,
  report jsonb not null,
  PRIMARY KEY (transfer_id)
);

CREATE TABLE unit (
  id integer generated always as identity not null,
  kind text not null default 'office'::text,
  PRIMARY KEY (id),
  CHECK ((kind = ANY (ARRAY['office'::text, 'provider'::text, 'municipality'::text])))
);

CREATE TABLE unit_state (
  unit_id integer not null,
  name text not null,
  short text not null default ''::text,
  parent_id integer,
  valid_from date not null,
  valid_to date,
  changed_by text not null,
  changed_at timestamp with time zone not null,
  PRIMARY KEY (unit_id, valid_from),
  FOREIGN KEY (parent_id) REFERENCES unit(id),
  FOREIGN KEY (unit_id) REFERENCES unit(id),
  CHECK ((parent_id <> unit_id)),
  CHECK ((valid_to > valid_from))
);

CREATE TABLE version (
  kind text not null,
  id text not null,
  number integer not null,
  content jsonb,
  changed_at timestamp with time zone not null,
  person_id text not null,
  person text not null,
  reason text not null default ''::text,
  PRIMARY KEY (kind, id, number)
);

CREATE TABLE weighting_round (
  id integer generated always as identity not null,
  created_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  PRIMARY KEY (id)
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

CREATE INDEX address_by_area ON address USING btree (area_id);

CREATE INDEX area_part_by_part ON area_part USING btree (part_id);

CREATE INDEX area_part_by_whole ON area_part USING btree (whole_id);

CREATE INDEX audience_cell_of_figure ON audience_cell USING btree (figure_id);

CREATE INDEX delivery_by_owner ON delivery USING btree (owner);

CREATE INDEX disclosure_rule_newest ON disclosure_rule USING btree (figure_key, audience, id DESC);

CREATE INDEX goal_by_parent ON goal USING btree (parent_id);

CREATE INDEX interpretation_by_area ON interpretation USING btree (level_id, area_code);

CREATE INDEX interpretation_by_indicator ON interpretation USING btree (indicator_id);

CREATE INDEX job_not_ended ON job USING btree (id) WHERE (state = ANY (ARRAY['queued'::text, 'running'::text]));

CREATE INDEX reader_message_open ON reader_message USING btree (id) WHERE (answered_at IS NULL);

CREATE INDEX resolution_by_goal ON resolution USING btree (goal_id);

CREATE INDEX resolution_by_report ON resolution USING btree (report_id);

CREATE INDEX round_participant_by_round ON round_participant USING btree (round_id);

CREATE INDEX slice_by_delivery ON slice USING btree (delivery_id);

CREATE INDEX slice_by_figure ON slice USING btree (figure_id, frequency, ordinal);

CREATE INDEX version_by_time ON version USING btree (changed_at);

CREATE UNIQUE INDEX area_once ON area USING btree (level_id, code, COALESCE(valid_from, '-infinity'::date));

CREATE OR REPLACE FUNCTION audit_entry_stays()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'the audit trail is only added to';
end $function$;

CREATE OR REPLACE FUNCTION count_facts()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
declare
  counted text;
begin
  foreach counted in array '{area,figure,slice,series}'::text[] loop
    -- Once a table is twice as large as when it was last counted; mostly that is never.
    if pg_relation_size(format('%I.%I', current_schema(), counted)::regclass) / current_setting('block_size')::integer
      > 2 * (select relpages from pg_class where oid = format('%I.%I', current_schema(), counted)::regclass) then
      execute format('analyze %I.%I %s', current_schema(), counted, case counted
        when 'slice' then '(delivery_id, figure_id, breakdown, frequency, ordinal)'
        when 'series' then '(figure_id, breakdown, frequency, area_id)'
        else '' end);
    end if;
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION goal_edition_stays()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'UPDATE' and new.released_by = ''
    and (to_jsonb(new) - '{released_by,content}'::text[]) = (to_jsonb(old) - '{released_by,content}'::text[])
    and new.content - 'responsible' = old.content - 'responsible'
    and coalesce(new.content ->> 'responsible', '') in ('', coalesce(old.content ->> 'responsible', ''))
    and exists (select from goal_edition later where later.goal_id = old.goal_id and later.number > old.number) then
    return new;
  end if;
  raise exception 'editions are only added: edition % of goal % stays as it was released', old.number, old.goal_id;
end $function$;

CREATE OR REPLACE FUNCTION index_version_stays()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' or old.frozen_at is not null or new.definition is distinct from old.definition then
    raise exception 'versions of an index are only added: % %', old.index_id, old.version;
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION keep_version()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION resolution_stays()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'resolutions are only added: % stays as it was recorded', old.id;
end $function$;

CREATE OR REPLACE FUNCTION round_event_stays()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'events of a weighting round are only added';
end $function$;

CREATE OR REPLACE FUNCTION share_definition()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into kreislauf.shared_definition (tenant, kind, id, version, content)
  select t.slug, new.kind, new.id, new.version, new.content
  from kreislauf.tenant t where t.schema_name = tg_table_schema and t.kind = 'county'
  on conflict do nothing;
  return null;
end $function$;

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

CREATE OR REPLACE FUNCTION version_stays()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  of_persons text[] := '{responsible,made_by}';
begin
  if tg_op = 'UPDATE' and new.person = ''
    and (to_jsonb(new) - '{person,person_id,content}'::text[]) = (to_jsonb(old) - '{person,person_id,content}'::text[])
    and (new.content is not distinct from old.content
      or (new.kind = 'goal' and new.content - of_persons = old.content - of_persons
        and not exists (select from jsonb_each_text(new.content) of_new (key, value)
                         where key = any (of_persons) and coalesce(value, '') not in ('', coalesce(old.content ->> key, ''))))) then
    return new;
  end if;
  raise exception 'versions are only added: % % % stays as it is', old.kind, old.id, old.number;
end $function$;

CREATE TRIGGER area_kept AFTER DELETE OR UPDATE ON area FOR EACH ROW EXECUTE FUNCTION keep_version('area', 'id');

CREATE TRIGGER area_level_kept AFTER INSERT OR DELETE OR UPDATE ON area_level FOR EACH ROW EXECUTE FUNCTION keep_version('level', 'id');

CREATE TRIGGER audit_never_emptied BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_stays();

CREATE TRIGGER audit_only_added BEFORE DELETE OR UPDATE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_entry_stays();

CREATE TRIGGER class_breaks_kept AFTER INSERT OR DELETE OR UPDATE ON class_breaks FOR EACH ROW EXECUTE FUNCTION keep_version('classBreaks', 'indicator_id,level_id', 'changed_at,person');

CREATE TRIGGER definition_shared AFTER INSERT ON definition FOR EACH ROW EXECUTE FUNCTION share_definition();

CREATE TRIGGER delivery_agreement_kept AFTER INSERT OR DELETE OR UPDATE ON delivery_agreement FOR EACH ROW EXECUTE FUNCTION keep_version('agreement', 'id');

CREATE TRIGGER delivery_kept AFTER INSERT OR DELETE OR UPDATE ON delivery FOR EACH ROW EXECUTE FUNCTION keep_version('delivery', 'id', 'findings,accepted_order');

CREATE TRIGGER division_kept AFTER INSERT OR DELETE OR UPDATE ON division FOR EACH ROW EXECUTE FUNCTION keep_version('division', 'id');

CREATE TRIGGER facility_kept AFTER UPDATE OF published ON facility FOR EACH ROW WHEN ((old.published IS DISTINCT FROM new.published)) EXECUTE FUNCTION keep_version('facility', 'id');

CREATE TRIGGER goal_edition_only_added BEFORE DELETE OR UPDATE ON goal_edition FOR EACH ROW EXECUTE FUNCTION goal_edition_stays();

CREATE TRIGGER goal_kept AFTER INSERT OR DELETE OR UPDATE ON goal FOR EACH ROW EXECUTE FUNCTION keep_version('goal', 'id', 'shared');

CREATE TRIGGER index_version_only_added BEFORE DELETE OR UPDATE ON index_version FOR EACH ROW EXECUTE FUNCTION index_version_stays();

CREATE TRIGGER interpretation_kept AFTER INSERT OR DELETE OR UPDATE ON interpretation FOR EACH ROW EXECUTE FUNCTION keep_version('interpretation', 'id', 'made_by,written_by,confirmed_by');

CREATE TRIGGER learned_mapping_kept AFTER INSERT OR DELETE OR UPDATE ON learned_mapping FOR EACH ROW EXECUTE FUNCTION keep_version('mapping', 'shape', 'learned_at,delivery_id');

CREATE TRIGGER plain_summary_kept AFTER INSERT OR DELETE OR UPDATE ON plain_summary FOR EACH ROW EXECUTE FUNCTION keep_version('plainSummary', 'indicator_id');

CREATE TRIGGER release_key_kept AFTER INSERT OR DELETE OR UPDATE ON release_key FOR EACH ROW EXECUTE FUNCTION keep_version('releaseKey', 'fingerprint', 'trusted_at,trusted_by,withdrawn_by');

CREATE TRIGGER report_kept AFTER INSERT OR DELETE OR UPDATE ON report FOR EACH ROW EXECUTE FUNCTION keep_version('report', 'id', 'snapshot,pdf');

CREATE TRIGGER resolution_only_added BEFORE DELETE OR UPDATE ON resolution FOR EACH ROW EXECUTE FUNCTION resolution_stays();

CREATE TRIGGER round_event_only_added BEFORE DELETE OR UPDATE ON round_event FOR EACH ROW EXECUTE FUNCTION round_event_stays();

CREATE TRIGGER setting_kept AFTER INSERT OR DELETE OR UPDATE ON setting FOR EACH ROW EXECUTE FUNCTION keep_version('setting', 'key');

CREATE TRIGGER slice_only_added BEFORE DELETE OR UPDATE ON slice FOR EACH ROW EXECUTE FUNCTION slice_is_a_fact();

CREATE TRIGGER transfer_never_emptied BEFORE TRUNCATE ON transfer FOR EACH STATEMENT EXECUTE FUNCTION transfer_is_a_record();

CREATE TRIGGER transfer_only_added BEFORE DELETE OR UPDATE ON transfer FOR EACH ROW EXECUTE FUNCTION transfer_is_a_record();

CREATE TRIGGER transfer_report_never_emptied BEFORE TRUNCATE ON transfer_report FOR EACH STATEMENT EXECUTE FUNCTION transfer_is_a_record();

CREATE TRIGGER transfer_report_only_added BEFORE DELETE OR UPDATE ON transfer_report FOR EACH ROW EXECUTE FUNCTION transfer_is_a_record();

CREATE TRIGGER unit_state_kept AFTER INSERT OR DELETE OR UPDATE ON unit_state FOR EACH ROW EXECUTE FUNCTION keep_version('unit', 'unit_id', 'changed_by,changed_at');

CREATE TRIGGER version_only_added BEFORE DELETE OR UPDATE ON version FOR EACH ROW EXECUTE FUNCTION version_stays();

CREATE VIEW change AS
 SELECT version.kind,
    version.id,
    version.number,
    version.content,
    version.changed_at,
    version.person_id,
    version.person,
    version.reason
   FROM version
UNION ALL
 SELECT definition.kind,
    definition.id,
    definition.version AS number,
    definition.content,
    definition.changed_at,
    ''::text AS person_id,
    definition.person,
    definition.reason
   FROM definition
UNION ALL
 SELECT 'index'::text AS kind,
    index_version.index_id AS id,
    index_version.version AS number,
    index_version.definition AS content,
    index_version.made_at AS changed_at,
    ''::text AS person_id,
    index_version.made_by AS person,
    index_version.reason
   FROM index_version;

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
