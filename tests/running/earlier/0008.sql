insert into unit (kind) values ('office');
insert into unit_state (unit_id, name, valid_from, changed_by, changed_at) values (1, 'Fachdienst Jugend', '2020-01-01', 'p1', '2024-03-01 08:00+00');
insert into resolution (report_id, body, decided_on, outcome, votes_for, recorded_by, recorded_by_name, recorded_at)
values (1, 'Jugendhilfeausschuss', '2024-03-05', 'adopted', 9, 'p2', 'Geschäftsstelle', '2024-03-06 08:00+00');
