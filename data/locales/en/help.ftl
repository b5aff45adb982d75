# help

help-import-entries = import a day's records (tables that villages fill in)
help-import-entries--file = the file
help-import-entries--sheet = worksheet
help-import-entries--columns = table of column names
help-import-entries--dry_run = check only, write nothing
help-import-entries--rejects = save the rows sent back as a spreadsheet, to be mended and imported again
help-import-entries--act = what was done in rows that do not say: visit home return placement loss wish push person none
help-import-entries--again = record rows again that equal entries withdrawn
help-import-entries-after =
    zhanbao export template entries -o day.xlsx           a form for the villages
    zhanbao import entries day.xlsx --rejects back.xlsx   take it in; twice counts once
help-import-jobs = import a list of jobs (again: renews it)
help-import-jobs--file = the file
help-import-jobs--sheet = worksheet
help-import-jobs--columns = table of column names
help-import-jobs--dry_run = check only, write nothing
help-import-jobs--rejects = save the rows sent back as a spreadsheet, to be mended and imported again
help-export-template = export a blank form (daily records, roster, jobs), with lists to choose from
help-export-template--kind = which form: entries, roster or jobs
help-export-template--output = save to this file
