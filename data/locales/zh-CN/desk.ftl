# 办公桌:命令行和控制台共用的话。
desk-cancelled = 已取消,什么也没有改动。
desk-phase-reading = 读取文件
desk-phase-recording = 写入账本
desk-phase-writing = 写出文件
desk-setting-unfit = 设置“{ $key }”不能是 { $value };没有改动
desk-setting-stuck = 设置文件 { $path } 里的“{ $key }”不便自动改写;没有改动,请用文本编辑器修改
desk-file-report = { $unit }-战报-{ $day }-第{ $issue }期
desk-file-report-open = { $unit }-战报-{ $day }-未封账
desk-file-export = { $unit }-{ $what }-{ $day }
desk-file-passengers = { $unit }-{ $what }-{ $number }-{ $day }
desk-same-unlike = 姓名和证件号码都不同,多半不是同一个人
desk-same-numbers = 证件号码不同,请先核对证件
desk-same-late = 这天已封账,合并会算作补记
desk-same-birth = 性别、出生
desk-same-work = 务工
desk-same-history = 记录
desk-same-entries = { $count } 条,最近 { $last }
