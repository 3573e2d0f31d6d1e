-- Where planning wants to go: the goal tree, its editions as they were released, and what bodies decided about them.

create table goal (
  id integer generated always as identity primary key,
  level text not null check (level in ('guiding', 'intermediate', 'operational')),
  parent_id integer references goal check (parent_id <> id),
  title text not null,
  description text not null default '',
  -- What an operational goal is measured by; a draft may lack parts of it, a released edition does not.
  indicator_id text,
  level_id text,
  area_code text,
  -- The released figure that it starts from, with its lineage, as it was when it was taken.
  baseline jsonb,
  target_value double precision,
  target_date date,
  -- Who answers for it: a unit of the organisation chart, or a name where there is none.
  unit_id integer references unit,
  responsible text not null default '',
  -- A draft that was never released and is not pursued.
  set_aside boolean not null default false,
  -- Whether the municipalities of the county may adopt it.
  shared boolean not null default false,
  -- A copy: the county's goal it was made from, and the edition of it that was looked at last.
  original_tenant text,
  original_goal integer,
  original_edition integer,
  -- Account of who made it, and the scope it belongs to.
  made_by text,
  owner text,
  check (num_nonnulls(original_tenant, original_goal, original_edition) in (0, 3)),
  -- Only operational goals are measured.
  check (level = 'operational' or (num_nonnulls(indicator_id, level_id, area_code, baseline, target_value, target_date, unit_id) = 0 and responsible = ''))
);
create index goal_by_parent on goal (parent_id);

create trigger goal_kept after insert or update or delete on goal
  for each row execute function keep_version('goal', 'id', 'shared');

-- A goal as it was released: bodies decide about it, and the public reads it.
create table goal_edition (
  goal_id integer not null references goal,
  number integer not null check (number > 0),
  content jsonb not null,
  released_by text not null,
  released_at timestamptz not null,
  primary key (goal_id, number)
);

create function goal_edition_stays() returns trigger language plpgsql as $$
begin
  raise exception 'editions are only added: edition % of goal % stays as it was released', old.number, old.goal_id;
end $$;
create trigger goal_edition_only_added before update or delete on goal_edition
  for each row execute function goal_edition_stays();

-- A resolution is about a report or about an edition of a goal.
alter table resolution
  alter column report_id drop not null,
  add column goal_id integer,
  add column goal_edition integer,
  add foreign key (goal_id, goal_edition) references goal_edition (goal_id, number),
  add check (num_nonnulls(report_id, goal_id) = 1),
  add check ((goal_id is null) = (goal_edition is null));
create index resolution_by_goal on resolution (goal_id);
