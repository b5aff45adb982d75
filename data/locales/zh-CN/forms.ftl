# 表单。
forms-required = { $field }还没有填
forms-no-number = { $field }要填数字
forms-no-date = { $field }看不懂:写 3.5、20、昨天 或 2026-03-05
forms-no-moment = { $field }看不懂:写 9:30、3.7 9:30 或 2026-03-07 09:30
forms-yes = 是
forms-no = 否
forms-unchosen = (不填)
forms-recording = 正在记…
forms-choose = ← → 或首字母选
