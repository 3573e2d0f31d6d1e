-- Goals that a county shares with its municipalities, and which of them made a copy of their own.

-- An edition of a county's goal, as its municipalities see it.
create table shared_goal (
  tenant text not null references tenant,
  goal_id integer not null,
  edition integer not null,
  content jsonb not null,
  shared_at timestamptz not null,
  -- From then on nobody new adopts it; copies stay.
  withdrawn_at timestamptz,
  primary key (tenant, goal_id, edition)
);

-- That a municipality adopted a goal, and what it released of its copy; nothing else of the copy is here.
create table goal_adoption (
  from_tenant text not null references tenant,
  goal_id integer not null,
  -- The edition that the copy was made from, or that was looked at last.
  edition integer not null,
  to_tenant text not null references tenant,
  copy_id integer not null,
  adopted_at timestamptz not null,
  -- The newest edition of the copy that the municipality released; null while it has not.
  released jsonb,
  primary key (from_tenant, goal_id, to_tenant),
  foreign key (from_tenant, goal_id, edition) references shared_goal
);

alter table shared_goal enable row level security;
create policy own_and_parents on shared_goal for select using (
  tenant = kreislauf.asking_tenant()
  or tenant = (select parent from kreislauf.tenant where slug = kreislauf.asking_tenant()));
create policy giver on shared_goal for insert with check (tenant = kreislauf.asking_tenant());
create policy withdrawer on shared_goal for update using (tenant = kreislauf.asking_tenant())
  with check (tenant = kreislauf.asking_tenant());

alter table goal_adoption enable row level security;
create policy either_side on goal_adoption for select using (kreislauf.asking_tenant() in (from_tenant, to_tenant));
create policy adopter on goal_adoption for insert with check (
  to_tenant = kreislauf.asking_tenant()
  and from_tenant = (select parent from kreislauf.tenant where slug = kreislauf.asking_tenant()));
create policy adopter_again on goal_adoption for update using (to_tenant = kreislauf.asking_tenant())
  with check (to_tenant = kreislauf.asking_tenant()
    and from_tenant = (select parent from kreislauf.tenant where slug = kreislauf.asking_tenant()));
