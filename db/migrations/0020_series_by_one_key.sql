-- Series are found by one key: all areas of a figure lie together (map, trend), and one area is one step in each figure
-- (profile). A second index by area had cost as much on every acceptance as the key itself.
drop index series_by_area;
alter table series drop constraint series_pkey;
alter table series add primary key (figure_id, breakdown, area_id, frequency);

-- Whoever accepts figures does not own the tables, and only an owner may count them for the planner of questions. Without
-- that, the first questions after a large delivery take many times as long, until the database does it by itself.
create function count_facts() returns void language plpgsql security definer as $$
declare
  counted text;
begin
  foreach counted in array '{area,figure,slice,series}'::text[] loop
    -- Once a table is twice as large as when it was last counted; mostly that is never.
    if pg_relation_size(format('%I.%I', current_schema(), counted)::regclass) / current_setting('block_size')::integer
      > 2 * (select relpages from pg_class where oid = format('%I.%I', current_schema(), counted)::regclass) then
      execute format('analyze %I.%I %s', current_schema(), counted, case counted
        when 'slice' then '(delivery_id, figure_id, breakdown, frequency, ordinal)'
        when 'series' then '(figure_id, breakdown, frequency, area_id)'
        else '' end);
    end if;
  end loop;
end $$;
