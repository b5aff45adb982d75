# cli: what commands say

cli-list-comma = 、

## Help
cli-help-usage = 用法:
cli-help-options-word = 选项
cli-help-command-word = 命令
cli-help-commands = 命令:
cli-help-arguments = 参数:
cli-help-options = 选项:
cli-help-examples = 例:
cli-help-help = 打印这份说明
cli-help-version = 打印版本号
cli-help-globals = 各命令通用的选项见 { $program } --help:{ $options }
cli-help-default = (默认 { $value })
cli-help-choices = :{ $list }

## Arguments that are wrong
cli-misuse-help = 用法见 { $command } --help
cli-misuse-meant = ;是不是 { $found }?
cli-misuse-command = 没有“{ $asked }”这个命令
cli-misuse-option = 没有 { $asked } 这个选项
cli-misuse-surplus = “{ $asked }”是多出来的;有空格的内容请加引号
cli-misuse-missing = 还缺 { $list }
cli-misuse-conflict = { $one } 和 { $other } 不能同时用
cli-misuse-twice = { $option } 只能写一次
cli-misuse-no-value = { $option } 后面要写一个值
cli-misuse-value = { $option } 不能是“{ $value }”:{ $expected }
cli-misuse-utf8 = 参数里有不是 UTF-8 的文字
cli-misuse-no-command = 还要写明做什么
cli-misuse-number = { $option } 后面的值多了或少了
cli-expected-choice = 可用 { $list }
cli-expected-date = 应为日期,如 2026-03-27
cli-expected-time = 应为时间,如 2026-03-06T09:30
cli-expected-number = 应为整数
cli-expected-range = 应在 { $from } 到 { $to } 之间
