-- Roles keep their versions like everything else that people change: given, ended, given again; who, when, why.

-- Why it was ended.
alter table role_grant add column end_reason text not null default '';

-- A right is a role of an account, everywhere or in one scope; its versions stand with the tenant's others.
create function keep_right() returns trigger language plpgsql as $$
declare
  at_hand kreislauf.role_grant := coalesce(new, old);
  room text := (select schema_name from kreislauf.tenant where slug = at_hand.tenant);
  of_key text := at_hand.account_id || '/' || at_hand.role || coalesce('/' || at_hand.scope_kind || ' ' || at_hand.scope_id, '');
  is_over boolean := tg_op = 'DELETE' or at_hand.ended_at is not null;
  content jsonb := case when is_over then null else
    to_jsonb(at_hand) - '{id,tenant,reason,granted_by,granted_at,ended_by,ended_at,end_reason}'::text[] end;
  who text := coalesce(nullif(current_setting('kreislauf.person', true), ''),
                       case when is_over then at_hand.ended_by else at_hand.granted_by end, session_user);
begin
  -- Only giving, ending and taking out; a tenant that is only just made keeps none yet.
  if tg_op = 'UPDATE' and (old.ended_at is not null or new.ended_at is null) then return null; end if;
  if tg_op = 'DELETE' and old.ended_at is not null then return null; end if;
  if room is null or to_regclass(format('%I.version', room)) is null then return null; end if;
  execute format(
    'insert into %1$I.version (kind, id, number, content, changed_at, person_id, person, reason)
     select ''right'', $1, coalesce((select max(number) from %1$I.version where kind = ''right'' and id = $1), 0) + 1, $2, $3, $4, $5, $6', room)
  using of_key, content,
    coalesce(nullif(current_setting('kreislauf.now', true), '')::timestamptz, clock_timestamp()),
    coalesce(nullif(current_setting('kreislauf.person_id', true), ''), 'database'), who,
    coalesce(nullif(case when is_over then at_hand.end_reason else at_hand.reason end, ''),
             current_setting('kreislauf.reason', true), '');
  return null;
end $$;
create trigger role_grant_kept after insert or update or delete on role_grant
  for each row execute function keep_right();
