# Screen 6: the report.
