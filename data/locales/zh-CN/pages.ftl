# pages
pages-unchanged = 持平
pages-template-wrong = 网页模板出错:{ $why }
pages-all-villages = 合计
pages-heat-title = 各村每日{ $metric }
pages-heat-sum = 累计/目标
pages-heat-gap = 差
pages-heat-cell = { $unit } { $day }:完成 { $done },任务 { $quota }
pages-run-title = { $metric }进度与预测
pages-run-deadline = 截止 { $day }
pages-run-target = 目标 { $target }
pages-run-forecast = 预计 { $day }
