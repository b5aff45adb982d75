# report
report-withdrawn = 撤销:{ $why }
report-late = 补录
