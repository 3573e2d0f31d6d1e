-- Tenants, who holds which role where, and what one tenant hands to another.
-- A tenant's own tables lie in a schema of its own; what stands here is shared, row by row:
-- the database shows a tenant's connection only the rows of this tenant, whatever a query forgets.

create table tenant (
  -- In its address: /g/neuenfeld/.
  slug text primary key check (slug ~ '^[a-z][a-z0-9-]{0,40}$'),
  name text not null,
  kind text not null check (kind in ('county', 'municipality')),
  -- The county that a municipality shares definitions with and releases figures to.
  parent text references tenant check (parent <> slug),
  schema_name text not null unique check (schema_name ~ '^[a-z][a-z0-9_]*$'),
  -- Under which its connections work; null where the installation's user may not create roles.
  database_role text unique,
  added_at timestamptz not null default now()
);

-- The tenant whose connection asks; null for the installation itself, which the rules below do not bind.
create function asking_tenant() returns text language sql stable
  as $$ select slug from kreislauf.tenant where database_role = current_user $$;

-- A role, where, and for how long. Never changed but to end it.
create table role_grant (
  id integer generated always as identity primary key,
  account_id text not null references account (id) on delete cascade,
  tenant text not null references tenant,
  role text not null check (role ~ '^R([1-9]|1[0-5])$'),
  -- Null: everywhere in the tenant.
  scope_kind text check (scope_kind in ('unit', 'topic', 'area')),
  scope_id text,
  valid_from date not null,
  -- Last day on which it holds; null without end.
  valid_until date,
  reason text not null default '',
  granted_by text not null,
  granted_at timestamptz not null,
  ended_by text,
  ended_at timestamptz,
  check ((scope_kind is null) = (scope_id is null)),
  check (valid_until >= valid_from)
);
create index role_grant_by_account on role_grant (account_id, tenant);

-- Figures that a municipality released to its county: protected values as a file, with what is needed to read it.
create table handover (
  id integer generated always as identity primary key,
  from_tenant text not null references tenant,
  to_tenant text not null references tenant,
  title text not null,
  file_name text not null,
  content text not null,
  content_hash text not null,
  mapping jsonb not null,
  -- Figures, level, periods, number of values and of withheld ones.
  summary jsonb not null,
  released_by text not null,
  released_at timestamptz not null,
  taken_by text,
  taken_at timestamptz,
  delivery_id integer
);
create index handover_by_receiver on handover (to_tenant);

-- Definitions of a county, as its municipalities see them; written by the county's own table of definitions.
create table shared_definition (
  tenant text not null references tenant,
  kind text not null,
  id text not null,
  version integer not null,
  content jsonb not null,
  primary key (tenant, kind, id, version)
);

alter table role_grant enable row level security;
create policy own_tenant on role_grant using (tenant = kreislauf.asking_tenant()) with check (tenant = kreislauf.asking_tenant());

alter table shared_definition enable row level security;
create policy own_and_parents on shared_definition for select using (
  tenant = kreislauf.asking_tenant()
  or tenant = (select parent from kreislauf.tenant where slug = kreislauf.asking_tenant()));
create policy own_tenant on shared_definition for insert with check (tenant = kreislauf.asking_tenant());

alter table handover enable row level security;
create policy either_side on handover for select using (kreislauf.asking_tenant() in (from_tenant, to_tenant));
create policy giver on handover for insert with check (from_tenant = kreislauf.asking_tenant());
create policy taker on handover for update using (to_tenant = kreislauf.asking_tenant()) with check (to_tenant = kreislauf.asking_tenant());
