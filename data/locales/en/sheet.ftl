# sheet
sheet-list-comma = {", "}
sheet-not-found = There is no file “{ $path }”. Check the path and the name
sheet-unreadable = The file “{ $path }” cannot be read ({ $why }). Check its permissions, and close the program that uses it
sheet-empty = The file is empty. Make sure that the whole roster was sent
sheet-all-hidden = The visible sheets are empty; those with anything in them are hidden: { $sheets }. If one of them is meant, name it with --sheet
sheet-password = The file has a password. Open it in Excel or WPS, take the password off, save a copy, and import that
sheet-damaged = The file is damaged or incomplete ({ $why }). Ask for it again, or open it in Excel or WPS and save it as xlsx
sheet-too-large = The file is too large, or unpacks to an absurd size (at most { $limit } MB, and 1,048,576 rows a sheet); nothing was read. Make sure that it is a roster; if it is, split it by village
sheet-open-quote = A double quote in row { $row } is not closed, so that the rows behind it cannot be told apart. Close it or take it out
sheet-not-a-table = This is no spreadsheet. Import an xlsx, xls, ods or csv file
sheet-web-page = This is a web page or XML under a spreadsheet's name. Open it in Excel or WPS, save it as xlsx, and import that
sheet-other-workbook = This is a workbook in { $kind } format, which cannot be read here. Open it in Excel or WPS, save it as xlsx, and import that
sheet-no-sheet = There is no sheet “{ $asked }”. The file has: { $sheets }. Name one of them with --sheet
sheet-none-in-text = This is a text file and has no sheet “{ $asked }”. Leave --sheet out
sheet-many-sheets = There are several sheets: { $sheets }. Say with --sheet which one to import
sheet-error-cell = “{ $column }” holds the error value { $value } of a formula, and no content. Mend the formula in the file, or type what it should be, and import again
