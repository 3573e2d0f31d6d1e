-- Keys of statistics offices whose release packages are taken in. A key is withdrawn, never forgotten.
create table release_key (
  fingerprint text primary key,
  public_key text not null,
  name text not null,
  trusted_at timestamptz not null,
  trusted_by text not null,
  withdrawn_at timestamptz,
  withdrawn_by text
);

-- What came over from a protected zone: one release, one record, kept for good (X-003 asks for five years).
create table transfer (
  id integer generated always as identity primary key,
  -- SHA-256 of the signed manifest; the manifest holds the hash of every file.
  package_hash text not null unique,
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
  key_fingerprint text not null references release_key,
  -- As signed, so that the signature can be checked again.
  manifest text not null,
  signature text not null,
  delivery_id integer not null references delivery,
  received_at timestamptz not null,
  received_by text not null
);

create function transfer_is_a_record() returns trigger language plpgsql as $$
begin
  raise exception 'transfers are only added: the log stays as it is';
end $$;
create trigger transfer_only_added before update or delete on transfer for each row execute function transfer_is_a_record();
create trigger transfer_never_emptied before truncate on transfer execute function transfer_is_a_record();
