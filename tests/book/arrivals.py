"""Writes workbooks as other people's programs do, for tests/arrivals.rs: make.py FOLDER. Everybody in them is made up."""

import datetime
import re
import sys
import zipfile

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

folder = sys.argv[1]
HEADER = ["序号", "户编号", "姓名", "证件号码", "与户主关系", "村", "联系电话", "务工单位", "月收入", "务工开始时间"]
NAMESPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def id_number(n):
    digits = "529999198%d0%d0%d%03d" % (n % 10, 1 + n % 9, 1 + n % 9, n)
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return digits + "10X98765432"[sum(int(d) * w for d, w in zip(digits, weights)) % 11]


def person(n):
    return [
        n, "52999900100%03d" % n, "测试" + "甲乙丙丁戊己庚辛壬癸"[n % 10], id_number(n), "户主", "样例村",
        "1990000000%d" % (n % 10), "样例厂", 4000, datetime.date(2025, 3, 5),
    ]  # fmt: skip


PEOPLE = [person(n) for n in range(1, 6)]


def fill(sheet, rows):
    for row in rows:
        sheet.append(row)


def save(workbook, name):
    workbook.save(folder + "/" + name)


def plain(name, epoch=None):
    workbook = openpyxl.Workbook()
    if epoch:
        workbook.epoch = epoch
    workbook.active.title = "名册"
    fill(workbook.active, [HEADER] + PEOPLE)
    save(workbook, name)


plain("plain.xlsx")
plain("1904.xlsx", CALENDAR_MAC_1904)

workbook = openpyxl.Workbook()
workbook.active.title = "甲"
for name in ["乙", "隐藏", "深藏", "空"]:
    workbook.create_sheet(name)
for sheet in workbook:
    if sheet.title != "空":
        fill(sheet, [HEADER] + PEOPLE)
workbook["隐藏"].sheet_state = "hidden"
workbook["深藏"].sheet_state = "veryHidden"
save(workbook, "several.xlsx")
del workbook["乙"]
save(workbook, "one_shown.xlsx")
workbook["甲"].delete_rows(1, 99)
save(workbook, "all_hidden.xlsx")

# Titles, a header in two rows with merged cells, a household merged over its members, the header once more, a sum.
workbook = openpyxl.Workbook()
sheet = workbook.active
fill(sheet, [["样例镇脱贫劳动力名册"], ["填报单位:样例镇", "", "", "", "", "", "2025年3月1日"]])
fill(sheet, [HEADER[:7] + ["务工情况", "", ""], [""] * 7 + HEADER[7:]])
sheet.merge_cells("A1:J1")
sheet.merge_cells("H3:J3")
for column in "ABCDEFG":
    sheet.merge_cells(column + "3:" + column + "4")
rows = [list(row) for row in PEOPLE]
for row in rows[1:3]:
    row[1], row[4] = None, "子女"
fill(sheet, rows)
sheet.merge_cells("B5:B7")
fill(sheet, [HEADER, ["合计", "", "5人"]])
save(workbook, "merged.xlsx")

# Formulas; whoever opens and saves it (LibreOffice) works them out.
workbook = openpyxl.Workbook()
sheet = workbook.active
fill(sheet, [HEADER] + PEOPLE)
for cell, formula in {
    "H2": '=VLOOKUP("无",A1:B3,2,FALSE)', "I3": "=1/0", "I4": "=2000*2", "J5": "=DATE(2025,3,5)", "G5": "=#REF!+1",
    "C4": '="测试"&"子"', "D6": "=NA()",
}.items():  # fmt: skip
    sheet[cell] = formula
sheet["J5"].number_format = "yyyy-mm-dd"
save(workbook, "formulas_unsaved.xlsx")


def variant(name, change, more=()):
    """The plain workbook with its parts changed, or parts more."""
    with zipfile.ZipFile(folder + "/plain.xlsx") as old, zipfile.ZipFile(folder + "/" + name, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part not in more:
                new.writestr(part, change(part, old.read(part)))
        for part, (head, chunk, times, tail) in dict(more).items():
            with new.open(part, "w", force_zip64=True) as out:
                out.write(head)
                for _ in range(times):
                    out.write(chunk)
                out.write(tail)


def unchanged(part, content):
    return content


def claims_everything(part, content):
    if part.endswith("sheet1.xml"):
        content = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', content)
        corner = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
        content = content.replace(b"</sheetData>", corner)
    return content


macro = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
sheet_type = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
variant("macro.xlsm", lambda part, content: content.replace(sheet_type, macro))
variant("corner.xlsx", claims_everything)
variant("binary.xlsb", unchanged, {"xl/workbook.bin": (b"\x83\x01\0", b"", 0, b"")})
# Some hundred megabytes each, packed into a few hundred kilobytes.
strings = "xl/sharedStrings.xml"
variant("bomb_strings.xlsx", unchanged, {strings: (b"<sst " + NAMESPACE + b">", b"<si><t>a</t></si>" * 65536, 300, b"</sst>")})
variant("bomb_string.xlsx", unchanged, {strings: (b"<sst " + NAMESPACE + b"><si><t>", b"a" * (1 << 20), 300, b"</t></si></sst>")})
claim = b"<sst " + NAMESPACE + b' uniqueCount="99999999999"><si><t>a</t></si></sst>'
variant("bomb_count.xlsx", unchanged, {strings: (claim, b"", 0, b"")})
row = b'<row><c t="n"><v>1</v></c></row>' * 32768
data = b"<worksheet " + NAMESPACE + b"><sheetData>", row, 300, b"</sheetData></worksheet>"
variant("bomb_sheet.xlsx", unchanged, {"xl/worksheets/sheet1.xml": data})


def opendocument(name, rows):
    """A minimal OpenDocument spreadsheet of our people, and these rows behind them."""
    cell = '<table:table-cell office:value-type="string"><text:p>%s</text:p></table:table-cell>'
    body = "".join("<table:table-row>" + "".join(cell % c for c in r) + "</table:table-row>" for r in [HEADER] + PEOPLE)
    names = " ".join(
        'xmlns:%s="urn:oasis:names:tc:opendocument:xmlns:%s:1.0"' % (n, n) for n in ["office", "table", "text"]
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content %s><office:body><office:spreadsheet>'
        '<table:table table:name="名册">%s%s</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    with zipfile.ZipFile(folder + "/" + name, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        out.writestr("META-INF/manifest.xml", "<manifest/>")
        out.writestr("content.xml", content % (names, body, rows))


def repeated(rows, columns, text):
    value = 'office:value-type="string" office:string-value="%s"' % text if text else ""
    row = '<table:table-row table:number-rows-repeated="%d"><table:table-cell %s table:number-columns-repeated="%d"/></table:table-row>'
    return row % (rows, value, columns)


opendocument("styled_to_the_end.ods", repeated(1048570, 1024, ""))
opendocument("bomb_rows.ods", repeated(1000000000, 1, "x"))
opendocument("bomb_wide.ods", repeated(1000000000, 16384, "x"))
opendocument("bomb_many.ods", repeated(1, 16384, "x") * 3000 + repeated(1048576, 1, "x"))
