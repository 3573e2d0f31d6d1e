insert into interpretation (indicator_id, level_id, area_code, period, text, definition_version, figure, deliveries, written_at, written_by, made_by)
select 'kinderarmut', min(id), '01', '2023', 'Der Zuzug trägt den Anstieg.', 1, 12.5, '{1}', '2024-01-01', 'Planung', 'here' from area_level;
