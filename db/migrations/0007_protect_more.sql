-- Rules of protection per source and audience, and base figures that add up.

-- The public part of the protection report that came with a release package.
create table transfer_report (
  -- Not declared as a reference: transfers never go, and their own guard must speak first.
  transfer_id integer primary key,
  report jsonb not null
);
create trigger transfer_report_only_added before update or delete on transfer_report
  for each row execute function transfer_is_a_record();
create trigger transfer_report_never_emptied before truncate on transfer_report execute function transfer_is_a_record();

-- Named rules of protection: of all sources or one base figure, for everybody or one audience. The newest row of
-- a pair counts; earlier ones stay, so that it can be seen who set what and when. A null rule takes it back.
create table disclosure_rule (
  id integer generated always as identity primary key,
  figure_key text,
  audience text,
  rule text,
  reason text not null,
  set_at timestamptz not null,
  set_by text not null
);
create index disclosure_rule_newest on disclosure_rule (figure_key, audience, id desc);

-- Finest level of areas that an audience sees; the newest row of an audience counts.
create table audience_level (
  id integer generated always as identity primary key,
  audience text not null,
  level text,
  reason text not null,
  set_at timestamptz not null,
  set_by text not null
);

-- Who agreed not to re-identify anybody before seeing fine-grained areas (X-005); one line per person and wording.
create table fine_data_consent (
  person_id text not null,
  person_name text not null,
  wording integer not null,
  agreed_at timestamptz not null,
  primary key (person_id, wording)
);
