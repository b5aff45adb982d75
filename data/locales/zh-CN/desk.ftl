# 办公桌:命令行和控制台共用的话。
desk-cancelled = 已取消,什么也没有改动。
desk-phase-reading = 读取文件
desk-phase-recording = 写入账本
desk-phase-writing = 写出文件
