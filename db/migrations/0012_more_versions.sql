-- More of what people change keeps its versions: the mapping and state of a delivery, units of the organisation
-- chart, areas that are renamed or end, what of the register is shown, and the versions of indices, which keep themselves.

create trigger delivery_kept after insert or update or delete on delivery
  for each row execute function keep_version('delivery', 'id', 'findings,accepted_order');
create trigger unit_state_kept after insert or update or delete on unit_state
  for each row execute function keep_version('unit', 'unit_id', 'changed_by,changed_at');
-- Areas come by the thousand with their boundaries; their first version is written when the second is.
create trigger area_kept after update or delete on area
  for each row execute function keep_version('area', 'id');
create trigger facility_kept after update of published on facility
  for each row when (old.published is distinct from new.published) execute function keep_version('facility', 'id');

-- Definitions and indices keep their versions themselves; here all stand side by side.
create or replace view change as
  select kind, id, number, content, changed_at, person_id, person, reason from version
  union all
  select kind, id, version, content, changed_at, '', person, reason from definition
  union all
  select 'index', index_id, version, definition, made_at, '', made_by, reason from index_version;
