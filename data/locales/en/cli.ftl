# cli: what commands say

cli-list-comma = {", "}

## Help
cli-help-usage = {"Usage: "}
cli-help-options-word = OPTIONS
cli-help-command-word = COMMAND
cli-help-commands = Commands:
cli-help-arguments = Arguments:
cli-help-options = Options:
cli-help-examples = Examples:
cli-help-help = print this help
cli-help-version = print the version
cli-help-globals = Options of every command, told by { $program } --help: { $options }
cli-help-default = {" "}(default: { $value })
cli-help-choices = : { $list }

## Arguments that are wrong
cli-misuse-help = For usage see { $command } --help
cli-misuse-meant = ; did you mean { $found }?
cli-misuse-command = There is no command “{ $asked }”
cli-misuse-option = There is no option { $asked }
cli-misuse-surplus = “{ $asked }” is one too many; put quotation marks around words with spaces
cli-misuse-missing = Still missing: { $list }
cli-misuse-conflict = { $one } and { $other } exclude each other
cli-misuse-twice = { $option } may be given only once
cli-misuse-no-value = { $option } needs a value after it
cli-misuse-value = { $option } can't be “{ $value }”: { $expected }
cli-misuse-utf8 = The arguments hold text that is not UTF-8
cli-misuse-no-command = Say what to do
cli-misuse-number = { $option } has too many values, or too few
cli-expected-choice = one of { $list }
cli-expected-date = a date is needed, like 2026-03-27
cli-expected-time = a time is needed, like 2026-03-06T09:30
cli-expected-number = a whole number is needed
cli-expected-range = it must lie between { $from } and { $to }
