-- Marks of official statistics beside values, and address lists.

-- What the source printed beside a number, "12p" or "(12)": position in kernel/value marks, from 0;
-- null where it printed nothing. No marks at all: nothing was marked.
alter table slice add column marks smallint[];
-- The marks of the values that are in force, folded like them.
alter table series add column marks smallint[];

-- Which area of a division an address lies in (TR-001). Whoever draws a division may deliver its list,
-- and others may take it with them. A list is one state of a division on one day; a newer one is added.
create table address_list (
  id integer generated always as identity primary key,
  division_id text not null references division,
  valid_on date not null,
  file_hash text not null,
  file_name text not null,
  source text not null,
  licence text not null default '',
  imported_at timestamptz not null,
  person text not null,
  unique (division_id, valid_on, file_hash)
);

create table address (
  list_id integer not null references address_list,
  -- Line of the file, from 1: what a finding points at.
  line integer not null,
  place text not null default '',
  street text not null,
  -- The same for a single address, which may bear a letter; a range means every number of its side.
  -- Null at the open end of a range.
  number_from integer,
  number_to integer,
  letter text not null default '',
  side text not null default 'all' check (side in ('all', 'odd', 'even')),
  area_id integer not null references area,
  primary key (list_id, line)
);
create index address_by_area on address (area_id);
