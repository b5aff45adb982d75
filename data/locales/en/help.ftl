# help
help-report--encoding = Encoding of the table, for csv only: utf-8, gb18030
help-report--check_template = Check a report template of your own (prints no report)
