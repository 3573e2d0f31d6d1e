-- Accounts, sessions and second factors: one installation, one book of people.

-- Who may sign in. An invited person has an account from the first moment, so that roles can be
-- given to it; it has joined when a password, a passkey or the county's provider has proved who it is.
create table account (
  id text primary key,
  name text not null,
  email text not null check (email = lower(email)),
  email_verified boolean not null default true,
  two_factor_enabled boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  joined_at timestamptz,
  disabled_at timestamptz
);
create unique index account_by_email on account (email);

-- Ways in that are not a passkey: a password (argon2id), or the number under which the county's provider knows the person.
create table credential (
  id text primary key,
  account_id text not null references account (id) on delete cascade,
  provider text not null,
  provider_account_id text not null,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider, provider_account_id)
);
create index credential_by_account on credential (account_id);

create table passkey (
  id text primary key,
  account_id text not null references account (id) on delete cascade,
  name text,
  public_key text not null,
  credential_id text not null unique,
  counter bigint not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  model text,
  created_at timestamptz
);
create index passkey_by_account on passkey (account_id);

-- Secret and recovery codes are encrypted with the key of the installation.
create table second_factor (
  id text primary key,
  account_id text not null unique references account (id) on delete cascade,
  secret text not null,
  recovery_codes text not null,
  verified boolean not null default false,
  failed_count integer not null default 0,
  locked_until timestamptz
);

-- A session keeps what kind of device it is, never its address.
create table session (
  id text primary key,
  account_id text not null references account (id) on delete cascade,
  token text not null unique,
  device text not null,
  created_at timestamptz not null,
  used_at timestamptz not null,
  expires_at timestamptz not null
);
create index session_by_account on session (account_id);

-- What waits for an answer for some minutes: the challenge of a passkey, the way back from the provider, a second factor.
create table verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verification_by_identifier on verification (identifier);

-- An invitation by link. The link itself is nowhere: only its SHA-256.
create table invitation (
  token_hash text primary key,
  account_id text not null references account (id) on delete cascade,
  invited_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index invitation_by_account on invitation (account_id);

-- Failed tries, under a keyed hash of what they were about, so that neither name nor address stands here.
create table attempt (
  key text primary key,
  failures integer not null,
  last_at timestamptz not null,
  waits_until timestamptz
);
