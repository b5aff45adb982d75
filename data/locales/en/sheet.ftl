# sheet
sheet-write-io = The file cannot be written ({ $error }). Check the path and the free space, and close the programs that use it
sheet-write-workbook = The workbook cannot be written ({ $error }). Use a file name that ends in .csv
sheet-write-too-many-rows = More rows than the 1,048,576 of a sheet. Use a file name that ends in .csv, or export one village
