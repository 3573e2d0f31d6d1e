insert into job (kind, label, input, state, person, asked_at, ended_at, result, file_name, media_type, file)
values ('report.pdf', '{"de": "PDF"}', '{"id": 1}', 'done', '{"id": "p1", "name": "Planung", "grants": []}', '2024-04-01 08:00+00', '2024-04-01 08:01+00', '{"bytes": 5}', 'b.pdf', 'application/pdf', '\x255044462d');
