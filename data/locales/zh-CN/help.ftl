# help
help-report--encoding = 表格的文字编码,只用于 csv:utf-8、gb18030
help-report--check_template = 检查一份自定的报告模板(不打印战报)
