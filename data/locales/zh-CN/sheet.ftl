# sheet
sheet-list-comma = 、
sheet-not-found = 找不到文件“{ $path }”。请检查路径和文件名
sheet-unreadable = 读不了文件“{ $path }”({ $why })。请检查权限,并关闭正在使用它的程序
sheet-empty = 文件是空的。请确认发来的是完整的名册
sheet-all-hidden = 看得见的工作表都是空的,有内容的工作表被隐藏了:{ $sheets }。确认要用时请以 --sheet 指定
sheet-password = 文件设有打开密码。请先用 Excel 或 WPS 打开,去掉密码后另存一份再导入
sheet-damaged = 文件已损坏或不完整({ $why })。请让对方重新发送,或用 Excel、WPS 打开后另存为 xlsx
sheet-too-large = 文件太大,或解开后大得不正常(上限 { $limit } MB、每张表 1048576 行),没有读入。请核对是不是名册,确是名册请按村分成几个文件
sheet-open-quote = 第 { $row } 行起有一个双引号没有配对,后面的行无法分开。请在该行补上或删去引号
sheet-not-a-table = 这不是电子表格。请导入 xlsx、xls、ods 或 csv 文件
sheet-web-page = 这是网页或 XML 格式的导出文件。请用 Excel 或 WPS 打开后另存为 xlsx 再导入
sheet-other-workbook = 这是 { $kind } 格式的工作簿,本程序读不了。请用 Excel 或 WPS 打开后另存为 xlsx 再导入
sheet-no-sheet = 没有名为“{ $asked }”的工作表。文件里有:{ $sheets }。请用 --sheet 指定其中一个
sheet-none-in-text = 这是文本文件,没有名为“{ $asked }”的工作表。请去掉 --sheet 再试
sheet-many-sheets = 有多个工作表:{ $sheets }。请用 --sheet 指定要导入哪一个
sheet-error-cell = “{ $column }”是公式的错误值 { $value },不是内容。请在原表里改正公式或填上实际内容后再导入
