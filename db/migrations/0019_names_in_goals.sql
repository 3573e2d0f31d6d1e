-- Names in goals are forgotten in time, as names beside old versions are: who answers for a goal, where it is a person
-- and not a unit, and who wrote or released it. A goal's newest version and its newest edition keep them: they are in force.

-- Of an earlier version the name beside it may be erased, and in it the names that stand in such fields; nothing else.
create or replace function version_stays() returns trigger language plpgsql as $$
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
end $$;

create or replace function goal_edition_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.released_by = ''
    and (to_jsonb(new) - '{released_by,content}'::text[]) = (to_jsonb(old) - '{released_by,content}'::text[])
    and new.content - 'responsible' = old.content - 'responsible'
    and coalesce(new.content ->> 'responsible', '') in ('', coalesce(old.content ->> 'responsible', ''))
    and exists (select from goal_edition later where later.goal_id = old.goal_id and later.number > old.number) then
    return new;
  end if;
  raise exception 'editions are only added: edition % of goal % stays as it was released', old.number, old.goal_id;
end $$;
