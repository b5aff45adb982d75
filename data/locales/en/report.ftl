# report
report-withdrawn = withdrawn: { $why }
report-late = late entry
