# help

help-import-entries = 导入每日工作记录(村里填来的表)
help-import-entries--file = 文件
help-import-entries--sheet = 工作表
help-import-entries--columns = 列名对照表
help-import-entries--dry_run = 只检查,不写入
help-import-entries--rejects = 把退回的行另存为表格,改好后再导入
help-import-entries--act = 没有写明事项的行办的是什么:visit home return placement loss wish push person none
help-import-entries--again = 与已撤销的记录相同的行也重新记
help-import-entries-after =
    zhanbao export template entries -o 登记表.xlsx          发给村里填
    zhanbao import entries 登记表.xlsx --rejects 退回.xlsx  收回来导入,同一份表导入两次不会重复
help-import-jobs = 导入岗位表(再次导入即更新)
help-import-jobs--file = 文件
help-import-jobs--sheet = 工作表
help-import-jobs--columns = 列名对照表
help-import-jobs--dry_run = 只检查,不写入
help-import-jobs--rejects = 把退回的行另存为表格,改好后再导入
help-export-template = 导出空白表:每日工作登记表、花名册、岗位表,带下拉列表
help-export-template--kind = 哪一种表:entries 每日工作登记表,roster 花名册,jobs 岗位表
help-export-template--output = 存到文件
