insert into transfer_report values (1, '{"title": "Kinder"}');
insert into disclosure_rule (figure_key, audience, rule, reason, set_at, set_by) values ('BEV_U15', null, 'min5', 'Vereinbarung', '2024-02-01 08:00+00', 'Statistik');
insert into audience_level (audience, level, reason, set_at, set_by) values ('public', 'GEM', 'Beschluss', '2024-02-01 08:00+00', 'Statistik');
insert into fine_data_consent values ('p1', 'Planung', 1, '2024-02-01 08:00+00');
