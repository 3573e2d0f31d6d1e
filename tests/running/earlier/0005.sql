insert into weighting_round (created_at, closed_at) values ('2023-07-01 08:00+00', '2023-08-01 08:00+00');
insert into round_event values (1, 1, '{"kind": "opened"}'), (1, 2, '{"kind": "closed"}');
insert into round_participant (round_id, group_id, name, email, token_hash) values (1, 'politik', 'Mitglied', 'm@kreis.example', repeat('f', 64));
insert into round_answered values (1, 1, '{1}');
insert into round_ballot_box values (1, 1, '[{"grade": 3}]');
insert into index_version (index_id, version, definition, made_at, made_by, reason, round_id, frozen_at, sheet, result)
values ('kreisindex', 1, '{"id": "kreisindex"}', '2023-08-01 08:00+00', 'Planung', 'Runde', 1, '2023-08-02 08:00+00', '{}', '{"areas": []}');
