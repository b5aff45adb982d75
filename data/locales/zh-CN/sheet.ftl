# sheet
sheet-write-io = 写不了文件({ $error })。请检查路径和磁盘空间,并关闭正在使用它的程序
sheet-write-workbook = 写不了 xlsx({ $error })。请改用 .csv 结尾的文件名
sheet-write-too-many-rows = 行数超过一张工作表的上限 1048576 行。请改用 .csv 结尾的文件名,或只导出一个村
