insert into goal (level, parent_id, title)
values ('guiding', null, 'Alle Kinder wachsen gut auf'),
       ('intermediate', 1, 'Weniger Kinder leben in Armut');
insert into goal (level, parent_id, title, indicator_id, level_id, area_code, baseline, target_value, target_date, unit_id, made_by, owner)
values ('operational', 2, 'Kinderarmut senken', 'kinderarmut', 'KREIS', '01056', '{"period": "2022", "value": 12.5}', 10, '2028-12-31', 1, 'p1', 'unit 1');
insert into goal_edition (goal_id, number, content, released_by, released_at)
values (3, 1, '{"title": "Kinderarmut senken"}', 'Leitung', '2024-03-04 08:00+00');
insert into resolution (goal_id, goal_edition, body, decided_on, outcome, votes_for, recorded_by, recorded_by_name, recorded_at)
values (3, 1, 'Sozialausschuss', '2024-03-12', 'adopted', 9, 'p2', 'Gremienbüro', '2024-03-13 08:00+00');
