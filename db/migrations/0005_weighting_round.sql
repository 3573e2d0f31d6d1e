-- The normed procedure: rounds, their steps, participants, grades and index versions.

-- A round is what happened in it, one event after the other (stages/combine/round). Ballots are apart.
create table weighting_round (
  id integer generated always as identity primary key,
  created_at timestamptz not null,
  -- When the round was closed; contact data of the panel are erased 90 days after it (X-022).
  closed_at timestamptz
);

create table round_event (
  round_id integer not null references weighting_round,
  number integer not null,
  content jsonb not null,
  primary key (round_id, number)
);

create function round_event_stays() returns trigger language plpgsql as $$
begin
  raise exception 'events of a weighting round are only added';
end $$;
create trigger round_event_only_added before update or delete on round_event
  for each row execute function round_event_stays();

-- Who is invited. Of the link only a hash is kept; name and address go when their time is over.
create table round_participant (
  id integer generated always as identity primary key,
  round_id integer not null references weighting_round,
  group_id text not null,
  name text not null,
  email text not null,
  token_hash text not null unique,
  withdrawn boolean not null default false
);
create index round_participant_by_round on round_participant (round_id);

-- Who has answered in a Delphi round, and what was answered, as two boxes that know nothing of each
-- other. Each is one row that is written anew with every answer, and its content is sorted: neither the
-- order of rows nor the time of writing tells which answer is whose. The pseudonym in a ballot is made
-- with the secret of the person's link, which is not kept anywhere here.
create table round_answered (
  round_id integer not null references weighting_round,
  -- Number of the asking, counted over all passes from 1.
  asking integer not null,
  participants integer[] not null,
  primary key (round_id, asking)
);

create table round_ballot_box (
  round_id integer not null references weighting_round,
  asking integer not null,
  ballots jsonb not null,
  primary key (round_id, asking)
);

-- Versions of the county's own indices: made in the browser or frozen by a round.
create table index_version (
  index_id text not null,
  version integer not null,
  definition jsonb not null,
  made_at timestamptz not null,
  made_by text not null,
  reason text not null,
  round_id integer references weighting_round,
  -- Null while it is a draft. A frozen version stays as it is: definition, sheet and results (X-074).
  frozen_at timestamptz,
  sheet jsonb,
  result jsonb,
  primary key (index_id, version)
);

create function index_version_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.frozen_at is not null or new.definition is distinct from old.definition then
    raise exception 'versions of an index are only added: % %', old.index_id, old.version;
  end if;
  return new;
end $$;
create trigger index_version_only_added before update or delete on index_version
  for each row execute function index_version_stays();
