insert into report (template, title, parameters, state, snapshot, data_state, created_at, created_by, released_at, released_by, audiences, circle)
values ('datenblatt', 'Für alle', '{}', 'released', '{}', 1, '2024-03-01 08:00+00', 'Planung', '2024-03-02 08:00+00', 'Leitung', '{citizens}', 'public');
