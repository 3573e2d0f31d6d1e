insert into delivery_agreement (holder, title, figures) values ('Jobcenter', 'Grundsicherung', '{SGB2_U15}');
