# plan

# Why a holiday notice was not taken
plan-notice-syntax = the holiday notice is no whole JSON at line { $line }, column { $column }; download or copy the file again and import it
plan-notice-shape = a field is missing or of the wrong type at line { $line }, column { $column } of the holiday notice; it needs year and days, and each day name, date and isOffDay (the holiday-cn format): mend it and import again
plan-notice-empty = the holiday notice of { $year } holds no dates; the State Council may not have published it yet: import it when it has
plan-notice-date = date { $index } in the holiday notice of { $year }, “{ $text }”, is no date; write it as 2026-01-01 and import again
plan-notice-other-year = the holiday notice of { $year } names { $date }, which it cannot arrange (December before to January after are allowed); check year and dates of the file and import again
plan-notice-twice = the holiday notice of { $year } names { $date } twice; delete one and import again
plan-notice-name = in the holiday notice of { $year } the name of { $date } is empty, too long (over 20 characters) or holds control characters; mend it and import again
